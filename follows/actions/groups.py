"""The lists into which a member sorts people whom they follow. Another's list is as missing as none."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import submissions
from core.cleaning import forbidden, lines
from core.refusals import Conflict, Missing, Refusal
from core.submissions import Ticket
from follows import events
from follows.actions.following import NotFollowed
from follows.actions.locking import lock
from follows.actions.versions import groups_changed
from follows.models import MAX_GROUP_NAME, Follow, FollowGroup, GroupMember
from follows.words import fold

# Ours: tabs one can still tell apart, and choices a menu can still hold.
GROUPS_IN_ALL = 20


class GroupNameRefused(Refusal):
    message = _("Give the group a name of 1 to 20 characters.")


class GroupNameTaken(Conflict):
    message = _("You have a group of this name. Choose another.")


class TooManyGroups(Conflict):
    message = _("You have 20 groups, which is as many as one can. Delete one first.")


@transaction.atomic
def create_group(*, owner: User, name: str, ticket: Ticket | None = None) -> FollowGroup:
    """A new, empty group. Raises GroupNameRefused, GroupNameTaken, TooManyGroups, submissions.Repeated."""
    name, folded = _cleaned(name)
    list(lock([owner.pk]))
    taken = submissions.take(ticket) if ticket else None
    _check_free(owner, folded)
    if FollowGroup.objects.filter(owner=owner).count() >= GROUPS_IN_ALL:
        raise TooManyGroups
    group = FollowGroup.objects.create(owner=owner, name=name, folded=folded)
    groups_changed(owner)
    if taken:
        submissions.settle(taken, f"/settings/groups/{group.pk}/")
    return group


@transaction.atomic
def rename_group(*, owner: User, group_id: int, name: str) -> FollowGroup:
    """Raises Missing, GroupNameRefused, GroupNameTaken."""
    name, folded = _cleaned(name)
    list(lock([owner.pk]))
    group = _owned(owner, group_id)
    if folded != group.folded:
        _check_free(owner, folded)
    group.name, group.folded = name, folded
    group.save(update_fields=["name", "folded"])
    groups_changed(owner)
    return group


@transaction.atomic
def delete_group(*, owner: User, group_id: int) -> FollowGroup:
    """Its people stay followed; posts meant for it are left to their author alone. Raises Missing."""
    group = _owned(owner, group_id)
    events.group_deleting.send(FollowGroup, group=group)
    list(lock([owner.pk]))
    # Whoever means it for a post at this moment holds it (posts.audience), and is seen by what follows.
    present = FollowGroup.objects.select_for_update().filter(pk=group.pk)
    if not present:
        raise Missing
    present.delete()
    groups_changed(owner)
    return group


@transaction.atomic
def add_to_group(*, owner: User, group_id: int, people: Iterable[int]) -> int:
    """Put people (ids) whom the owner follows into a group, others passed over; returns how many are new in it.

    Raises Missing.
    """
    follows = _locked_follows(owner, people)
    group = _owned(owner, group_id)
    inside = set(GroupMember.objects.filter(group=group, follow__in=follows).values_list("follow", flat=True))
    fresh = [GroupMember(group=group, follow=follow) for follow in follows if follow.pk not in inside]
    return len(GroupMember.objects.bulk_create(fresh))


@transaction.atomic
def remove_from_group(*, owner: User, group_id: int, person: User) -> bool:
    """Take somebody out of a group; they stay followed. Returns whether they were in it. Raises Missing."""
    group = _owned(owner, group_id)
    number, _rows = GroupMember.objects.filter(group=group, follow__followee=person).delete()
    return bool(number)


@transaction.atomic
def sort_into_groups(
    *, owner: User, person: User, group_ids: Iterable[int], new: str = "", ticket: Ticket | None = None
) -> None:
    """Have somebody whom the owner follows in exactly these groups, and in a `new` one of this name.

    Raises NotFollowed, Missing (a group), and with a new one what create_group raises.
    """
    follows = _locked_follows(owner, [person.pk])
    if not follows:
        raise NotFollowed
    (follow,) = follows
    wanted = set(group_ids)
    if FollowGroup.objects.filter(owner=owner, pk__in=wanted).count() < len(wanted):
        raise Missing
    if new:
        wanted.add(create_group(owner=owner, name=new, ticket=ticket).pk)
    inside = set(GroupMember.objects.filter(follow=follow).values_list("group", flat=True))
    GroupMember.objects.filter(follow=follow, group__in=inside - wanted).delete()
    GroupMember.objects.bulk_create([GroupMember(group_id=pk, follow=follow) for pk in sorted(wanted - inside)])


def _cleaned(name: str) -> tuple[str, str]:
    """The name as it is kept, and what makes it one with others. Raises GroupNameRefused."""
    name = " ".join(lines(name).split())
    if len(name) > MAX_GROUP_NAME or forbidden(name):
        raise GroupNameRefused
    folded = fold(name)
    # Nothing that an eye could see; or one of those Arabic ligatures that stand for eighteen letters.
    if not folded or len(folded) > 4 * MAX_GROUP_NAME:
        raise GroupNameRefused
    return name, folded


def _check_free(owner: User, folded: str) -> None:
    if FollowGroup.objects.filter(owner=owner, folded=folded).exists():
        raise GroupNameTaken


def _owned(owner: User, group_id: int) -> FollowGroup:
    group = FollowGroup.objects.filter(owner=owner, pk=group_id).first()
    if group is None:
        raise Missing
    return group


def _locked_follows(owner: User, people: Iterable[int]) -> list[Follow]:
    """The owner's follows of these people, that cannot end before the transaction does."""
    ids = set(people)
    list(lock([owner.pk, *ids]))
    return list(Follow.objects.filter(follower=owner, followee__in=ids).order_by("pk"))
