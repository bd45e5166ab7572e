"""Which way is up, out of EXIF: the one tag that we need, of up to 65,535 that Pillow would read."""

import struct

ORIENTATION, SHORT = 0x0112, 3
# Cameras write some twenty.
MOST_ENTRIES = 500
ORDERS = {b"II*\0": "<", b"MM\0*": ">"}


def orientation(exif: bytes | None) -> int:
    """1 to 8 as the standard numbers them; 1, upright, where nothing sensible is said."""
    try:
        return _orientation((exif or b"").removeprefix(b"Exif\0\0"))
    except struct.error:
        return 1


def _orientation(tiff: bytes) -> int:
    order = ORDERS.get(tiff[:4])
    if order is None:
        return 1
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(min(count, MOST_ENTRIES)):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == ORIENTATION:
            return value if kind == SHORT and 1 <= value <= 8 else 1
    return 1


def lies(orientation: int) -> bool:
    """Whether width and height change places when it is set upright."""
    return orientation >= 5
