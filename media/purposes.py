"""What files are for. The app that shows a kind of file registers it here: its shapes, and who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from media.models import File


@dataclass(frozen=True)
class Shape:
    """A rendition to make: the picture's middle in these proportions, at most so many pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Purpose:
    """One kind of file. `may_see(file, viewer)` is asked before each byte is served (file.owner is loaded).

    Public files may be kept by any cache and shown by other sites; `may_see` of a public purpose must not look at the
    viewer: what it answers for one, caches hand to all.
    """

    name: str
    shapes: tuple[Shape, ...]
    may_see: Callable[[File, Any], bool]
    public: bool = False


_registered: dict[str, Purpose] = {}


def register(purpose: Purpose) -> Purpose:
    """Make a purpose known; from the `ready()` of the app that owns it."""
    _registered[purpose.name] = purpose
    return purpose


def find(name: str) -> Purpose | None:
    """The purpose of that name; None for one whose app is gone: its files are seen by nobody."""
    return _registered.get(name)
