"""Reads QR codes. No picture is refused for them: what goes wrong here finds none."""

import json
import os
import re
import resource
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PIL import Image

from . import WALL_SECONDS, limits
from .cutting import contained, is_long
from .decoded import Size

# Codes are read at the scale that a telephone held before the page would see too.
SIDE = 1920
LEAST_STEP = 512
MOST, MOST_TEXT, WHOLE = 10, 4300, 10_000
# 20 ms are enough for 3 megapixels; a picture that is nothing but corners of codes would take 3 s.
SECONDS = 1.0
# What PostgreSQL does not store.
UNFIT = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Code = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    grey: Image.Image
    # The row of the picture that it begins with, and how many times larger the picture is.
    top: int
    times: float


def read(picture: Image.Image, size: Size) -> list[Code]:
    """Up to MOST codes, by a process of its own: one that crashes or does not end costs us codes, and nothing else.

    `size` is the original's, upright.
    """
    there, here = os.pipe()
    try:
        reader = os.fork()
    except OSError:
        return []
    if reader == 0:
        _tell(here, picture, size)
    os.close(here)
    with os.fdopen(there, encoding="ascii") as told:
        lines = [line for line in told if line.endswith("\n")]
    os.waitpid(reader, 0)
    limits.take_off(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)
    return [json.loads(line) for line in lines]


def _tell(pipe: int, picture: Image.Image, size: Size) -> None:
    """The whole life of the process that reads: a line for each code, told at once."""
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.alarm(WALL_SECONDS)
        with os.fdopen(pipe, "w", buffering=1, encoding="ascii") as told:
            for code in found(picture, size):
                told.write(f"{json.dumps(code)}\n")
    finally:
        os._exit(0)


def found(picture: Image.Image, size: Size) -> Iterator[Code]:
    """Up to MOST codes, from top to bottom."""
    import zxingcpp

    formats = zxingcpp.barcode_formats_from_str("QRCode,MicroQRCode,RMQRCode")
    known: list[Code] = []
    for piece in _pieces(picture, size):
        for barcode in zxingcpp.read_barcodes(piece.grey, formats=formats, text_mode=zxingcpp.TextMode.Plain):
            code = {"text": _text(barcode)} | _place(barcode.position, piece, picture.size)
            if any(_overlap(code, other) for other in known):
                continue
            known.append(code)
            yield code
            if len(known) == MOST:
                return


def _pieces(picture: Image.Image, size: Size) -> Iterator[Piece]:
    """The picture in grey; a long one in parts that overlap by half, so that each code is whole in one of them."""
    step = max(LEAST_STEP, picture.width) if is_long(size) else picture.height
    box = (SIDE, 2 * SIDE) if is_long(size) else (SIDE, SIDE)
    for top in range(0, max(1, picture.height - step + 1), step):
        part = picture.crop((0, top, picture.width, min(picture.height, top + 2 * step))).convert("L")
        grey = part.resize(contained(part.size, box), Image.Resampling.BICUBIC, reducing_gap=2.0)
        yield Piece(grey, top, part.width / grey.width)


def _text(barcode: Any) -> str:
    text = ""
    with suppress(UnicodeError):
        text = barcode.text
    return UNFIT.sub(REPLACEMENT, text or barcode.bytes.decode(errors="replace"))[:MOST_TEXT]


def _place(position: Any, piece: Piece, size: Size) -> Code:
    """The smallest upright box around the four corners, in parts of the whole picture."""
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    left, right = _parts([corner.x * piece.times for corner in corners], size[0])
    above, below = _parts([corner.y * piece.times + piece.top for corner in corners], size[1])
    return {"left": left, "top": above, "width": right - left, "height": below - above}


def _parts(places: list[float], whole: int) -> tuple[int, int]:
    first, last = (min(WHOLE, max(0, round(place * WHOLE / whole))) for place in (min(places), max(places)))
    return first, last


def _overlap(one: Code, other: Code) -> bool:
    """Whether two pieces showed the same code."""
    apart = (
        one["left"] >= other["left"] + other["width"]
        or other["left"] >= one["left"] + one["width"]
        or one["top"] >= other["top"] + other["height"]
        or other["top"] >= one["top"] + one["height"]
    )
    return one["text"] == other["text"] and not apart
