"""Follows of many people at once, with counters counted from the rows: demo data, accounts that go, repairs."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from follows.actions.locking import CHUNK, chunks, lock
from follows.models import Follow


@transaction.atomic
def bulk_follow(*, pairs: Iterable[tuple[int, int]]) -> None:
    """Make many (follower id, followee id) rows in a few statements, for demo data; known ones are passed over.

    Limits and blocks are not asked and nobody hears of it; the counters of everybody concerned are counted anew.
    """
    wanted = [Follow(follower_id=a, followee_id=b) for a, b in dict.fromkeys(pairs) if a != b]
    concerned = {row.follower_id for row in wanted} | {row.followee_id for row in wanted}
    _lock_all(concerned)
    Follow.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=CHUNK)
    recount(people=concerned)


@transaction.atomic
def hold_all(*, person: User) -> None:
    """Hold a person's row and everybody's whose numbers change with them, in the order in which all are held.

    Whoever posts or comments holds their own row ahead of what they write about: an account that goes does as they do.
    """
    _lock_all({person.pk, *_concerned(_rows_of(person))})


@transaction.atomic
def end_all(*, person: User) -> None:
    """End everything between `person` and others, with the others' counters: the account is about to go.

    Special attention and places in groups end with the follows; blocks, mutes and lists of one's own with the account.
    """
    rows = _rows_of(person)
    # Before the rows go: who is put into a group at this moment would else point to a row that is gone.
    _lock_all({person.pk, *_concerned(rows)})
    # Once more: somebody may have followed in between. From here on nobody can.
    concerned = _concerned(rows)
    rows.delete()
    recount(people=concerned)


@transaction.atomic
def recount(*, people: Iterable[int]) -> None:
    """Set both counters of these people (ids) to what the rows say."""
    counts = {"following_count": _number_of("follower"), "follower_count": _number_of("followee")}
    for ids in chunks(sorted(people)):
        # Locked before they are counted: a follow that commits in between is then in the count.
        list(lock(ids))
        User.objects.filter(pk__in=ids).update(**counts)


def _rows_of(person: User) -> QuerySet[Follow]:
    return Follow.objects.filter(Q(follower=person) | Q(followee=person))


def _concerned(rows: QuerySet[Follow]) -> set[int]:
    return {person for pair in rows.values_list("follower_id", "followee_id") for person in pair}


def _lock_all(people: Iterable[int]) -> None:
    for ids in chunks(sorted(people)):
        list(lock(ids))


def _number_of(side: str) -> Coalesce:
    rows = Follow.objects.filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
