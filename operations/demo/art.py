"""Pictures for the demo's people, drawn by us: a light over hills for a cover, one bold shape for an avatar.

Chance begins from the handle, so that a picture is the same each time.
"""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from operations.demo.motifs import MOTIFS, Colour, Pen

# Sky above, sky below, light, hills from far to near.
PALETTES: tuple[tuple[Colour, ...], ...] = (
    ((252, 196, 132), (246, 140, 148), (255, 240, 214), (201, 108, 118), (138, 74, 98), (84, 50, 74)),
    ((150, 200, 250), (226, 236, 252), (255, 255, 250), (128, 172, 168), (84, 132, 120), (48, 88, 82)),
    ((40, 52, 92), (112, 100, 150), (250, 240, 205), (74, 70, 118), (48, 50, 88), (28, 32, 58)),
    ((250, 226, 176), (236, 188, 120), (255, 250, 236), (196, 148, 88), (150, 108, 66), (98, 72, 50)),
    ((176, 224, 214), (240, 246, 226), (255, 252, 236), (130, 184, 150), (86, 142, 108), (50, 96, 72)),
    ((246, 204, 220), (202, 190, 246), (255, 246, 250), (166, 146, 206), (122, 104, 170), (78, 66, 122)),
    ((60, 104, 128), (186, 206, 212), (252, 244, 224), (92, 130, 140), (58, 94, 108), (32, 60, 74)),
)
# Ink and ground of an avatar; people.toml names one by its place.
PAIRS: tuple[tuple[Colour, Colour], ...] = (
    ((255, 246, 232), (214, 92, 62)),
    ((255, 250, 240), (58, 110, 98)),
    ((252, 240, 214), (70, 76, 128)),
    ((92, 58, 34), (246, 214, 158)),
    ((36, 70, 92), (178, 216, 224)),
    ((116, 44, 66), (246, 206, 208)),
    ((46, 74, 46), (206, 224, 176)),
    ((255, 252, 246), (126, 98, 150)),
    ((255, 250, 238), (196, 140, 52)),
    ((54, 46, 40), (228, 220, 206)),
)
# Drawn larger and shrunk, which smooths the edges.
OVERSIZE = 2
QUALITY = 82


def cover(handle: str, width: int, height: int) -> bytes:
    """A landscape as WEBP."""
    chance = Random(f"cover {handle}")
    palette = chance.choice(PALETTES)
    picture = _sky(width * OVERSIZE, height * OVERSIZE, palette)
    _light(picture, palette[2], chance)
    for depth, colour in enumerate(palette[3:], start=1):
        _hills(picture, colour, level=0.35 + 0.17 * depth, chance=chance)
    return _webp(picture, width, height)


def avatar(motif: str, colours: int, width: int, height: int) -> bytes:
    """A motif (operations.demo.motifs) on one of PAIRS as WEBP: to be told apart at 28 pixels."""
    ink, ground = PAIRS[colours]
    picture = Image.new("RGB", (width * OVERSIZE, height * OVERSIZE), ground)
    MOTIFS[motif](Pen(picture, ink, ground))
    return _webp(picture, width, height)


def _sky(width: int, height: int, palette: tuple[Colour, ...]) -> Image.Image:
    column = Image.new("RGB", (1, height))
    above, below = palette[:2]
    column.putdata([_between(above, below, row / height) for row in range(height)])
    return column.resize((width, height))


def _between(first: Colour, second: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _light(picture: Image.Image, colour: Colour, chance: Random) -> None:
    width, height = picture.size
    size = 0.13 * height
    x, y = chance.uniform(0.25, 0.75) * width, chance.uniform(0.24, 0.42) * height
    ImageDraw.Draw(picture).ellipse((x - size, y - size, x + size, y + size), fill=colour)


def _hills(picture: Image.Image, colour: Colour, *, level: float, chance: Random) -> None:
    """One range: three waves on top of each other, their lengths and heights by chance."""
    width, height = picture.size
    waves = [(chance.uniform(0.6, 3.4), chance.uniform(0, math.tau), chance.uniform(0.01, 0.07)) for _ in range(3)]
    outline = []
    for x in range(0, width + 4, 4):
        rise = sum(tall * math.sin(often * math.tau * x / width + start) for often, start, tall in waves)
        outline.append((x, (level + rise) * height))
    ImageDraw.Draw(picture).polygon([*outline, (width, height), (0, height)], fill=colour)


def _webp(picture: Image.Image, width: int, height: int) -> bytes:
    encoded = BytesIO()
    picture.resize((width, height), Image.Resampling.LANCZOS).save(encoded, "WEBP", quality=QUALITY)
    return encoded.getvalue()
