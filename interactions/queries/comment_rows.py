"""What a page of comments asks, prepared: built once for each kind of viewer and post, then filled with numbers.

The answers are comments as the drawing needs them, with their authors, whom they answer and their pictures, of which
only those columns are read that are shown.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import IntegerField, Model, OuterRef, Q, QuerySet, Value

from accounts.models import User
from core.paging import PAGE
from core.prepared import Prepared
from follows.relations import unmuted
from interactions.models import Comment
from interactions.models.comments import CommentQuerySet
from interactions.queries.comment_sets import FEW, IN_STREAM, PLANNED_ANEW, PREVIEW, Scope, lead
from media.models import File
from posts.models import Post

OWN = (
    "id", "post_id", "author_id", "parent_id", "answered_id", "text", "picture_id", "alt", "created_at", "deleted_at",
    "hidden_at", "selected_at", "is_pinned", "like_count", "reply_count",
)  # fmt: skip
PERSON = ("id", "handle", "nickname", "badge", "avatar_key", "version", "state", "pictures_downloadable")
FILE = ("id", "key", "state", "width", "height", "placeholder")
# The pinned comment, and of what its reader just wrote the newest few.
LEAD = 1 + PREVIEW
REPOST = ("id", "author_id", "text", "root_id", "spoiler", "created_at")
Build = Callable[..., CommentQuerySet]


def ask(build: Build, post: Post, viewer: Any, *, of_post: bool = True, **numbers: int | list[int]) -> list[Comment]:
    """The comments that `build` describes. `of_post`: whether it names the post, or what lies below it alone."""
    member = viewer.pk if viewer.is_authenticated else None
    asked = _prepared(build, member is not None, member == post.author_id, post.selected_comments)
    given = {"post": post.pk} if of_post else {}
    return asked(**({} if member is None else {"viewer": member}), **given, **numbers)


def ask_reposts(post: Post, viewer: Any, *, below: int) -> list[Post]:
    """The newest reposts of a post with words under ids below this, as far as the viewer may see them."""
    asked = _prepared_reposts(viewer.is_authenticated, post.is_repost)
    return asked(**({"viewer": viewer.pk} if viewer.is_authenticated else {}), post=post.pk, below=below)


@cache
def _prepared_reposts(is_member: bool, is_repost: bool) -> Prepared[Post]:
    def built(post: int, below: int, viewer: int | None = None) -> QuerySet[Any, Any]:
        who = User(pk=viewer) if is_member else AnonymousUser()
        where: dict[str, Any] = {"parent": post} if is_repost else {"root": post}
        rows = Post.objects.visible_to(who).exclude(text="").filter(pk__lt=below, **where)
        if viewer is not None:
            # Whoever is tired of the root's author has come to it all the same.
            rows = rows.filter(Q(author=viewer) | unmuted(viewer))
        columns = [*_in_order(Post, REPOST), *(f"author__{name}" for name in _in_order(User, PERSON))]
        return rows.by_newest()[: PAGE + 1].values_list(*columns)

    return Prepared(built, _repost)


def _repost(*row: Any) -> Post:
    values = iter(row)
    made: Post = _instance(Post, REPOST, values)
    made._state.fields_cache["author"] = _instance(User, PERSON, values)
    return made


@cache
def _prepared(build: Build, is_member: bool, curates: bool, selected: bool) -> Prepared[Comment]:
    people = ("author", "answered", "parent__author") if build in IN_STREAM else ("author", "answered")

    def built(viewer: int | None = None, post: int | None = None, **numbers: Any) -> QuerySet[Any, Any]:
        about = Post(pk=post, selected_comments=selected, **({"author_id": viewer} if curates else {}))
        scope = Scope(User(pk=viewer) if is_member else AnonymousUser(), about)
        wanted = build(scope, **numbers)
        rows = wanted if build in FEW else _first(wanted)
        return _listed(rows, scope).values_list(*_columns(people))[: LEAD if build is lead else None]

    return Prepared(built, partial(_comment, people), planned_anew=build in PLANNED_ANEW)


def _first(wanted: CommentQuerySet) -> CommentQuerySet:
    """A page of them, found in the comments alone before anything is joined: whatever the planner thinks of their
    number, it goes along the index that has their order."""
    page = wanted[: PAGE + 1].values("pk")
    return Comment.objects.filter(pk__in=page).order_by(*wanted.query.order_by)


def _listed(rows: CommentQuerySet, scope: Scope) -> CommentQuerySet:
    """With what the viewer did, and the ids of the first replies to each: PostgreSQL reads so many of them from an
    index and no more, as LATERAL does. SQLite has no arrays, and its data is small."""
    marked = rows.marked_for(scope.viewer)
    if connection.vendor != "postgresql":
        return marked.annotate(first_replies=Value(None, output_field=IntegerField()))
    below = scope.replies().filter(parent=OuterRef("pk")).order_by("pk").values("pk")[:PREVIEW]
    return marked.annotate(first_replies=ArraySubquery(below))


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
