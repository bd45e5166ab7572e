"""Opens an original with the one parser that its first bytes call for."""

import warnings
from pathlib import Path

from PIL import AvifImagePlugin, Image, JpegImagePlugin, PngImagePlugin

from . import exif, marks
from .decoded import RGB_BYTES, Decoded, Original

# The largest that media.headers lets through: the 48 megapixels of a telephone.
Image.MAX_IMAGE_PIXELS = 49_000_000
# One more is 72 MB of address space more.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
# Texts and profiles of a PNG, unpacked: past it Pillow gives the whole picture up, and past 1 MB if we say nothing.
PngImagePlugin.MAX_TEXT_CHUNK, PngImagePlugin.MAX_TEXT_MEMORY = 10_000_000, 20_000_000
# What decoding may take: 300 MB less Python and Pillow, and nothing else is there yet.
DECODING = 256_000_000
# What Pillow keeps for a pixel: 4 bytes, but for these modes.
BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}


class UnknownFormat(Exception):
    """Nothing that we take."""


def opened(file: Path) -> Original:
    """The original, not yet decoded where that can wait. Raises whatever its parser raises for a broken one."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with file.open("rb") as content:
        kind = marks.kind(content.read(marks.ENOUGH))
    if kind is None:
        raise UnknownFormat
    if kind == "HEIC":
        from .heic import HeicOriginal

        return HeicOriginal(file)
    return PillowOriginal(Image.open(file, formats=[kind]))


class PillowOriginal:
    """Anything but HEIC; of a picture that moves the first frame."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture
        self.size = picture.size
        if isinstance(picture, PngImagePlugin.PngImageFile):
            picture.load()  # Some tell after the pixels which way is up.
        self.orientation = exif.orientation(picture.info.get("exif"))
        self.profile: bytes | None = picture.info.get("icc_profile")

    def decode(self, scale: float) -> Decoded:
        picture, times = self.picture, 1
        if isinstance(picture, JpegImagePlugin.JpegImageFile):
            times = _drafted(picture, scale)
        picture.load()
        width, height = picture.size
        weight = width * height * BYTES.get(picture.mode, 4)
        plain = picture if _is_plain(picture) else None
        return Decoded(picture.size, times, weight, lambda top, bottom: picture.crop((0, top, width, bottom)), plain)

    def forget(self) -> None:
        del self.picture


def _is_plain(picture: Image.Image) -> bool:
    """RGB without anything see-through, and nothing else will be read into it."""
    return picture.mode == "RGB" and not picture.has_transparency_data and not getattr(picture, "is_animated", False)


def _drafted(picture: JpegImagePlugin.JpegImageFile, scale: float) -> int:
    """Have a JPEG decoded smaller, as libjpeg can do on the way; returns how many times."""
    width, height = picture.size
    waiting = _coefficients(picture)
    fitting = (n for n in (1, 2, 4, 8) if waiting + width * height // n**2 * RGB_BYTES <= DECODING)
    times = max(next(fitting, 8), next(n for n in (8, 4, 2, 1) if n * scale <= 1))
    picture.draft(None, (max(1, width // times), max(1, height // times)))
    return times


def _coefficients(picture: JpegImagePlugin.JpegImageFile) -> int:
    """What a progressive JPEG holds until its last scan: two bytes for every sample of the full size."""
    if not picture.info.get("progressive"):
        return 0
    sampled = [across * down for _, across, down, _ in picture.layer]
    return 2 * picture.width * picture.height * sum(sampled) // max(sampled)
