"""The order in which members' rows are locked, by everything here that changes what two people are to each other.

Always the lower id first: two people who follow each other at the same moment would otherwise wait for each other.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from accounts.models import User
from core.refusals import Missing

# Rows a statement in bulk: SQLite takes 32,766 parameters, and no lock is waited for long.
CHUNK = 1_000


def pair(one: User, other: User) -> tuple[User, User]:
    """Both rows as they are now, locked until the transaction ends. Raises Missing when one of them went meanwhile."""
    people = {person.pk: person for person in lock([one.pk, other.pk])}
    if len(people) < 2:
        raise Missing
    return people[one.pk], people[other.pk]


def lock(ids: Iterable[int]) -> QuerySet[User]:
    """The rows of these people (evaluate it). `no_key`: a foreign key to a member elsewhere need not wait for this."""
    return User.objects.filter(pk__in=set(ids)).order_by("pk").select_for_update(no_key=True)


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
