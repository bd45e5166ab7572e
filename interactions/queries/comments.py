"""Pages of comments: the first level by either order, a thread's replies, and comments and reposts as one stream.

All start from a post that the viewer was found to be allowed to see. What a page asks each time is prepared
(interactions.queries.comment_rows): Django took longer to build it than PostgreSQL to answer it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from core.paging import PAGE, Page
from interactions.models import Comment, CommentMention
from interactions.queries import comment_sets as sets
from interactions.queries.comment_rows import Build, ask, ask_reposts
from interactions.queries.comment_sets import PREVIEW
from posts import ids
from posts.models import Mention, Post

NEVER_BELOW = 2**63 - 1
HOT, NEWEST = "hot", "newest"
# What somebody wrote so lately is shown to them wherever it stands by its order: they look for it.
LATELY = timedelta(minutes=10)


class Order(NamedTuple):
    """What asks for the first page and for those after it, and by which columns they are in order."""

    first: Build
    onward: Build
    columns: tuple[str, ...]
    numbers: tuple[str, ...]
    is_first_level: bool = True

    def place(self, comment: Comment) -> tuple[int, ...]:
        return tuple(getattr(comment, column) for column in self.columns)


BY_LIKES = Order(sets.hot, sets.hot_after, ("like_count", "id"), ("likes", "after"))
BY_TIME = Order(sets.newest, sets.newest_after, ("id",), ("after",))
STREAM = Order(sets.stream, sets.stream_after, ("id",), ("after",), is_first_level=False)


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
    place = None if after is None else (after.likes, after.id) if order == HOT else (after.id,)
    found, lead = _listed(BY_LIKES if order == HOT else BY_TIME, post, viewer, place), []
    if after is None and viewer.is_authenticated:
        lead = ask(sets.lead, post, viewer, since=_lately())
    elif after is None:
        lead = ask(sets.lead, post, viewer)
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
    found: dict[int, list[Comment]] = {comment.pk: [] for comment in answered}
    for reply in _previews(answered, post, viewer):
        # What a member just replied elsewhere came along.
        if reply.parent_id in found:
            found[reply.parent_id].append(reply)
    return {pk: [*some[:PREVIEW], *some[PREVIEW:][-PREVIEW:]] for pk, some in found.items()}


def thread(comment: Comment, *, viewer: Any, cursor: int | None = None) -> Page[Comment]:
    """The replies to a comment, the oldest first, each page after `cursor`. One query, and one on the first page."""
    found = ask(sets.thread, comment.post, viewer, of_post=False, parent=comment.pk, after=cursor or 0)
    page, end = found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
    if cursor is None and end is not None and viewer.is_authenticated:
        since = max(_lately(), end + 1)
        page += ask(sets.replied, comment.post, viewer, of_post=False, parent=comment.pk, since=since)
    return Page(page, end)


def one(comment: Comment, *, viewer: Any) -> Comment:
    """The comment as lists have it. One query."""
    return ask(sets.one, comment.post, viewer, of_post=False, comment=comment.pk)[0]


def likes_of(comment_id: int) -> int:
    return Comment.objects.values_list("like_count", flat=True).get(pk=comment_id)


def said_on(post: Post, *, viewer: Any, cursor: int | None = None) -> list[Comment]:
    """The newest comments of both levels below a cursor, one more than a page; replies with whom they stand below."""
    return _listed(STREAM, post, viewer, None if cursor is None else (cursor,))


def reposted_with_words(post: Post, *, viewer: Any, cursor: int | None = None) -> list[Post]:
    """The newest reposts of a post that say something, below a cursor, one more than a page. Of an original all that
    pass it on, through whomever; of a repost those of itself."""
    return ask_reposts(post, viewer, below=NEVER_BELOW if cursor is None else cursor)


def people_meant(comment_ids: Iterable[int], post_ids: Iterable[int] = ()) -> dict[int, dict[str, str]]:
    """For each comment, and each post, the words of its mentions and the handles of the people meant."""
    found: dict[int, dict[str, str]] = {}
    columns = ("word", "user__handle")
    for table, column, ids_of in (
        (CommentMention.objects, "comment", comment_ids),
        (Mention.objects, "post", post_ids),
    ):
        wanted = list(ids_of)
        meant = table.filter(**{f"{column}__in": wanted}, user__state="active") if wanted else table.none()
        for pk, word, handle in meant.values_list(f"{column}_id", *columns):
            found.setdefault(pk, {})[word] = handle
    return found


def _listed(order: Order, post: Post, viewer: Any, place: tuple[int, ...] | None) -> list[Comment]:
    """One more than a page, after `place`.

    Where only chosen comments are listed, a query more finds those of one's own that are not. They get their places in
    here: however one asked for a page of them, PostgreSQL took the post's index for it, and read all of the post.
    """
    numbers = {} if place is None else dict(zip(order.numbers, place, strict=True))
    found = ask(order.first if place is None else order.onward, post, viewer, **numbers)  # type: ignore[arg-type]
    if not post.selected_comments or not viewer.is_authenticated or viewer.pk == post.author_id:
        return found
    own = [comment for comment in ask(sets.own, post, viewer) if not (order.is_first_level and comment.parent_id)]
    onward = [comment for comment in own if place is None or order.place(comment) < place]
    return sorted([*found, *onward], key=order.place, reverse=True)[: PAGE + 1]


def _previews(above: Sequence[Comment], post: Post, viewer: Any) -> list[Comment]:
    """PostgreSQL gave the ids along with the comments; a list of them must not be empty."""
    asked: dict[str, Any] = {}
    if connection.vendor == "postgresql":
        asked["ids"] = [pk for comment in above for pk in comment.first_replies] or [0]  # type: ignore[attr-defined]
    if viewer.is_authenticated:
        asked["since"] = _lately()
    if "ids" not in asked:
        asked["parents"] = [comment.pk for comment in above]
    return ask(sets.previews, post, viewer, of_post=False, **asked)


def _lately() -> int:
    """The least id of what is new."""
    return ids.floor_id(timezone.now() - LATELY)
