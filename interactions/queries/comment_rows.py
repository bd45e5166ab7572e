"""What a page of comments asks, prepared: built once for each kind of viewer and post, then filled with numbers.

The answers are comments as the drawing needs them, with their authors, whom they answer and their pictures, of which
only those columns are read that are shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, IntegerField, Model, OuterRef, Q, QuerySet, Value, Window
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.db.models.functions import RowNumber

from accounts.models import User
from core.paging import PAGE
from core.prepared import Prepared
from interactions.models import Comment
from interactions.models.comments import CommentQuerySet
from media.models import File
from posts.models import Post

# Of the replies to a comment so many are shown below it; the rest is on a page of its own.
PREVIEW = 3
# Those of a page, and what its reader just wrote.
MOST = 10 * PREVIEW * PAGE
OWN = (
    "id", "post_id", "author_id", "parent_id", "answered_id", "text", "picture_id", "alt", "created_at", "deleted_at",
    "hidden_at", "selected_at", "is_pinned", "like_count", "reply_count",
)  # fmt: skip
PERSON = ("id", "handle", "nickname", "badge", "avatar_key", "version", "state", "pictures_downloadable")
FILE = ("id", "key", "state", "width", "height", "placeholder")
Build = Callable[..., CommentQuerySet]


@dataclass(frozen=True)
class Scope:
    """Who asks about which post: for the building of a statement, with stand-ins for their ids."""

    viewer: Any
    post: Post

    def first_level(self) -> CommentQuerySet:
        comments = Comment.objects.first_level(self.viewer, post=self.post).unmuted_by(self.viewer)
        return self.with_first_replies(comments)

    def with_first_replies(self, comments: CommentQuerySet) -> CommentQuerySet:
        """With the ids of the first replies to each: PostgreSQL reads so many of them from an index and no more, as
        LATERAL does. SQLite has no arrays, and its data is small."""
        if connection.vendor != "postgresql":
            return comments
        below = self.replies().filter(parent=OuterRef("pk")).order_by("pk").values("pk")[:PREVIEW]
        return comments.annotate(first_replies=ArraySubquery(below))

    def replies(self) -> CommentQuerySet:
        return Comment.objects.replies(self.viewer, post=self.post).unmuted_by(self.viewer)

    def stream(self) -> CommentQuerySet:
        return Comment.objects.visible_to(self.viewer, post=self.post).unmuted_by(self.viewer)


def hot(scope: Scope) -> CommentQuerySet:
    return scope.first_level().filter(is_pinned=False).order_by("-like_count", "-pk")


def hot_after(scope: Scope, likes: int, after: int) -> CommentQuerySet:
    return hot(scope).filter(TupleLessThan(Tuple(F("like_count"), F("id")), (likes, after)))


def newest(scope: Scope) -> CommentQuerySet:
    return scope.first_level().filter(is_pinned=False).order_by("-pk")


def newest_after(scope: Scope, after: int) -> CommentQuerySet:
    return newest(scope).filter(pk__lt=after)


def lead(scope: Scope, since: int | None = None) -> CommentQuerySet:
    """The pinned comment, and what a member wrote under an id from `since` on."""
    first = Q(is_pinned=True) if since is None else Q(is_pinned=True) | _own(scope, since)
    return scope.first_level().filter(first).order_by("-is_pinned", "-pk")


def previews(
    scope: Scope, ids: list[int] | None = None, parents: list[int] | None = None, since: int | None = None
) -> CommentQuerySet:
    """The first replies: these `ids`, where the database gave them along with their parents, else the first to each of
    `parents`; and what a member replied to those under an id from `since` on."""
    first = Q(pk__in=ids) if ids is not None else Q(pk__in=_first_of_each(scope, parents or []))
    wanted = first if since is None else first | (_own(scope, since) & Q(parent__in=parents))
    return scope.replies().filter(wanted).order_by("pk")


def thread(scope: Scope, parent: int, after: int) -> CommentQuerySet:
    return scope.replies().filter(parent=parent, pk__gt=after).order_by("pk")


def replied(scope: Scope, parent: int, since: int) -> CommentQuerySet:
    """What a member replied under an id from `since` on."""
    return scope.replies().filter(_own(scope, since), parent=parent).order_by("pk")


def stream(scope: Scope, below: int | None = None) -> CommentQuerySet:
    rows = scope.stream().order_by("-pk")
    return rows if below is None else rows.filter(pk__lt=below)


def one(scope: Scope, comment: int) -> CommentQuerySet:
    return scope.with_first_replies(Comment.objects.filter(pk=comment))


def _first_of_each(scope: Scope, parents: list[int]) -> QuerySet[Any, Any]:
    place = Window(RowNumber(), partition_by="parent", order_by=F("id").asc())
    return scope.replies().filter(parent__in=parents).annotate(place=place).filter(place__lte=PREVIEW).values("pk")


def _own(scope: Scope, since: int) -> Q:
    return Q(author=scope.viewer.pk, pk__gte=since)


def ask(build: Build, post: Post, viewer: Any, *, of_post: bool = True, **numbers: int | list[int]) -> list[Comment]:
    """The comments that `build` describes. `of_post`: whether it names the post, or what lies below it alone."""
    member = viewer.pk if viewer.is_authenticated else None
    asked = _prepared(build, member is not None, member == post.author_id, post.selected_comments)
    given = {"post": post.pk} if of_post else {}
    return asked(**({} if member is None else {"viewer": member}), **given, **numbers)


@cache
def _prepared(build: Build, is_member: bool, curates: bool, selected: bool) -> Prepared[Comment]:
    people = ("author", "answered", "parent__author") if build is stream else ("author", "answered")

    def built(viewer: int | None = None, post: int | None = None, **numbers: Any) -> QuerySet[Any, Any]:
        about = Post(pk=post, selected_comments=selected, **({"author_id": viewer} if curates else {}))
        scope = Scope(User(pk=viewer) if is_member else AnonymousUser(), about)
        rows = build(scope, **numbers).marked_for(scope.viewer)
        if "first_replies" not in rows.query.annotations:
            rows = rows.annotate(first_replies=Value(None, output_field=IntegerField()))
        return rows[: MOST if build is previews else PAGE + 1].values_list(*_columns(people))

    return Prepared(built, partial(_comment, people))


def _columns(people: Sequence[str]) -> list[str]:
    of_people = [f"{person}__{name}" for person in people for name in _in_order(User, PERSON)]
    of_picture = [f"picture__{name}" for name in _in_order(File, FILE)]
    return [*_in_order(Comment, OWN), *of_people, *of_picture, "liked", "first_replies"]


def _comment(people: Sequence[str], *row: Any) -> Comment:
    """A comment out of its columns, with its author, whom it answers and its picture."""
    values = iter(row)
    made = _instance(Comment, OWN, values)
    for person in people:
        found = _instance(User, PERSON, values)
        above, _, name = person.rpartition("__")
        if above and found:
            made._state.fields_cache[above] = Comment(pk=made.parent_id, author=found)
        elif not above:
            made._state.fields_cache[name] = found
    made._state.fields_cache["picture"] = _instance(File, FILE, values)
    made.liked, made.first_replies = values
    return made


def _instance(model: type[Model], names: Sequence[str], values: Any) -> Any:
    """None where the columns are those of nobody."""
    taken = list(islice(values, len(names)))
    return None if taken[0] is None else model.from_db("default", _in_order(model, names), taken)


@cache
def _in_order(model: type[Model], names: Sequence[str]) -> list[str]:
    """As the model has them, which `from_db` takes for granted."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]
