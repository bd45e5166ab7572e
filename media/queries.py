"""What pages ask about uploads."""

from collections.abc import Iterable
from typing import Any

from media.models import File, Rendition
from media.purposes import Purpose


def rendition(key: str) -> Rendition | None:
    """The rendition of that key with its file and owner, in one query."""
    return Rendition.objects.select_related("file__owner").filter(key=key).first()


def waiting(owner: Any, purposes: list[str]) -> dict[str, File]:
    """By purpose, the newest upload of the owner that is not shown yet (queued or failed), in one query."""
    states = [File.State.QUEUED, File.State.FAILED]
    files = File.objects.filter(owner=owner.pk, purpose__in=purposes, state__in=states).order_by("pk")
    return {file.purpose: file for file in files}


def pending(owner: Any, purpose: Purpose, keys: Iterable[str]) -> list[File]:
    """Those of these keys that are in a form of the owner's, with their renditions, in two queries."""
    named = File.objects.of(owner, purpose.name).filter(purpose.pending, key__in=list(keys))
    return list(named.exclude(state=File.State.REPLACED).prefetch_related("renditions"))
