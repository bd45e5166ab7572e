"""Following and ending it. Counters move only by what INSERT and DELETE really did: blind ones drift (measured)."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Conflict, Missing, NotAllowed
from follows import limits
from follows.actions.locking import lock, pair
from follows.actions.versions import groups_changed
from follows.events import followed, unfollowed
from follows.models import EndedFollow, Follow
from follows.relations import apart_from


class FollowsOneself(Conflict):
    message = _("You can't follow yourself, however good the company.")


class FollowsSuspended(NotAllowed):
    message = _("This account is suspended, so it can't be followed.")


class FollowerSuspended(NotAllowed):
    message = _("Your account is suspended, so it can't follow anybody.")


class NotFollowed(Conflict):
    message = _("Follow this account first.")


@transaction.atomic
def follow(*, follower: User, followee: User) -> Follow:
    """Let `follower` read `followee`; again is no error and changes nothing.

    Raises FollowsOneself, FollowsSuspended, FollowerSuspended, Missing (a deleted account, or one of the two
    blocked the other), limits.FollowsTooMany, limits.FollowsTooFast.
    """
    if follower.pk == followee.pk:
        raise FollowsOneself
    follower, followee = pair(follower, followee)
    _check_states(follower, followee)
    # Under the lock that blocking takes too: a follow and a block at the same moment leave the block alone.
    if apart_from(follower.pk, [followee.pk]):
        raise Missing
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

    Oneself, those followed already, those apart and those who can't be followed are passed over. Raises
    FollowerSuspended, Missing (the follower's account went meanwhile), and the limits' refusals when not even one may
    be followed.
    """
    wanted = [person.pk for person in followees]
    people = {person.pk: person for person in lock([follower.pk, *wanted])}
    if follower.pk not in people:
        raise Missing
    follower = people.pop(follower.pk)
    if not follower.is_active:
        raise FollowerSuspended
    known = set(Follow.objects.filter(follower=follower, followee__in=people).values_list("followee_id", flat=True))
    known |= apart_from(follower.pk, people)
    fresh = [person for person in people.values() if person.is_active and person.pk not in known]
    if not fresh:
        return 0
    room = limits.room(follower)
    room.check()
    return _insert(follower, fresh[: min(room)])


@transaction.atomic
def unfollow(*, follower: User, followee: User) -> bool:
    """End `follower`'s reading of `followee`; returns whether there was something to end."""
    return end(follower, followee)


@transaction.atomic
def remove_follower(*, person: User, follower: User) -> bool:
    """`person` ends somebody else's following of them; returns whether there was something to end."""
    return end(follower, person)


@transaction.atomic
def set_special(*, follower: User, followee: User, special: bool) -> None:
    """Follow somebody with special attention, or as everybody else. Raises NotFollowed."""
    # Members first, as everywhere: who unfollows at the same moment would wait for this, and this for them.
    list(lock([follower.pk]))
    if not Follow.objects.filter(follower=follower, followee=followee).update(special=special):
        raise NotFollowed
    groups_changed(follower)


def end(follower: User, followee: User) -> bool:
    """End one follow in a transaction that is there: what unfollowing, removing and blocking share."""
    if follower.pk == followee.pk:
        return False
    follower, followee = pair(follower, followee)
    row = Follow.objects.filter(follower=follower, followee=followee).first()
    if row is None:
        return False
    _remember(row)
    row.delete()
    if row.special:
        groups_changed(follower)
    _count(follower, followee, by=-1)
    unfollowed.send(Follow, follower=follower, followee=followee)
    return True


def _insert(follower: User, fresh: Sequence[User]) -> int:
    Follow.objects.bulk_create([Follow(follower=follower, followee=person) for person in fresh])
    User.objects.filter(pk=follower.pk).update(following_count=F("following_count") + len(fresh))
    User.objects.filter(pk__in=[person.pk for person in fresh]).update(follower_count=F("follower_count") + 1)
    for person in fresh:
        followed.send(Follow, follower=follower, followee=person)
    return len(fresh)


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


def _count(follower: User, followee: User, *, by: int) -> None:
    """Both counters in one statement; the rows are locked."""
    User.objects.filter(pk__in=[follower.pk, followee.pk]).update(
        following_count=F("following_count") + _only_for(follower, by),
        follower_count=F("follower_count") + _only_for(followee, by),
    )


def _only_for(person: User, by: int) -> Case:
    return Case(When(pk=person.pk, then=Value(by)), default=Value(0), output_field=IntegerField())
