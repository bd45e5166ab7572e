"""A picture that moves, made small: each frame goes to the encoder before the next is read, so two are held at most.

Measured with clips of 480 × 270: reading takes 1 s for 86 million pixels of GIF, 76 of WEBP, 29 of PNG; writing 1 s for
28 million.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import GifImagePlugin, Image, _webp

from .cutting import contained
from .decoded import Size
from .flattening import Colours, opaque, turned, upright
from .opening import PillowOriginal
from .rendering import CONTENT_TYPES, measures

# Pixels of all frames that we read, by format, and that we write: two seconds of each.
READ = {"GIF": 90_000_000, "WEBP": 70_000_000, "PNG": 40_000_000}
WRITTEN = 25_000_000
# Each costs something beside its pixels.
MOST_FRAMES = 2000
# So that all frames fit they are made smaller, down to some 146 × 82.
LEAST_PIXELS = 12_000
# The cheapest that is not visibly worse, and no keyframes but the first: nobody seeks in it.
METHOD, KEYFRAMES = 1, (0, 0)
# Browsers take a frame of less than 20 ms for one of 100; a minute is past all patience.
SHORTEST, INSTEAD, LONGEST = 20, 100, 60_000


class TooLong(Exception):
    """More frames and pixels than the limits of time allow."""


@dataclass(frozen=True)
class Reel:
    """The frames to read from `first` on, and the size to write them at."""

    original: PillowOriginal
    first: int
    frames: int
    size: Size


def reel(original: Any, order: dict[str, Any]) -> Reel | None:
    """What is to be made of a picture that moves; None for one that doesn't. Raises TooLong."""
    if not isinstance(original, PillowOriginal) or original.picture.format not in READ:
        return None
    frames = _count(original.picture)
    if frames < 2:
        return None
    # APNG may begin with a picture for those that show no motion.
    first = int(getattr(original.picture, "default_image", False))
    pixels = original.size[0] * original.size[1] * frames
    if frames > MOST_FRAMES or pixels > READ[original.picture.format]:
        raise TooLong
    shown = contained(upright(original.size, original.orientation), (order["width"], order["height"]))
    return Reel(original, first, frames, _fitting(shown, WRITTEN // frames))


def _count(picture: Any) -> int:
    """How many frames, or more than MOST_FRAMES. Pillow would count all of a GIF's, and of 800,000 that takes 4 s."""
    if not isinstance(picture, GifImagePlugin.GifImageFile):
        return getattr(picture, "n_frames", 1)
    frames = 1
    with suppress(EOFError):
        while frames <= MOST_FRAMES:
            picture._seek(frames, update_image=False)
            frames += 1
    picture.seek(0)
    return frames


def _fitting(size: Size, most: int) -> Size:
    pixels = size[0] * size[1]
    if pixels <= most:
        return size
    if most < LEAST_PIXELS:
        raise TooLong
    scale = (most / pixels) ** 0.5
    return contained(size, (max(1, int(size[0] * scale)), max(1, int(size[1] * scale))))


def move(reel: Reel, order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Write the moving rendition, which repeats for ever. Raises TooLong."""
    # What Pillow's own save() is made of. That wants every frame at hand before the first is written.
    encoder = _webp.WebPAnimEncoder(reel.size, 0, 0, False, *KEYFRAMES, False, False)
    shown = 0
    for frame, milliseconds in _frames(reel):
        encoder.add(frame.getim(), shown, False, order["quality"], 100, METHOD)
        shown += milliseconds
    encoder.add(None, shown, False, order["quality"], 100, METHOD)
    (folder / order["name"]).write_bytes(encoder.assemble("", "", ""))
    return measures(order["name"], CONTENT_TYPES["WEBP"], reel.size)


def _frames(reel: Reel) -> Iterator[tuple[Image.Image, int]]:
    picture, colours, read = reel.original.picture, Colours(reel.original.profile), 0
    lying = upright(reel.size, reel.original.orientation)
    for number in range(reel.first, reel.frames):
        picture.seek(number)
        picture.load()
        # A frame of a GIF may be larger than the first.
        read += picture.width * picture.height
        if read > READ[picture.format or ""]:
            raise TooLong
        small = opaque(picture).resize(lying, Image.Resampling.HAMMING, reducing_gap=1.0)
        yield turned(colours.to_srgb(small), reel.original.orientation), _duration(picture)


def _duration(picture: Image.Image) -> int:
    told = picture.info.get("duration", 0)
    return INSTEAD if not told >= SHORTEST else int(min(told, LONGEST))
