"""What files are for. The app that shows a kind of file registers it here: what is made of it, and who may see it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from media.models import File
from media.recipes import Recipe


def nobody(file: File, viewer: Any) -> bool:
    return False


@dataclass(frozen=True)
class Intake:
    """Uploads by themselves, ahead of the form that they belong to (`/media/uploads/`)."""

    # Whether this member may upload, and how often an hour.
    may_upload: Callable[[Any], bool]
    an_hour: int
    # So many may wait for their form; the oldest goes when another comes.
    waiting: int


@dataclass(frozen=True)
class Purpose:
    """One kind of file. Before each byte is served (file.owner is loaded) it is asked whether the file is public, and
    only else, whether this viewer may see it.

    What is public may be kept by any cache and shown by other sites: `is_public` can't look at the viewer.
    """

    name: str
    recipe: Recipe
    is_public: Callable[[File], bool]
    may_see: Callable[[File, Any], bool] = nobody
    intake: Intake | None = None
    # A file that failed is still part of what it belongs to: it stays, with the reason, when its original has gone.
    keeps_failed: bool = False
    # Which files are still in a form of their owner's: those that nothing has claimed, and what a draft keeps.
    pending: Q = field(default_factory=lambda: Q(claimed_at=None))


_registered: dict[str, Purpose] = {}


def register(purpose: Purpose) -> Purpose:
    """Make a purpose known; from the `ready()` of the app that owns it."""
    _registered[purpose.name] = purpose
    return purpose


def find(name: str) -> Purpose | None:
    """The purpose of that name; None for one whose app is gone: its files are seen by nobody."""
    return _registered.get(name)


def registered() -> list[Purpose]:
    return list(_registered.values())
