"""Compares what readers read through the store with the truth: `manage.py timelines verify`.

A reader's pages are read as the site reads them, down to where their list claims to be complete, and held against
follows and posts. What happens meanwhile is no drift: a post whose fan-out is still open is under way, and what is
found is looked for a second time a moment later. Only what both looks agree on counts.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.db.models import Q

from accounts.models import User
from core import redis
from core.models import OutboxRow
from timelines import home, large, truth
from timelines.models import LargeAccount
from timelines.store import TRIM_AT, Listed, store

T = TypeVar("T")

# Posts of a home that are compared at most: more than a list holds. Beyond a list the truth itself is read.
COMPARED = 1000
# Seconds between the two looks: a push takes milliseconds.
SECOND_LOOK = 2.0
# Redis may be restarted while this runs; it is asked again so often, once a second.
PATIENCE = 15
FAN_OUT = "timelines.tasks.fan_out"
# Readers that a report names.
NAMED = 100


class Look(NamedTuple):
    """One look at a reader with a list. All but `missing` is what is shown; `leftovers` lie in the list unseen."""

    compared: int
    missing: set[int]
    extra: set[int]
    repeated: set[int]
    disordered: bool
    leftovers: int
    under_way: int

    def drift(self) -> bool:
        return bool(self.missing or self.extra or self.repeated or self.disordered)


@dataclass
class Drift:
    """A reader who reads something else than the truth."""

    reader: int
    handle: str
    # Ids as text: JavaScript would round them.
    missing: list[str]
    extra: list[str]
    repeated: list[str]
    disordered: bool


@dataclass
class Report:
    readers: int = 0
    without_list: int = 0
    posts: int = 0
    leftovers: int = 0
    under_way: int = 0
    drifted: int = 0
    repaired: int = 0
    # The first of them.
    drifts: list[Drift] = field(default_factory=list)


def verify(chunks: Iterable[Sequence[User]], *, repair: bool = False) -> Report:
    """Compare these readers' homes; `repair` forgets the lists that drifted, so that they are made anew.

    Raises redis.Away when Redis stays away. Takes up to 40 queries a reader, and memory for one chunk of them.
    """
    report = Report()
    for readers in chunks:
        drifts = list(_drifts(readers, report))
        report.drifted += len(drifts)
        report.drifts += drifts[: NAMED - len(report.drifts)]
        if repair and drifts:
            patiently(lambda drifts=drifts: store.forget([drift.reader for drift in drifts]))  # type: ignore[misc]
            report.repaired += len(drifts)
    return report


def look(reader: User) -> Look | None:
    """Compare once; None for a reader without a list: the truth will be read at their next visit. Raises redis.Away."""
    listed = store.read(reader.pk, below=None, limit=2 * TRIM_AT)
    if listed is None:
        return None
    newest = truth.home_ids(reader, below=None, limit=COMPARED)
    bottom = _bottom(listed, newest)
    expected = _expected(reader, listed, [post_id for post_id in newest if post_id >= bottom])
    shown = list(_shown(reader, bottom))
    seen = set(shown)
    missing = {post_id: author for post_id, author in expected.items() if post_id not in seen}
    under_way = _under_way(reader, missing)
    return Look(
        compared=len(expected),
        missing=missing.keys() - under_way,
        extra=seen - set(home.readable(reader).filter(pk__in=newest).values_list("pk", flat=True)),
        repeated={post_id for post_id in seen if shown.count(post_id) > 1} if len(seen) < len(shown) else set(),
        disordered=shown != sorted(shown, reverse=True),
        leftovers=len({post_id for post_id in listed.ids if post_id >= bottom} - seen),
        under_way=len(under_way),
    )


def patiently(work: Callable[[], T]) -> T:
    """What `work()` returns, tried again while Redis is away: it may be restarted meanwhile. Raises redis.Away."""
    for _ in range(PATIENCE):
        with suppress(redis.Away):
            return work()
        time.sleep(1)
    return work()


def _drifts(readers: Sequence[User], report: Report) -> Iterator[Drift]:
    """Look at each, and a moment later again at those where something was found."""
    suspects: list[tuple[User, Look]] = []
    for reader in readers:
        found = patiently(lambda reader=reader: look(reader))  # type: ignore[misc]
        report.readers += 1
        if found is None:
            report.without_list += 1
            continue
        report.posts += found.compared
        report.leftovers += found.leftovers
        report.under_way += found.under_way
        if found.drift():
            suspects.append((reader, found))
    if suspects:
        time.sleep(SECOND_LOOK)
    for reader, first in suspects:
        second = patiently(lambda reader=reader: look(reader))  # type: ignore[misc]
        if second and (both := _agreed(first, second)).drift():
            yield _drift(reader, both)


def _agreed(first: Look, second: Look) -> Look:
    return second._replace(
        missing=first.missing & second.missing,
        extra=first.extra & second.extra,
        repeated=first.repeated & second.repeated,
        disordered=first.disordered and second.disordered,
    )


def _drift(reader: User, found: Look) -> Drift:
    missing, extra, repeated = ([str(i) for i in sorted(ids)] for ids in (found.missing, found.extra, found.repeated))
    return Drift(reader.pk, reader.handle, missing, extra, repeated, found.disordered)


def _bottom(listed: Listed, newest: Sequence[int]) -> int:
    """The lowest id that is compared: what a list that was cut reaches, and no more than COMPARED posts."""
    reached = 0 if listed.whole else min(listed.ids, default=truth.NEVER_BELOW)
    return max(reached, newest[-1] if len(newest) >= COMPARED else 0)


def _expected(reader: User, listed: Listed, newest: Sequence[int]) -> dict[int, int]:
    """What the reader should see, with its author. Of very many large accounts only those merged are promised."""
    rows = dict(home.readable(reader).filter(pk__in=newest).values_list("pk", "author_id"))
    followed = LargeAccount.objects.followed_by(reader.pk)
    left_out = set(followed) - set(listed.large) if len(followed) > large.MERGED else set()
    return {post_id: author for post_id, author in rows.items() if author not in left_out}


def _shown(reader: User, bottom: int) -> Iterator[int]:
    """What the site's pages show, down to an id."""
    cursor: int | None = None
    while True:
        page = home.stored_page(reader, cursor=cursor)
        yield from (row.pk for row in page.posts if row.pk >= bottom)
        cursor = page.next_cursor
        if cursor is None or cursor <= bottom:
            return


def _under_way(reader: User, missing: Mapping[int, int]) -> set[int]:
    """Those of the missing posts (with their authors) that open work is still to bring."""
    if not missing:
        return set()
    pushing = Q(task=FAN_OUT, payload__post__in=[str(post_id) for post_id in missing])
    changing = {author: f"large:{author}:" for author in set(missing.values())}
    wanted = pushing | Q(key__startswith=f"forget:{reader.pk}:")
    for prefix in changing.values():
        wanted |= Q(key__startswith=prefix)
    found = OutboxRow.objects.open().filter(wanted).values_list("key", "payload")
    open_keys, pushed = {key for key, _ in found}, {payload.get("post") for _, payload in found}
    if any(key.startswith("forget:") for key in open_keys):
        return set(missing)
    moved = {author for author, prefix in changing.items() if any(key.startswith(prefix) for key in open_keys)}
    return {post_id for post_id, author in missing.items() if author in moved or str(post_id) in pushed}
