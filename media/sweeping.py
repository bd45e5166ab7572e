"""Putting away: uploads nobody came back for, renditions that were replaced, and bytes without a row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.db.models.functions import Ord, Substr
from django.utils import timezone

from media import actions, purposes, storage
from media.models import File, Rendition

# Held and failed uploads wait so long for their owner (reliability: pending uploads are kept for 24 h).
KEPT = timedelta(hours=24)
# A page that was open when a picture was replaced may still load the old one for so long.
GRACE = timedelta(minutes=10)
# Bytes are stored before their row is committed: younger ones are not orphans yet.
YOUNG = timedelta(hours=1)
BATCH = 500


@dataclass
class Sweep:
    """What was found: names of files without a row, and keys of renditions without a file."""

    orphans: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def forget_passed() -> int:
    """Delete what was replaced, and what nobody came back for; returns how many files went."""
    now = timezone.now()
    replaced = Q(state=File.State.REPLACED, state_since__lt=now - GRACE)
    failed = Q(state=File.State.FAILED, state_since__lt=now - KEPT) & ~Q(purpose__in=_keeping_failed())
    # Where files come with their form alone, one that is queued or ready is shown, or soon will be.
    unsent = Q(state__in=[File.State.HELD, File.State.FAILED]) | Q(purpose__in=_with_intake())
    pending = Q(claimed_at=None, created_at__lt=now - KEPT) & unsent & ~Q(state=File.State.REPLACED)
    _drop_failed_originals(now - KEPT)
    gone = 0
    for passed in (replaced, failed, pending):
        files = File.objects.filter(passed)
        gone += actions.discard(files.filter(pk__in=list(files.order_by("pk").values_list("pk", flat=True)[:BATCH])))
    return gone


def _drop_failed_originals(before: datetime) -> None:
    """Of files that stay though they failed: nobody tries again after so long."""
    failed = File.objects.filter(state=File.State.FAILED, has_original=True, state_since__lt=before)
    for file in failed.exclude(claimed_at=None).filter(purpose__in=_keeping_failed())[:BATCH]:
        actions.drop_original(file=file)


def _with_intake() -> list[str]:
    return [purpose.name for purpose in purposes.registered() if purpose.intake]


def _keeping_failed() -> list[str]:
    return [purpose.name for purpose in purposes.registered() if purpose.keeps_failed]


def sweep(*, remove: bool) -> Sweep:
    """Compare the storage with the rows; with `remove`, delete the bytes that no row knows."""
    found = Sweep(missing=_missing())
    for area in (storage.ORIGINALS, storage.RENDITIONS):
        for folder in storage.folders(area):
            found.orphans += _orphans(area, folder)
    if remove:
        storage.remove(found.orphans)
    return found


def _orphans(area: str, folder: str) -> list[str]:
    keys = storage.keys_in(folder)
    old = timezone.now() - YOUNG
    strange = set(keys) - _known(area, keys)
    return sorted(name for key in strange if _is_older(name := f"{folder}/{key}", old))


def _is_older(name: str, moment: datetime) -> bool:
    """A file that somebody deletes meanwhile is no orphan any more."""
    try:
        return storage.modified(name) < moment
    except FileNotFoundError:
        return False


def _known(area: str, keys: Iterable[str]) -> set[str]:
    if area == storage.ORIGINALS:
        return set(File.objects.filter(key__in=keys, has_original=True).values_list("key", flat=True))
    return set(Rendition.objects.filter(key__in=keys).values_list("key", flat=True))


def _missing() -> list[str]:
    """One listing for each folder that rows know, one folder's keys in memory at a time."""
    return [key for folder, keys in groupby(_keys(), storage.folder_of) for key in _lost(folder, set(keys))]


def _keys() -> Iterator[str]:
    """Every rendition's, folder by folder. By the letters' numbers: a language's order mixes a with A and skips _."""
    in_folders = Rendition.objects.order_by(Ord("key"), Ord(Substr("key", 2)))
    return in_folders.values_list("key", flat=True).iterator(chunk_size=2000)


def _lost(folder: str, keys: set[str]) -> list[str]:
    """Asked again whether they are known: a sweep takes minutes, and what was discarded meanwhile is not missing."""
    gone = keys - set(storage.keys_in(f"{storage.RENDITIONS}/{folder}"))
    return sorted(_known(storage.RENDITIONS, gone)) if gone else []
