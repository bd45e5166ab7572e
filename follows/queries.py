"""Who follows whom, as pages and the fan-out ask it: a fixed number of queries, served by an index at any size.

Who is apart from the reader is in no list, and no list says how many it leaves out.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from core.paging import PAGE, Page, by_cursor
from core.refusals import Missing
from follows.models import Block, Follow, FollowGroup, GroupMember, Mute, MutedWord
from follows.relations import meet, unblocked

ACTIVE = User.State.ACTIVE


def follower_ids(author_id: int, *, after: int, limit: int) -> list[int]:
    """Up to `limit` ids of followers past `after`, in order: one chunk of a fan-out, read off an index alone.

    Idle and suspended ones too: finding out would cost more than pushing to lists that do not exist.
    """
    rows = Follow.objects.filter(followee_id=author_id, follower_id__gt=after)
    return list(rows.order_by("follower_id").values_list("follower_id", flat=True)[:limit])


def following(
    person: User, *, viewer: Any = None, cursor: int | None = None, size: int = PAGE, **only: Any
) -> Page[Follow]:
    """Whom a person follows, the newest first, each row with its `followee`; suspended ones are left out. One query.

    `only`: a condition more on the rows (`special=True`, `groups__group=…`).
    """
    rows = Follow.objects.filter(follower=person, followee__state=ACTIVE, **only).select_related("followee")
    return by_cursor(_there_for(viewer, rows, "followee"), cursor, size=size)


def followers(person: User, *, viewer: Any = None, cursor: int | None = None, size: int = PAGE) -> Page[Follow]:
    """Who follows a person, the newest first, each row with its `follower`; suspended ones are left out. One query."""
    rows = Follow.objects.filter(followee=person, follower__state=ACTIVE).select_related("follower")
    return by_cursor(_there_for(viewer, rows, "follower"), cursor, size=size)


def member(handle: str, *, viewer: Any = None) -> User:
    """The member at /u/<handle>/, in any case of letters, suspended ones too. Raises what relations.meet raises.

    Two queries; one for a visitor.
    """
    found = any_member(handle)
    meet(viewer, found)
    return found


def any_member(handle: str) -> User:
    """The same for verbs that one may use on somebody whom one blocked. Raises Missing. One query."""
    found = User.objects.by_handle(handle).exclude(state=User.State.DELETED).first()
    if found is None:
        raise Missing
    return found


def groups_of(owner: User) -> list[FollowGroup]:
    """A member's groups, the oldest first, each with its `member_count`. One query."""
    return list(_counted(FollowGroup.objects.filter(owner=owner)).order_by("pk"))


def group(owner: User, group_id: int) -> FollowGroup:
    """One of the member's groups, with its `member_count`. Raises Missing: another's is as missing as none."""
    found = _counted(FollowGroup.objects.filter(owner=owner, pk=group_id)).first()
    if found is None:
        raise Missing
    return found


def members(group: FollowGroup, *, cursor: int | None = None, size: int = PAGE) -> Page[GroupMember]:
    """Who is in a group, the latest put there first, each row with its `follow.followee`. One query."""
    rows = GroupMember.objects.filter(group=group, follow__followee__state=ACTIVE)
    return by_cursor(rows.select_related("follow__followee"), cursor, size=size)


def outside(group: FollowGroup, *, cursor: int | None = None, size: int = PAGE) -> Page[Follow]:
    """Whom the group's owner follows and has not put there, the newest first, with `followee`. One query."""
    inside = Exists(GroupMember.objects.filter(group=group, follow=OuterRef("pk")))
    rows = Follow.objects.filter(~inside, follower=group.owner_id, followee__state=ACTIVE)
    return by_cursor(rows.select_related("followee"), cursor, size=size)


def groups_by_person(owner: User, people: Iterable[User]) -> dict[int, list[FollowGroup]]:
    """In which of the owner's groups each of these people is; who is in none is left out. One query."""
    rows = GroupMember.objects.filter(follow__follower=owner, follow__followee__in=[person.pk for person in people])
    found: dict[int, list[FollowGroup]] = {}
    for row in rows.select_related("group", "follow").order_by("group"):
        found.setdefault(row.follow.followee_id, []).append(row.group)
    return found


def blocks(owner: User, *, cursor: int | None = None, size: int = PAGE) -> Page[Block]:
    """Whom a member blocked, the latest first, each row with `blocked`; whoever blocks back too. One query."""
    rows = Block.objects.filter(blocker=owner, blocked__state=ACTIVE).select_related("blocked")
    return by_cursor(rows, cursor, size=size)


def mutes(owner: User, *, cursor: int | None = None, size: int = PAGE) -> Page[Mute]:
    """Whom a member muted, the latest first, each row with `muted`. One query."""
    rows = Mute.objects.filter(muter=owner, muted__state=ACTIVE).select_related("muted")
    return by_cursor(_there_for(owner, rows, "muted"), cursor, size=size)


def muted_words(owner: User) -> list[MutedWord]:
    """The words a member does not want to read, the latest first. One query."""
    return list(MutedWord.objects.filter(owner=owner).order_by("-pk"))


def _counted(groups: QuerySet[FollowGroup]) -> QuerySet[FollowGroup]:
    shown = Q(members__follow__followee__state=ACTIVE)
    return groups.annotate(member_count=Count("members", filter=shown))


def _there_for(viewer: Any, rows: QuerySet, person: str) -> QuerySet:
    """Rows of whose `person` the viewer may know."""
    signed_in = viewer is not None and viewer.is_authenticated
    return rows.filter(unblocked(viewer.pk, person=person)) if signed_in else rows
