"""A reader's home: ids from the store, joined with the truth; from the truth alone when the store has nothing."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from core import redis
from core.lookups import Probe
from core.prepared import Prepared
from follows.models import Follow
from posts import ids, muting
from posts.models import CardRow, Post, PostQuerySet
from timelines import large, pages, truth
from timelines.pages import WANTED, TimelinePage
from timelines.store import KEPT, Listed, newest_first, store

# Ids are made on several machines and committed a little later: "new" looks back so far, and leaves out what is shown.
CLOCK_SLACK = timedelta(seconds=10)
COUNTED = 99
# The moment of the last visit is noted at most this often: a page is not worth a write.
VISIT_STEP = timedelta(hours=1)


def page(reader: User, *, cursor: int | None = None) -> TimelinePage:
    """A page of the reader's home, newest first.

    One query for what may be seen, and one for the texts where the reader muted words; one more past the end of a list
    that was cut, and two for a reader without a list. Without Redis the ids come from the truth.
    """
    try:
        return pages.page(reader, lambda below: _stored(reader, below), _wanted_rows, cursor=cursor)
    except redis.Away:
        return pages.page(reader, lambda below: _true(reader, below), _wanted_rows, cursor=cursor)


def stored_page(reader: User, *, cursor: int | None = None) -> TimelinePage:
    """The page as the store gives it, and with what the reader muted. Raises redis.Away."""
    everything = User(pk=reader.pk, following_count=reader.following_count)
    return pages.page(everything, lambda below: _stored(reader, below), _readable_rows, cursor=cursor)


def stored_ids(reader: User, *, below: int | None, limit: int) -> list[int]:
    """The newest ids of the reader's home below a cursor: those pushed to the list, those of large accounts merged in,
    and the truth where the list was cut. Raises redis.Away."""
    listed = store.read(reader.pk, below=below, limit=limit) or _rebuilt(reader, below, limit)
    merged = large.newest(listed.large, below=below, limit=limit) if listed.large else []
    cut = len(listed.ids) < limit and not listed.whole
    older = truth.home_ids(reader, below=below, limit=limit) if cut else []
    return newest_first([*listed.ids, *merged, *older], below=below, limit=limit)


def newer(reader: User, *, after: int, shown: set[int]) -> int:
    """How many posts (at most 99) came to the reader's home since the newest shown, without those shown already."""
    floor = ids.floor_id(ids.moment_of(after) - CLOCK_SLACK)
    limit = COUNTED + len(shown) + 1
    try:
        newest = stored_ids(reader, below=None, limit=limit)
    except redis.Away:
        newest = truth.home_ids(reader, below=None, limit=limit)
    fresh = sorted({post_id for post_id in newest if post_id >= floor} - shown - {after}, reverse=True)
    rows = _wanted_rows(reader=reader.pk, ids=fresh) if fresh else []
    return min(len(muting.left(rows, viewer=reader)), COUNTED)


def rebuild(reader: User) -> Listed:
    """Make the reader's list anew: it exists first, so that pushes land while the truth is read. Raises redis.Away."""
    generation = store.begin(reader.pk)
    merged = large.followed_by(reader)
    post_ids = truth.home_ids(reader, below=None, limit=KEPT)
    made = Listed(post_ids, len(post_ids) < KEPT, tuple(merged))
    store.fill(reader.pk, made, generation=generation)
    return made


def note_visit(reader: User) -> None:
    """Remember that the reader is active; writes at most once an hour."""
    now = timezone.now()
    if reader.home_opened_at is None or reader.home_opened_at < now - VISIT_STEP:
        User.objects.filter(pk=reader.pk).update(home_opened_at=now)
        with suppress(redis.Away):
            store.keep(reader.pk)


def readable(reader: User) -> PostQuerySet:
    """Visible posts of people whom the reader follows now, and the reader's own: what a list may have missed."""
    followed = Probe(Follow.objects.filter(follower=reader, followee=OuterRef("author")))
    return Post.objects.visible_to(reader).filter(Q(author=reader) | Q(followed))


def _rebuilt(reader: User, below: int | None, limit: int) -> Listed:
    made = rebuild(reader)
    return made._replace(ids=newest_first(made.ids, below=below, limit=limit))


def _stored(reader: User, below: int | None) -> list[int]:
    return stored_ids(reader, below=below, limit=WANTED)


def _true(reader: User, below: int | None) -> list[int]:
    return truth.home_ids(reader, below=below, limit=WANTED)


def _rows(reader: int, ids: list[int]) -> QuerySet[Any, Any]:
    me = User(pk=reader)
    return readable(me).filter(pk__in=ids).by_newest().for_cards(me)


def _unmuted_rows(reader: int, ids: list[int]) -> QuerySet[Any, Any]:
    me = User(pk=reader)
    return readable(me).unmuted_by(me).filter(pk__in=ids).by_newest().for_cards(me)


_readable_rows = Prepared(_rows, CardRow)
_wanted_rows = Prepared(_unmuted_rows, CardRow)
