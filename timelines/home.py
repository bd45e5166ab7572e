"""A reader's home: ids from the store, joined with the truth; rebuilt when the store has nothing."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from follows.models import Follow
from posts import ids
from posts.models import CardRow, Post, PostQuerySet
from timelines.store import KEPT, store

PAGE = 25
# Read beyond a page, so that posts left out (deleted, unfollowed meanwhile) rarely shorten it.
SPARE = 10
# Ids are made on several machines and committed a little later: "new" looks back so far, and leaves out what is shown.
CLOCK_SLACK = timedelta(seconds=10)
COUNTED = 99
# The moment of the last visit is noted at most this often: a page is not worth a write.
VISIT_STEP = timedelta(hours=1)


@dataclass(frozen=True)
class HomePage:
    """A page of home: posts newest first, and the cursor of the next page (None at the end)."""

    posts: list[CardRow]
    next_cursor: int | None


def page(reader: User, *, cursor: int | None = None) -> HomePage:
    """A page of the reader's home: two queries, one more past the end of the list, and a rebuild when there is none."""
    wanted = PAGE + SPARE
    found = store.read(reader.pk, below=cursor, limit=wanted)
    if found is None:
        rebuild(reader)
        found = store.read(reader.pk, below=cursor, limit=wanted) or []
    if len(found) < wanted:
        found = _merged(found, older(reader, below=cursor, limit=wanted))
    return _page(list(_readable(reader).filter(pk__in=found).by_newest().for_cards()), found, wanted)


def newer(reader: User, *, after: int, shown: set[int]) -> int:
    """How many posts (at most 99) came to the reader's home since the newest shown, without those shown already."""
    floor = ids.floor_id(ids.moment_of(after) - CLOCK_SLACK)
    fresh = set(store.above(reader.pk, floor=floor, limit=COUNTED + len(shown) + 1)) - shown - {after}
    return min(_readable(reader).filter(pk__in=fresh).count(), COUNTED) if fresh else 0


def rebuild(reader: User) -> None:
    """Make the reader's list anew: it exists first, so that pushes land while the truth is read."""
    generation = store.begin(reader.pk)
    store.fill(reader.pk, generation=generation, post_ids=older(reader, below=None, limit=KEPT))


def older(reader: User, *, below: int | None, limit: int) -> list[int]:
    """Ids of the reader's home from the truth: a plain indexed query."""
    rows = _readable(reader)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.by_newest().values_list("pk", flat=True)[:limit])


def note_visit(reader: User) -> None:
    """Remember that the reader is active; writes at most once an hour."""
    now = timezone.now()
    if reader.home_opened_at is None or reader.home_opened_at < now - VISIT_STEP:
        User.objects.filter(pk=reader.pk).update(home_opened_at=now)


def _readable(reader: User) -> PostQuerySet:
    """Visible posts of people whom the reader follows now, and the reader's own: what a list may have missed."""
    followed = Exists(Follow.objects.filter(follower=reader, followee=OuterRef("author")))
    return Post.objects.visible_to(reader).filter(Q(author=reader) | Q(followed))


def _merged(listed: list[int], more: list[int]) -> list[int]:
    return sorted({*listed, *more}, reverse=True)


def _page(posts: list[CardRow], found: list[int], wanted: int) -> HomePage:
    if len(posts) > PAGE:
        return HomePage(posts[:PAGE], posts[PAGE - 1].pk)
    # Fewer may be left of a full read: the next page begins below everything that was looked at.
    return HomePage(posts, found[-1] if len(found) >= wanted else None)
