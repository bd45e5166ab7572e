"""Pictures for the style page, in every number and state; their files are of the page's own."""

from typing import Any

from django.templatetags.static import static

from accounts.models import User
from media.models import File
from posts.composer import Composer, Errors, Pending
from posts.gallery import ALONE, CELL, LONG, Gallery, Shown, Stored
from posts.written import Written

SCENES = ("dawn", "sea", "night", "field")
ALT = "Hills in the evening, one behind the other"
NUMBERS = (2, 3, 4, 5, 9)


class Drawn(Stored):
    """A rendition whose address is a static file's."""

    @property
    def address(self) -> str:
        return static(f"design/pictures/{self.key}.webp")


def galleries() -> list[Gallery]:
    """One in its own shape, a long one, one that moves; then each number; what is on its way, failed and covered."""
    one, long, moving = _shown(0, alone=(ALONE, 360)), _shown(1, alone=LONG), _shown(3, alone=(ALONE, 160))
    long.file.width, long.file.height = 1000, 5000
    moving = _with(moving, motion=moving.jpeg)
    numbers = [[_shown(place) for place in range(number)] for number in NUMBERS]
    states = [_shown(0), _shown(1, state=File.State.QUEUED), _shown(2, state=File.State.FAILED)]
    return [
        *(Gallery([picture], sensitive=False) for picture in (one, long, moving)),
        *(Gallery(pictures, sensitive=False) for pictures in (*numbers, states)),
        Gallery([_shown(2), _shown(3)], sensitive=True),
    ]


def composer() -> Composer:
    """Pictures that wait for their post: prepared and described, on their way, and failed."""
    failed = {"state": File.State.FAILED, "reason": File.Reason.TOO_SLOW}
    pending = [
        Pending(_file(File.State.READY), ALT, _address(0)),
        Pending(_file(File.State.QUEUED), "", _address(1)),
        Pending(_file(**failed), "", _address(2)),
        Pending(_file(File.State.QUEUED), "", None),
    ]
    errors = Errors(pictures=[str(File.Reason.DAMAGED.label)])
    return Composer(Written("云海从洱海那边涌过来"), "", "#", pictures=pending, errors=errors)


def author() -> User:
    return User(pk=1, handle="person_1", nickname="山野行者")


def _address(place: int) -> str:
    return static(f"design/pictures/{SCENES[place % len(SCENES)]}.webp")


def _file(state: str = File.State.READY, reason: str = "") -> File:
    return File(key="x" * 24, state=state, reason=reason, width=ALONE, height=360)


def _shown(place: int, *, alone: tuple[int, int] | None = None, state: str = File.State.READY) -> Shown:
    width, height = alone or (CELL, CELL)
    whole = Drawn("whole.webp", SCENES[place % len(SCENES)], ALONE, 360)
    return Shown(
        post_id=1, number=place + 1, file=_file(state), alt=ALT, label=ALT, width=width, height=height,
        sizes=f"{width}px", webp=whole.address, jpeg=whole.address, whole=whole, whole_jpeg=whole, motion="",
    )  # fmt: skip


def _with(picture: Shown, **changes: Any) -> Shown:
    return Shown(**{**vars(picture), **changes})
