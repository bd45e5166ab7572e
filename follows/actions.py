"""Following and ending it. Counters move only by what INSERT and DELETE really did: blind ones drift (measured)."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Conflict, Missing, NotAllowed
from follows import limits
from follows.events import followed, unfollowed
from follows.models import EndedFollow, Follow

# Rows a statement in bulk: SQLite takes 32,766 parameters, and no lock is waited for long.
CHUNK = 1_000


class FollowsOneself(Conflict):
    message = _("You can't follow yourself, however good the company.")


class FollowsSuspended(NotAllowed):
    message = _("This account is suspended, so it can't be followed.")


class FollowerSuspended(NotAllowed):
    message = _("Your account is suspended, so it can't follow anybody.")


@transaction.atomic
def follow(*, follower: User, followee: User) -> Follow:
    """Let `follower` read `followee`; again is no error and changes nothing.

    Raises FollowsOneself, FollowsSuspended, FollowerSuspended, Missing (a deleted account), limits.FollowsTooMany,
    limits.FollowsTooFast.
    """
    if follower.pk == followee.pk:
        raise FollowsOneself
    follower, followee = _locked(follower, followee)
    _check_states(follower, followee)
    present = Follow.objects.filter(follower=follower, followee=followee).first()
    if present is not None:
        return present
    limits.room(follower).check()
    row = Follow.objects.create(follower=follower, followee=followee)
    _count(follower, followee, by=1)
    followed.send(Follow, follower=follower, followee=followee)
    return row


@transaction.atomic
def follow_many(*, follower: User, followees: Iterable[User]) -> int:
    """Follow several people at once, as far as the limits let; returns how many are new.

    Oneself, those followed already and those who can't be followed are passed over. Raises FollowerSuspended, and the
    limits' refusals when not even one may be followed.
    """
    wanted = [person.pk for person in followees]
    people = {person.pk: person for person in _lock([follower.pk, *wanted])}
    follower = people.pop(follower.pk)
    if not follower.is_active:
        raise FollowerSuspended
    known = set(Follow.objects.filter(follower=follower, followee__in=people).values_list("followee_id", flat=True))
    fresh = [person for person in people.values() if person.is_active and person.pk not in known]
    if not fresh:
        return 0
    room = limits.room(follower)
    room.check()
    return _insert(follower, fresh[: min(room)])


@transaction.atomic
def unfollow(*, follower: User, followee: User) -> bool:
    """End `follower`'s reading of `followee`; returns whether there was something to end."""
    return _end(follower, followee)


@transaction.atomic
def remove_follower(*, person: User, follower: User) -> bool:
    """`person` ends somebody else's following of them; returns whether there was something to end."""
    return _end(follower, person)


@transaction.atomic
def bulk_follow(*, pairs: Iterable[tuple[int, int]]) -> None:
    """Make many (follower id, followee id) rows in a few statements, for demo data; known ones are passed over.

    Limits are not asked and nobody hears of it; the counters of everybody concerned are counted anew.
    """
    wanted = [Follow(follower_id=a, followee_id=b) for a, b in dict.fromkeys(pairs) if a != b]
    concerned = sorted({row.follower_id for row in wanted} | {row.followee_id for row in wanted})
    for ids in _chunks(concerned):
        list(_lock(ids))
    Follow.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=CHUNK)
    recount(people=concerned)


@transaction.atomic
def end_all(*, person: User) -> None:
    """End everything between `person` and others, with the others' counters: the account is about to go."""
    rows = Follow.objects.filter(Q(follower=person) | Q(followee=person))
    concerned = {other for pair in rows.values_list("follower_id", "followee_id") for other in pair}
    rows.delete()
    recount(people=concerned)


@transaction.atomic
def recount(*, people: Iterable[int]) -> None:
    """Set both counters of these people (ids) to what the rows say."""
    counts = {"following_count": _number_of("follower"), "follower_count": _number_of("followee")}
    for ids in _chunks(sorted(people)):
        # Locked before they are counted: a follow that commits in between is then in the count.
        list(_lock(ids))
        User.objects.filter(pk__in=ids).update(**counts)


def _insert(follower: User, fresh: Sequence[User]) -> int:
    Follow.objects.bulk_create([Follow(follower=follower, followee=person) for person in fresh])
    User.objects.filter(pk=follower.pk).update(following_count=F("following_count") + len(fresh))
    User.objects.filter(pk__in=[person.pk for person in fresh]).update(follower_count=F("follower_count") + 1)
    for person in fresh:
        followed.send(Follow, follower=follower, followee=person)
    return len(fresh)


def _end(follower: User, followee: User) -> bool:
    if follower.pk == followee.pk:
        return False
    follower, followee = _locked(follower, followee)
    row = Follow.objects.filter(follower=follower, followee=followee).first()
    if row is None:
        return False
    _remember(row)
    row.delete()
    _count(follower, followee, by=-1)
    unfollowed.send(Follow, follower=follower, followee=followee)
    return True


def _remember(row: Follow) -> None:
    """Keep a young follow's time for the limits, and drop what is too old to count."""
    day_ago = timezone.now() - limits.DAY
    EndedFollow.objects.filter(follower_id=row.follower_id, followed_at__lte=day_ago).delete()
    if row.created_at > day_ago:
        EndedFollow.objects.create(follower_id=row.follower_id, followed_at=row.created_at)


def _check_states(follower: User, followee: User) -> None:
    if not follower.is_active:
        raise FollowerSuspended
    if followee.state == User.State.DELETED:
        raise Missing
    if not followee.is_active:
        raise FollowsSuspended


def _locked(follower: User, followee: User) -> tuple[User, User]:
    people = {person.pk: person for person in _lock([follower.pk, followee.pk])}
    if len(people) < 2:
        raise Missing
    return people[follower.pk], people[followee.pk]


def _lock(ids: Iterable[int]) -> QuerySet[User]:
    """The rows of these people, locked until the transaction ends.

    Always the lower id first: two people who follow each other at the same moment would otherwise wait for each other.
    `no_key`, because a foreign key to a member elsewhere need not wait for this.
    """
    return User.objects.filter(pk__in=set(ids)).order_by("pk").select_for_update(no_key=True)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _count(follower: User, followee: User, *, by: int) -> None:
    """Both counters in one statement; the rows are locked."""
    User.objects.filter(pk__in=[follower.pk, followee.pk]).update(
        following_count=F("following_count") + _only_for(follower, by),
        follower_count=F("follower_count") + _only_for(followee, by),
    )


def _only_for(person: User, by: int) -> Case:
    return Case(When(pk=person.pk, then=Value(by)), default=Value(0), output_field=IntegerField())


def _number_of(side: str) -> Coalesce:
    rows = Follow.objects.filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
