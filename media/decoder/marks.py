"""How a file of each format begins. The mark alone, never the name, chooses the one parser that may look at it."""

MARKS = (
    ("JPEG", 0, (b"\xff\xd8\xff",)),
    ("PNG", 0, (b"\x89PNG\r\n\x1a\n",)),
    ("GIF", 0, (b"GIF87a", b"GIF89a")),
    ("WEBP", 8, (b"WEBP",)),
    ("AVIF", 4, (b"ftypavif", b"ftypavis")),
    ("HEIC", 4, (b"ftypheic", b"ftypheix", b"ftypheim", b"ftypheis", b"ftyphevc")),
)
# A box for pictures of any coding: the list of what it is compatible with tells which.
ANY_CODING, COMPATIBLE = (b"ftypmif1", b"ftypmsf1"), slice(16, 256)
# So much of the beginning tells the format.
ENOUGH = 256


def kind(start: bytes) -> str | None:
    """The format of a file that begins so; None for what we don't take."""
    for name, offset, marks in MARKS:
        if start.startswith(marks, offset):
            return name
    if start.startswith(ANY_CODING, 4):
        return "AVIF" if b"avif" in _compatible(start) else "HEIC"
    return None


def _compatible(start: bytes) -> list[bytes]:
    listed = start[: int.from_bytes(start[:4], "big")][COMPATIBLE]
    return [listed[place : place + 4] for place in range(0, len(listed), 4)]
