"""Who follows whom, as pages and the fan-out ask it: a fixed number of queries, served by an index at any size."""

from typing import Any

from accounts.models import User
from core.paging import PAGE, Page, by_cursor
from core.refusals import Missing
from follows.models import Follow
from follows.relations import relation


def follower_ids(author_id: int, *, after: int, limit: int) -> list[int]:
    """Up to `limit` ids of followers past `after`, in order: one chunk of a fan-out, read off an index alone.

    Idle and suspended ones too: finding out would cost more than pushing to lists that do not exist.
    """
    rows = Follow.objects.filter(followee_id=author_id, follower_id__gt=after)
    return list(rows.order_by("follower_id").values_list("follower_id", flat=True)[:limit])


def following(person: User, *, cursor: int | None = None, size: int = PAGE) -> Page[Follow]:
    """Whom a person follows, the newest first, each row with its `followee`; suspended ones are left out. One query."""
    rows = Follow.objects.filter(follower=person, followee__state=User.State.ACTIVE).select_related("followee")
    return by_cursor(rows, cursor, size=size)


def followers(person: User, *, cursor: int | None = None, size: int = PAGE) -> Page[Follow]:
    """Who follows a person, the newest first, each row with its `follower`; suspended ones are left out. One query."""
    rows = Follow.objects.filter(followee=person, follower__state=User.State.ACTIVE).select_related("follower")
    return by_cursor(rows, cursor, size=size)


def member(handle: str, *, viewer: Any = None) -> User:
    """The member at /u/<handle>/, in any case of letters, suspended ones too.

    Raises Missing: also, and no differently, when one of the two blocked the other. Two queries; one for a visitor.
    """
    found = User.objects.by_handle(handle).exclude(state=User.State.DELETED).first()
    if found is None or relation(viewer, found).apart:
        raise Missing
    return found
