"""Pages of posts: which ids, in a fixed number of queries. posts.cards draws them.

Who may see a post is asked everywhere. What the viewer muted is left out of what many people write together (the
square, a topic), not of one person's page, nor of a page that was asked for: docs/timelines.md has it all.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from core.paging import MAX_ID, PAGE, Page, by_cursor
from core.prepared import Prepared
from core.refusals import Missing
from posts import ids, muting
from posts.listing import Listing
from posts.models import CardRow, Draft, DraftPicture, Post, PostQuerySet
from topics.models import Topic

# What a list of one author's posts can be narrowed to.
KINDS = {"original": Q(root=None), "reposts": Q(root__isnull=False), "pictures": Q(picture_count__gt=0)}


def newest(*, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """Everybody's posts that the viewer may see and did not mute, newest first: the public square."""
    return muting.left_of(_square.page(viewer, cursor=cursor, size=size), viewer=viewer)


def by_author(
    author: User, *, viewer: Any, cursor: int | None = None, size: int = PAGE, year: int | None = None, kind: str = ""
) -> Page[CardRow]:
    """One author's posts that the viewer may see, newest first: all, or of one year and of one of KINDS."""
    first, after = _within(year)
    below = after if cursor is None else min(after, cursor)
    return _by_author[kind if kind in KINDS else ""].page(
        viewer, cursor=below, size=size, author=author.pk, first=first
    )


def pinned(author: User, *, viewer: Any) -> CardRow | None:
    """The post that an author put first on their page, if there is one that the viewer may see. One query."""
    return Post.objects.visible_to(viewer).filter(pin__author=author).for_cards(viewer, pinned=True).first()


def first_year(author: User, *, viewer: Any) -> int | None:
    """The year, where the viewer is, of an author's oldest post that the viewer may see. One query."""
    oldest = Post.objects.visible_to(viewer).filter(author=author).order_by("pk").values_list("pk", flat=True).first()
    return timezone.localtime(ids.moment_of(oldest)).year if oldest else None


def pictured_by(author: User, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[int]:
    """Ids of the author's posts with pictures that the viewer may see, newest first; posts.gallery knows the rest.

    What its author marked as sensitive or a spoiler is not among them: a wall of pictures covers nothing.
    """
    pictured = Post.objects.visible_to(viewer).filter(
        author=author, picture_count__gt=0, sensitive=False, spoiler=False
    )
    page = by_cursor(pictured.only("pk"), cursor, size=size)
    return Page([post.pk for post in page.rows], page.next_cursor)


def by_topic(topic: Topic, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """The posts that carry a topic and that the viewer may see and did not mute, newest first."""
    return muting.left_of(_by_topic.page(viewer, cursor=cursor, size=size, topic=topic.pk), viewer=viewer)


def among(ids: Iterable[int], *, viewer: Any) -> list[CardRow]:
    """Those of these posts that the viewer may see, newest first, in one query."""
    wanted = list(ids)
    if wanted and viewer.is_authenticated:
        # After every like too: not built anew.
        return _seen_rows(viewer=viewer.pk, ids=wanted)
    return list(_among(viewer, wanted))


def card(post: Post, *, viewer: Any) -> list[CardRow]:
    """What drawing the card of one post takes, which the viewer was found to be allowed to see. One query."""
    if viewer.is_authenticated:
        return _one_row(viewer=viewer.pk, post=post.pk)
    return list(Post.objects.filter(pk=post.pk).for_cards(viewer))


def one(post_id: int, *, viewer: Any) -> Post | None:
    """The post with its author if the viewer may see it; private, deleted and missing are alike. One query."""
    is_member = viewer is not None and viewer.is_authenticated
    found = _seen_one(viewer=viewer.pk, post=post_id) if is_member else _public_one(post=post_id)
    return found[0] if found else None


def asked_for(post_id: int, *, viewer: Any) -> Post:
    """The post of a page of its own. Raises Missing, for what is private, deleted, or no id at all."""
    post = one(post_id, viewer=viewer) if post_id <= MAX_ID else None
    if post is None:
        raise Missing
    return post


def drafts_of(author: User) -> list[Draft]:
    """All drafts of a member's (there are a hundred at most) with groups, pictures and these' renditions: what waits
    for its time first, the earliest before the others; then the last changed first. Four queries."""
    pictures = DraftPicture.objects.select_related("file").order_by("position")
    wanted = (Prefetch("pictures", pictures), "pictures__file__renditions")
    drafts = Draft.objects.filter(author=author).select_related("group").prefetch_related(*wanted)
    return list(drafts.order_by(F("publish_at").asc(nulls_last=True), "-updated_at", "-pk"))


def draft(author: User, draft_id: int) -> Draft:
    """A draft of the member's. Raises Missing, of another's too."""
    found = Draft.objects.filter(pk=draft_id, author=author).first() if draft_id <= MAX_ID else None
    if found is None:
        raise Missing
    return found


def number_of_drafts(author: User) -> int:
    return Draft.objects.filter(author=author).count()


def _within(year: int | None) -> tuple[int, int]:
    """The first id of a year where the viewer is, and the first after it. Ids are ordered by time, so it is a range of
    the index that pages walk."""
    if year is None:
        return 0, MAX_ID
    zone = timezone.get_current_timezone()
    first, after = (ids.floor_id(datetime(each, 1, 1, tzinfo=zone)) for each in (year, year + 1))
    return first, after


def _among(viewer: Any, ids: list[int]) -> QuerySet[Any, Any]:
    return Post.objects.visible_to(viewer).filter(pk__in=ids).by_newest().for_cards(viewer)


def _one(viewer: Any, post: int) -> QuerySet[Any, Any]:
    columns = (*_COLUMNS, *(f"author__{column}" for column in _AUTHORS_COLUMNS))
    return Post.objects.visible_to(viewer).filter(pk=post).values_list(*columns)


def _whole(*columns: Any) -> Post:
    post = Post.from_db(DEFAULT_DB_ALIAS, _COLUMNS, columns[: len(_COLUMNS)])
    post.author = User.from_db(DEFAULT_DB_ALIAS, _AUTHORS_COLUMNS, columns[len(_COLUMNS) :])
    return post


_COLUMNS, _AUTHORS_COLUMNS = ([field.attname for field in model._meta.concrete_fields] for model in (Post, User))
_seen_one = Prepared(lambda viewer, post: _one(User(pk=viewer), post), _whole)
_public_one = Prepared(lambda post: _one(None, post), _whole)
_one_row = Prepared(lambda viewer, post: Post.objects.filter(pk=post).for_cards(User(pk=viewer)), CardRow)
_seen_rows = Prepared(lambda viewer, ids: _among(User(pk=viewer), ids), CardRow)
_square = Listing(lambda posts, me: posts.unmuted_by(me), planned_anew=False)
_by_topic = Listing(lambda posts, me, topic: posts.unmuted_by(me).filter(topic_uses__tag=topic), planned_anew=True)


def _authored(kind: Q) -> Listing:
    def of_author(posts: PostQuerySet, me: User | None, author: int, first: int) -> PostQuerySet:
        return posts.filter(kind, author=author, pk__gte=first)

    return Listing(of_author, planned_anew=True)


_by_author = {name: _authored(kind) for name, kind in {"": Q(), **KINDS}.items()}
