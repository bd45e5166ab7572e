"""Readers who opened home lately: those who hold a list. For commands that go through all or some of them."""

from collections.abc import Iterator
from random import Random

from django.utils import timezone

from accounts.models import ACTIVE, User, UserQuerySet

CHUNK = 200


def active() -> UserQuerySet:
    return User.objects.active().filter(home_opened_at__gte=timezone.now() - ACTIVE)


def chunks(*, after: int = 0) -> Iterator[list[User]]:
    """Every active reader past an id, a few at a time in the order of their ids: memory does not grow with them."""
    while found := list(active().filter(pk__gt=after).order_by("pk")[:CHUNK]):
        yield found
        after = found[-1].pk


def sample(size: int, *, seed: int) -> Iterator[list[User]]:
    """`size` active readers by chance, the same ones for the same seed. One walk over all ids, in fixed memory."""
    chance, chosen = Random(seed), list[int]()
    for number, reader_id in enumerate(active().order_by("pk").values_list("pk", flat=True).iterator()):
        if number < size:
            chosen.append(reader_id)
        elif (place := chance.randrange(number + 1)) < size:
            chosen[place] = reader_id
    chosen.sort()
    for start in range(0, len(chosen), CHUNK):
        yield list(User.objects.filter(pk__in=chosen[start : start + CHUNK]).order_by("pk"))
