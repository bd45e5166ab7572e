"""Which comments a page lists, for whom: each a set that interactions.queries.comment_rows prepares."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.db.models.functions import RowNumber

from interactions.models import Comment
from interactions.models.comments import CommentQuerySet
from posts.models import Post

# Of the replies to a comment so many are shown below it; the rest is on a page of its own.
PREVIEW = 3


@dataclass(frozen=True)
class Scope:
    """Who asks about which post: for the building of a statement, with stand-ins for their ids."""

    viewer: Any
    post: Post

    def first_level(self) -> CommentQuerySet:
        return Comment.objects.first_level(self.viewer, post=self.post).unmuted_by(self.viewer)

    def replies(self) -> CommentQuerySet:
        return Comment.objects.replies(self.viewer, post=self.post).unmuted_by(self.viewer)

    def stream(self) -> CommentQuerySet:
        return Comment.objects.stream(self.viewer, post=self.post).unmuted_by(self.viewer)

    def unchosen(self) -> CommentQuerySet:
        return Comment.objects.unchosen_of(self.viewer, post=self.post)

    def written_since(self, since: int) -> Q:
        """By the viewer, under an id from `since` on."""
        return Q(author=self.viewer.pk, pk__gte=since)


def hot(scope: Scope) -> CommentQuerySet:
    return scope.first_level().filter(is_pinned=False).order_by("-like_count", "-pk")


def hot_after(scope: Scope, likes: int, after: int) -> CommentQuerySet:
    return hot(scope).filter(TupleLessThan(Tuple(F("like_count"), F("id")), (likes, after)))


def newest(scope: Scope) -> CommentQuerySet:
    return scope.first_level().filter(is_pinned=False).order_by("-pk")


def newest_after(scope: Scope, after: int) -> CommentQuerySet:
    return newest(scope).filter(pk__lt=after)


def own(scope: Scope) -> CommentQuerySet:
    """All that the viewer wrote and the author has not chosen, where only chosen ones are listed."""
    return scope.unchosen()


def lead(scope: Scope, since: int | None = None) -> CommentQuerySet:
    """The pinned comment, which is a chosen one, and what a member just wrote, which need not be."""
    first = Q(is_pinned=True) if since is None else Q(is_pinned=True) | scope.written_since(since)
    every = replace(scope, post=Post(pk=scope.post.pk, author_id=scope.post.author_id))
    return every.first_level().filter(first).order_by("-is_pinned", "-pk")


def previews(
    scope: Scope, ids: list[int] | None = None, parents: list[int] | None = None, since: int | None = None
) -> CommentQuerySet:
    """The first replies: these `ids`, where the database gave them along with their parents, else the first to each of
    `parents`; and what a member just replied, to whomever."""
    first = Q(pk__in=ids) if ids is not None else Q(pk__in=_first_of_each(scope, parents or []))
    wanted = first if since is None else first | scope.written_since(since)
    return scope.replies().filter(wanted).order_by("pk")


def thread(scope: Scope, parent: int, after: int) -> CommentQuerySet:
    return scope.replies().filter(parent=parent, pk__gt=after).order_by("pk")


def replied(scope: Scope, parent: int, since: int) -> CommentQuerySet:
    return scope.replies().filter(scope.written_since(since), parent=parent).order_by("pk")


def stream(scope: Scope) -> CommentQuerySet:
    return scope.stream().order_by("-pk")


def stream_after(scope: Scope, after: int) -> CommentQuerySet:
    return stream(scope).filter(pk__lt=after)


def one(scope: Scope, comment: int) -> CommentQuerySet:
    return Comment.objects.filter(pk=comment)


def _first_of_each(scope: Scope, parents: list[int]) -> QuerySet[Any, Any]:
    place = Window(RowNumber(), partition_by="parent", order_by=F("id").asc())
    return scope.replies().filter(parent__in=parents).annotate(place=place).filter(place__lte=PREVIEW).values("pk")


# Found by their ids, or few by themselves: no page is cut out of them.
FEW = (lead, previews, own, one)
# Of both levels: with them comes who wrote what they reply to.
IN_STREAM = (stream, stream_after, own)
# Of a post with three comments, or with a hundred thousand: each time PostgreSQL looks how many it knows of. (By one
# plan for all it sorted the hundred thousand.)
PLANNED_ANEW = (hot, hot_after, newest, newest_after, own, stream, stream_after)
