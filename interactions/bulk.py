"""What people do with posts, by the thousand and million, for data sets.

No limits are asked, nobody hears of it, and every number is set at the end (`recount`). Mentions stay plain text.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from core import copying
from interactions.models import Comment, CommentLike, Favourite, Like, Spread
from posts import counts, ids, text
from posts.models import Post

CHUNK = 1_000
COMMENT = ("id", "post_id", "author_id", "parent_id", "answered_id", "text", "units", "created_at")


class Said(NamedTuple):
    """A comment of a data set. `parent`: the one of the first level below which it stands; `answered`: whom there."""

    pk: int
    post_id: int
    author_id: int
    text: str
    at: datetime
    parent: int | None = None
    answered: int | None = None


def comment_id(at: datetime, chance: Random) -> int:
    """An id of that moment."""
    return ids.floor_id(at) | chance.getrandbits(ids.RANDOM_BITS)


def like(likes: Iterable[tuple[int, int, datetime]]) -> int:
    """Insert (user id, post id, when); returns how many. Raises IntegrityError for a pair that is there already."""
    return copying.insert(Like, ("user_id", "post_id", "created_at"), likes)


def favourite(favourites: Iterable[tuple[int, int, datetime]]) -> int:
    """The same for what people keep."""
    return copying.insert(Favourite, ("user_id", "post_id", "created_at"), favourites)


def like_comments(likes: Iterable[tuple[int, int]]) -> int:
    """Insert (user id, comment id); returns how many."""
    return copying.insert(CommentLike, ("user_id", "comment_id"), likes)


def comment(comments: Iterable[Said]) -> int:
    """Insert comments, parents before their replies; returns how many."""
    rows = (
        (c.pk, c.post_id, c.author_id, c.parent, c.answered, c.text, text.count_units(c.text), c.at) for c in comments
    )
    return copying.insert(Comment, COMMENT, rows)


def spread(reposts: Iterable[tuple[int, int, int, int, int, datetime]]) -> int:
    """Insert (post id, root id, parent id, depth, reach, when) of reposts that are there; returns how many."""
    columns = ("post_id", "root_id", "parent_id", "depth", "reach", "created_at")
    return copying.insert(Spread, columns, reposts)


@transaction.atomic
def recount(*, posts: Iterable[int]) -> None:
    """Set every number of these posts, and of the comments below them, to what the rows say."""
    for some in _chunks(posts):
        likes = _counted(Like.objects.filter(post__in=some), "post")
        comments = _counted(Comment.objects.filter(post__in=some, deleted_at=None), "post")
        roots = _counted(Post.objects.filter(root__in=some, deleted_at=None), "root")
        onward = Post.objects.filter(parent__in=some, deleted_at=None).exclude(parent=F("root"))
        parents = _counted(onward, "parent")
        counts.set_to(
            {
                pk: {
                    "likes": likes.get(pk, 0),
                    "comments": comments.get(pk, 0),
                    "reposts": roots.get(pk, 0) + parents.get(pk, 0),
                }
                for pk in some
            }
        )
        below = Comment.objects.filter(post__in=some)
        replies = Count("replies", filter=Q(replies__deleted_at=None), distinct=True)
        _set(below.annotate(number=replies), "reply_count")
        _set(below.annotate(number=Count("likes", distinct=True)), "like_count")


def _counted(rows: QuerySet[Any], column: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(column).annotate(number=Count("pk")))


def _set(counted: QuerySet[Any], column: str) -> None:
    """Those with the same number in one statement: most have one of a few low ones."""
    alike: dict[int, list[int]] = {}
    for pk, number in counted.exclude(**{column: F("number")}).values_list("pk", "number"):
        alike.setdefault(number, []).append(pk)
    for number, same in alike.items():
        for some in _chunks(same):
            Comment.objects.filter(pk__in=some).update(**{column: number})


def _chunks(given: Iterable[int]) -> Iterator[list[int]]:
    every = list(given)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]
