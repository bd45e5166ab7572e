"""Photographs for benchmarks: noise over gradients, which compresses as what a telephone takes does.

Each octave of detail is three quarters as strong as the one that is twice as coarse: that is a power spectrum of
1/f^2.8, and photographs of nature have 1/f^2 to 1/f^3.
"""

from io import BytesIO
from random import Random

from PIL import Image

TWELVE = (4032, 3024)
# With it twelve megapixels are 3 to 5 MB, as from a telephone.
QUALITY = 92
# The width of the finest detail in pixels, and the contrast: that of light, and that of colours.
LIGHT, COLOUR = (2, 2.0), (64, 0.35)
COARSEST, COARSER = 2048, 0.25


def photograph(size: tuple[int, int] = TWELVE, *, number: int = 0) -> Image.Image:
    """The picture of that number, the same each time."""
    chance = Random(number)
    planes = [_plane(size, *plane, chance) for plane in (LIGHT, COLOUR, COLOUR)]
    return Image.merge("YCbCr", planes).convert("RGB")


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **{"quality": QUALITY} | options)
    return target.getvalue()


def _plane(size: tuple[int, int], finest: int, contrast: float, chance: Random) -> Image.Image:
    """From the finest octave to the coarsest, each of which leaves three quarters of what was there."""
    cell, plane = finest, _octave(size, finest, chance)
    while cell < min(COARSEST, *size):
        cell *= 2
        plane = Image.blend(plane, _octave(size, cell, chance), COARSER)
    return plane.point([min(255, max(0, round((value - 128) * contrast + 128))) for value in range(256)])


def _octave(size: tuple[int, int], cell: int, chance: Random) -> Image.Image:
    across, down = (side // cell + 2 for side in size)
    noise = Image.frombytes("L", (across, down), chance.randbytes(across * down))
    return noise.resize(size, Image.Resampling.BICUBIC) if cell > 1 else noise.crop((0, 0, *size))
