"""Lists of posts, a page at a time, whose questions are built once: for members, for visitors, in each size.

Building one for a member, with all that decides whether they may see a post and what they did with it, took 10 to 16 ms
of a web process; answering it takes PostgreSQL one.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.paging import MAX_ID, Page
from core.prepared import Prepared
from posts.models import CardRow, Post, PostQuerySet

# `narrow(posts, member or None, **values)`: which of the posts that the viewer may see. Values are whole numbers.
Narrow = Callable[..., PostQuerySet]


class Listing:
    """`listing = Listing(narrow, …)`, then `listing.page(viewer, cursor=None, size=20, author=7)`: one query.

    `planned_anew`: an author has three posts or a million, and so has a topic; one plan of PostgreSQL's for all of them
    would read the million to sort them.
    """

    def __init__(self, narrow: Narrow, *, planned_anew: bool) -> None:
        self._narrow, self._planned_anew = narrow, planned_anew
        self._prepared: dict[tuple[bool, int], Prepared[CardRow]] = {}

    def page(self, viewer: Any, *, cursor: int | None, size: int, **values: int) -> Page[CardRow]:
        signed_in = viewer is not None and viewer.is_authenticated
        if signed_in:
            values["viewer"] = viewer.pk
        # No post has the highest id: what lies below it is everything.
        rows = self._asked(signed_in, size)(below=MAX_ID if cursor is None else cursor, **values)
        return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)

    def _asked(self, signed_in: bool, size: int) -> Prepared[CardRow]:
        def rows(*, viewer: int = 0, below: int, **values: int) -> QuerySet[Any, Any]:
            me = User(pk=viewer) if signed_in else None
            posts = self._narrow(Post.objects.visible_to(me), me, **values).filter(pk__lt=below)
            return posts.by_newest().for_cards(me)[: size + 1]

        found = self._prepared.get((signed_in, size))
        if found is None:
            found = Prepared(rows, CardRow, planned_anew=self._planned_anew)
            self._prepared[signed_in, size] = found
        return found
