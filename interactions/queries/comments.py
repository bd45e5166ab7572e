"""Pages of comments: the first level by either order, a thread's replies, and comments and reposts as one stream.

All start from a post that the viewer was found to be allowed to see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Window
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.db.models.functions import RowNumber
from django.utils import timezone

from core.paging import PAGE, Page
from interactions.models import Comment, CommentMention
from posts import ids
from posts.models import Mention, Post

HOT, NEWEST = "hot", "newest"
# Of the replies to a comment so many are shown below it; the rest is on a page of its own.
PREVIEW = 3
# What somebody wrote so lately is shown to them wherever it stands by its order: they look for it.
LATELY = timedelta(minutes=10)


class Place(NamedTuple):
    """Where a page of the first level ended: the hot order needs both."""

    likes: int
    id: int


@dataclass(frozen=True)
class FirstLevel:
    """A page of comments on a post. `lead`: what stands before all others on the first page."""

    lead: Sequence[Comment]
    rows: Sequence[Comment]
    next: Place | None
    replies: dict[int, list[Comment]] = field(default_factory=dict)


def first_level(post: Post, *, viewer: Any, order: str = HOT, after: Place | None = None) -> FirstLevel:
    """One page: the pinned comment first, then what the viewer just wrote, then all by the order. Three queries."""
    shown = _with_first_replies(_shown(Comment.objects.first_level(viewer, post=post), viewer), viewer, post)
    listed = shown.filter(is_pinned=False)
    if order == HOT:
        rows = listed if after is None else listed.filter(TupleLessThan(Tuple(F("like_count"), F("id")), tuple(after)))
        found = list(rows.order_by("-like_count", "-pk")[: PAGE + 1])
    else:
        rows = listed if after is None else listed.filter(pk__lt=after.id)
        found = list(rows.order_by("-pk")[: PAGE + 1])
    lead = list(shown.filter(Q(is_pinned=True) | _lately(viewer)).order_by("-is_pinned", "-pk")) if not after else []
    before = {comment.pk for comment in lead}
    page = [comment for comment in found[:PAGE] if comment.pk not in before]
    end = Place(found[PAGE - 1].like_count, found[PAGE - 1].pk) if len(found) > PAGE else None
    return FirstLevel(lead, page, end, previews([*lead, *page], post=post, viewer=viewer))


def previews(above: Sequence[Comment], *, post: Post, viewer: Any) -> dict[int, list[Comment]]:
    """The first replies to each of these comments that the viewer may see, and what the viewer just replied. One query
    whatever they hold; none where nothing was replied."""
    answered = [comment for comment in above if comment.reply_count]
    if not answered:
        return {}
    replies = Comment.objects.replies(viewer, post=post).unmuted_by(viewer)
    first = Q(pk__in=_first_of_each(answered, replies))
    wanted = first | Q(_lately(viewer), parent__in=[comment.pk for comment in answered])
    found: dict[int, list[Comment]] = {}
    for reply in _shown(replies, viewer).filter(wanted).order_by("pk"):
        found.setdefault(reply.parent_id or 0, []).append(reply)
    return found


def thread(comment: Comment, *, viewer: Any, cursor: int | None = None) -> Page[Comment]:
    """The replies to a comment, the oldest first, each page after `cursor`. One query, and one on the first page."""
    replies = _shown(Comment.objects.replies(viewer, post=comment.post).filter(parent=comment), viewer)
    rows = replies if cursor is None else replies.filter(pk__gt=cursor)
    found = list(rows.order_by("pk")[: PAGE + 1])
    page, end = found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
    if cursor is None and end is not None:
        page += list(replies.filter(_lately(viewer), pk__gt=end).order_by("pk"))
    return Page(page, end)


def one(comment: Comment, *, viewer: Any) -> Comment:
    """The comment as lists have it. One query."""
    marked = _listed(Comment.objects.filter(pk=comment.pk).marked_for(viewer))
    return _with_first_replies(marked, viewer, comment.post).get()


def said_on(post: Post, *, viewer: Any, cursor: int | None = None) -> list[Comment]:
    """The newest comments of both levels below a cursor, one more than a page; replies with whom they stand below."""
    rows = _shown(Comment.objects.visible_to(viewer, post=post), viewer).select_related("parent__author")
    return list((rows if cursor is None else rows.filter(pk__lt=cursor)).order_by("-pk")[: PAGE + 1])


def reposted_with_words(post: Post, *, viewer: Any, cursor: int | None = None) -> list[Post]:
    """The newest reposts of a post that say something, below a cursor, one more than a page."""
    seen = Post.objects.visible_to(viewer).unmuted_by(viewer).select_related("author").exclude(text="")
    rows = seen.filter(parent=post) if post.is_repost else seen.filter(root=post)
    return list((rows if cursor is None else rows.filter(pk__lt=cursor)).by_newest()[: PAGE + 1])


def people_meant(comment_ids: Iterable[int], post_ids: Iterable[int] = ()) -> dict[int, dict[str, str]]:
    """For each comment, and each post, the words of its mentions and the handles of the people meant."""
    found: dict[int, dict[str, str]] = {}
    columns = ("word", "user__handle")
    for rows, column, ids_of in ((CommentMention.objects, "comment", comment_ids), (Mention.objects, "post", post_ids)):
        wanted = list(ids_of)
        meant = rows.filter(**{f"{column}__in": wanted}, user__state="active") if wanted else rows.none()
        for pk, word, handle in meant.values_list(f"{column}_id", *columns):
            found.setdefault(pk, {})[word] = handle
    return found


def _first_of_each(above: Sequence[Comment], replies: QuerySet[Comment]) -> Any:
    """The ids of the first replies to each of these comments."""
    if connection.vendor == "postgresql":
        return [pk for comment in above for pk in comment.first_replies]  # type: ignore[attr-defined]
    place = Window(RowNumber(), partition_by="parent", order_by=F("id").asc())
    numbered = replies.filter(parent__in=[comment.pk for comment in above]).annotate(place=place)
    return numbered.filter(place__lte=PREVIEW).values("pk")


def _with_first_replies(comments: QuerySet[Comment], viewer: Any, post: Post) -> QuerySet[Comment]:
    """PostgreSQL reads the first few replies to each comment from an index and no more, along with the comments: what
    LATERAL would do, said by the ORM. SQLite has no arrays, and its data is small."""
    if connection.vendor != "postgresql":
        return comments
    below = Comment.objects.replies(viewer, post=post).unmuted_by(viewer).filter(parent=OuterRef("pk"))
    return comments.annotate(first_replies=ArraySubquery(below.order_by("pk").values("pk")[:PREVIEW]))


def _shown(comments: Any, viewer: Any) -> Any:
    return _listed(comments.unmuted_by(viewer).marked_for(viewer))


def _listed(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With all that drawing them takes."""
    return comments.select_related("author", "answered", "picture")


def _lately(viewer: Any) -> Q:
    if viewer is None or not viewer.is_authenticated:
        return Q(pk__in=[])
    return Q(author=viewer.pk, pk__gte=ids.floor_id(timezone.now() - LATELY))
