"""A page of a timeline: from ids, wherever they come from, to the posts that the reader may and wants to see."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from core.prepared import Prepared
from posts import muting
from posts.models import CardRow

PAGE = 25
# Read beyond a page, so that posts left out (deleted, muted, unfollowed meanwhile) rarely shorten it.
SPARE = 10
WANTED = PAGE + SPARE
# A page of which nearly all was left out reads on, but not for ever: "load more" then goes on from there.
FEW, READS = 5, 3

# Ids below a cursor (None: from the newest), the newest first, WANTED of them where there are as many.
Read = Callable[[int | None], list[int]]


@dataclass(frozen=True)
class TimelinePage:
    """Posts newest first, and the cursor of the next page (None at the end)."""

    posts: list[CardRow]
    next_cursor: int | None


def page(reader: User, read: Read, readable: Prepared[CardRow], *, cursor: int | None) -> TimelinePage:
    """The posts among the ids read that `readable` (asked with `reader` and `ids`) gives, without muted words.

    It goes on below all that was looked at, however little of it is shown.
    """
    shown: list[CardRow] = []
    for _ in range(READS):
        found = read(cursor)
        rows = readable(reader=reader.pk, ids=found) if found else []
        shown += muting.left(rows, viewer=reader)
        if len(shown) > PAGE:
            return TimelinePage(shown[:PAGE], shown[PAGE - 1].pk)
        if len(found) < WANTED:
            return TimelinePage(shown, None)
        cursor = found[-1]
        if len(shown) >= FEW:
            break
    return TimelinePage(shown, cursor)
