"""How large a picture says it is, and which way up: a few bytes read by ourselves.

Even to open a file, a parser for a whole format reads all that stands before the pixels: millions of empty blocks take
it seconds, and a hole in it would be one in the web process. Each of these looks at so many blocks at most.
"""

import re
import struct
from collections.abc import Callable
from typing import IO

from media.decoder import exif

Size = tuple[int, int]

# Photographs have some dozens, an animation one for each frame.
MOST_BLOCKS = 3000
# EXIF that tells an orientation does so in its first kilobytes; a camera's preview and notes follow.
EXIF_ENOUGH = 65_536
# JPEG: C0 to CF begin a frame, but for tables (C4), an extension (C8) and arithmetic coding's conditions (CC).
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
EXIF_SEGMENT, WITHOUT_LENGTH = 0xE1, {0x00, 0x01, *range(0xD0, 0xD9)}
# HEIC and AVIF: every stored picture (tiles and thumbnails too) has a box with its size; the turn is a box as well.
BOXES_WITHIN = 1_000_000
SIZE_BOX = re.compile(rb"\0\0\0\x14ispe\0\0\0\0(.{8})", re.DOTALL)
TURN_BOX = re.compile(rb"\0\0\0\x09irot(.)", re.DOTALL)


def upright(kind: str, file: IO[bytes]) -> Size:
    """Width and height as the picture is seen. Raises ValueError, struct.error when they can't be found."""
    file.seek(0)
    return READERS[kind](file)


def _turned(size: Size, orientation: int) -> Size:
    return (size[1], size[0]) if exif.lies(orientation) else size


def _exactly(file: IO[bytes], length: int) -> bytes:
    content = file.read(length)
    if len(content) < length:
        raise ValueError("the file ends")
    return content


def _jpeg(file: IO[bytes]) -> Size:
    orientation = 1
    file.seek(2)
    for _ in range(MOST_BLOCKS):
        begins, code = _exactly(file, 2)
        if begins != 0xFF or code == 0xFF:
            file.seek(-1, 1)  # Some writers fill up.
        elif code in FRAMES:
            height, width = struct.unpack(">3xHH", _exactly(file, 7))
            return _turned((width, height), orientation)
        elif code not in WITHOUT_LENGTH:
            (length,) = struct.unpack(">H", _exactly(file, 2))
            content = file.read(length - 2) if code == EXIF_SEGMENT and orientation == 1 else b""
            orientation = exif.orientation(content) if content else orientation
            file.seek(max(0, length - 2 - len(content)), 1)
    raise ValueError("no frame")


def _png(file: IO[bytes]) -> Size:
    length, name, width, height = struct.unpack(">8xI4sII", _exactly(file, 24))
    if (length, name) != (13, b"IHDR"):
        raise ValueError("no header")
    file.seek(8)
    for _ in range(MOST_BLOCKS):
        length, name = struct.unpack(">I4s", _exactly(file, 8))
        if name == b"eXIf":
            return _turned((width, height), exif.orientation(file.read(min(length, EXIF_ENOUGH))))
        if name == b"IDAT":
            break
        file.seek(length + 4, 1)
    return width, height


def _gif(file: IO[bytes]) -> Size:
    width, height = struct.unpack("<6xHH", _exactly(file, 10))
    return width, height


def _webp(file: IO[bytes]) -> Size:
    start = _exactly(file, 30)
    name = start[12:16]
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", start, 26)
        return width & 0x3FFF, height & 0x3FFF
    if name == b"VP8L":
        bits = int.from_bytes(start[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name != b"VP8X":
        raise ValueError("no header")
    size = int.from_bytes(start[24:27], "little") + 1, int.from_bytes(start[27:30], "little") + 1
    return _turned(size, exif.orientation(_webp_exif(file)))


def _webp_exif(file: IO[bytes]) -> bytes:
    file.seek(12)
    for _ in range(MOST_BLOCKS):
        header = file.read(8)
        if len(header) < 8:
            break
        length = int.from_bytes(header[4:], "little")
        if header[:4] == b"EXIF":
            return file.read(min(length, EXIF_ENOUGH))
        file.seek(length + length % 2, 1)
    return b""


def _boxes(file: IO[bytes]) -> Size:
    """The largest picture in the file is the one that is meant."""
    start = file.read(BOXES_WITHIN)
    sizes = [struct.unpack(">II", found[1]) for found in SIZE_BOX.finditer(start)]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    turn = TURN_BOX.search(start)
    return (height, width) if turn and turn[1][0] % 2 else (width, height)


READERS: dict[str, Callable[[IO[bytes]], Size]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
    "AVIF": _boxes,
    "HEIC": _boxes,
}
