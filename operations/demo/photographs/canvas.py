"""What the demo's photographs are drawn with: soft light, smooth edges and gradients, in fractions of the picture."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
# One colour, or several that go over into each other from top to bottom.
Fill = Colour | Sequence[Colour]
Point = tuple[float, float]
Box = tuple[int, int, int, int]
# Edges are drawn so many times as large and shrunk. Only the edges: all that is soft needs no more pixels than it has.
FINE = 2
ROUND = 40


class Canvas:
    """A picture, or a place on it. Of the whole, x and y go from 0 to 1 and sizes are parts of the shorter side; at a
    place, 0 is its middle and 1 its size."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture
        self.width, self.height = picture.size
        self._left, self._top = 0.0, 0.0
        self._across, self._down = float(self.width), float(self.height)
        self.unit, self._turn = float(min(picture.size)), 0.0

    def at(self, x: float, y: float, size: float, turn: float = 0.0) -> "Canvas":
        """A place with its own measures, turned by a part of a full turn."""
        place = Canvas(self.picture)
        place._left, place._top = self.point(x, y)
        place._across = place._down = place.unit = size * self.unit
        place._turn = self._turn + turn * math.tau
        return place

    def point(self, x: float, y: float) -> Point:
        """The pixel at a place."""
        if self._turn:
            cos, sin = math.cos(self._turn), math.sin(self._turn)
            x, y = x * cos - y * sin, x * sin + y * cos
        return self._left + x * self._across, self._top + y * self._down

    def wash(self, fill: Fill) -> None:
        """All of the picture in one colour or gradient."""
        self.picture.paste(_filled(fill, self.picture.size))

    def shape(self, points: Sequence[Point], fill: Fill, *, soft: float = 0.0, strength: float = 1.0) -> None:
        """A polygon. `soft`: how far its edge is blurred."""
        pixels = [self.point(x, y) for x, y in points]
        level = round(255 * strength)
        self._lay(pixels, 0, lambda draw, moved: draw.polygon(moved, fill=level), fill, soft)

    def blob(self, points: Sequence[Point], fill: Fill, *, soft: float = 0.0, strength: float = 1.0) -> None:
        """A smooth shape through these points."""
        self.shape(smooth(points), fill, soft=soft, strength=strength)

    def disc(
        self,
        x: float,
        y: float,
        size: float,
        fill: Fill,
        *,
        tall: float = 1.0,
        soft: float = 0.0,
        strength: float = 1.0,
    ) -> None:
        """A circle; `tall` times as high as wide, an ellipse."""
        middle = self.at(x, y, size)
        middle.shape(oval(tall), fill, soft=soft * self.unit / middle.unit, strength=strength)

    def ring(self, x: float, y: float, size: float, width: float, colour: Fill, *, tall: float = 1.0) -> None:
        around = [*oval(tall), oval(tall)[0]]
        self.at(x, y, size).line(around, colour, width / size)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Fill, *, strength: float = 1.0) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill, strength=strength)

    def line(
        self, points: Sequence[Point], fill: Fill, width: float, *, soft: float = 0.0, strength: float = 1.0
    ) -> None:
        """A stroke with round ends."""
        pixels = [self.point(x, y) for x, y in points]
        thick, level = max(1.0, width * self.unit), round(255 * strength)
        self._lay(pixels, thick / 2, lambda draw, moved: _stroke(draw, moved, thick * FINE, level), fill, soft)

    def glow(self, x: float, y: float, size: float, colour: Colour, strength: float = 1.0) -> None:
        """Light, or with a dark colour shade, that fades away from its middle."""
        (left, top), reach = self.point(x, y), size * self.unit
        box = _clipped([(left - reach, top - reach), (left + reach, top + reach)], 0, self.picture.size)
        if box is None:
            return
        scale = 256 / (2 * reach)
        corner = (left - reach, top - reach)
        a, b, c, d = (min(256, max(0, (edge - start) * scale)) for edge, start in zip(box, corner * 2, strict=True))
        mask = _fading(strength).resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR, box=(a, b, c, d))
        self.picture.paste(colour, box, mask)

    def ball(self, x: float, y: float, size: float, colours: tuple[Colour, Colour, Colour], tall: float = 1.0) -> None:
        """Something round in the light: its shade, its own colour, and the colour where light falls on it."""
        shade, own, lit = colours
        self.disc(x, y, size, (own, own, shade), tall=tall)
        self.disc(x - 0.1 * size, y - 0.12 * size * tall, size * 0.74, own, tall=tall, soft=0.16 * size)
        self.glow(x - 0.32 * size, y - 0.38 * size * tall, size * 0.5, lit, 0.85)

    def mist(self, top: float, bottom: float, colour: Colour, strength: float = 1.0) -> None:
        """A band that is thickest in its middle."""
        first, last = (round(self.point(0, y)[1]) for y in (top, bottom))
        self.picture.paste(colour, (0, first), _band((self.width, max(1, last - first)), strength))

    def mottle(
        self,
        chance: Random,
        cells: tuple[int, int],
        colour: Colour,
        *,
        strength: float = 0.3,
        bare: float = 0.5,
        within: tuple[float, float] | None = None,
    ) -> None:
        """Chance's clouds of a colour, so many across and down, all over or within a band; a part stays `bare`."""
        noise = Image.frombytes("L", cells, chance.randbytes(cells[0] * cells[1]))
        first, last = (round(part * self.height) for part in within or (0, 1))
        size = (self.width, max(1, last - first))
        floor = 255 * bare
        dense = [round(max(0.0, (v - floor) / (255 - floor)) * 255 * strength) for v in range(256)]
        # Smooth where it is small, and only then large: that is half the time.
        clouds = noise.resize((size[0] // 6 + 1, size[1] // 6 + 1), Image.Resampling.BICUBIC)
        mask = clouds.point(dense).resize(size, Image.Resampling.BILINEAR)
        self.picture.paste(colour, (0, first), ImageChops.multiply(mask, _band(size, 1.0)) if within else mask)

    def words(self, x: float, y: float, text: str, size: float, colour: Colour, anchor: str = "lm") -> None:
        """Latin letters, in the one font that comes with Pillow."""
        font = ImageFont.load_default(size * self.unit)
        ImageDraw.Draw(self.picture).text(self.point(x, y), text, fill=colour, font=font, anchor=anchor)

    @contextmanager
    def inset(self, left: float, top: float, right: float, bottom: float) -> Iterator["Canvas"]:
        """A picture within the picture, between these edges."""
        first, last = self.point(left, top), self.point(right, bottom)
        inner = Image.new("RGB", (round(last[0] - first[0]), round(last[1] - first[1])))
        yield Canvas(inner)
        self.picture.paste(inner, (round(first[0]), round(first[1])))

    def _lay(
        self,
        pixels: list[Point],
        margin: float,
        draw: Callable[[ImageDraw.ImageDraw, list[Point]], None],
        fill: Fill,
        soft: float,
    ) -> None:
        blur = soft * self.unit
        box = _clipped(pixels, margin + 2 * blur + 1, self.picture.size)
        if box is None:
            return
        size = (box[2] - box[0], box[3] - box[1])
        mask = Image.new("L", (size[0] * FINE, size[1] * FINE))
        draw(ImageDraw.Draw(mask), [((x - box[0]) * FINE, (y - box[1]) * FINE) for x, y in pixels])
        mask = mask.reduce(FINE)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur))
        self.picture.paste(_filled(fill, size), box, mask)


@lru_cache(256)
def oval(tall: float = 1.0) -> Sequence[Point]:
    angles = (math.tau * step / ROUND for step in range(ROUND))
    return tuple((math.cos(angle), tall * math.sin(angle)) for angle in angles)


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 8) -> list[Point]:
    """A curve through the points (Catmull and Rom's)."""
    number = len(points)
    found = []
    for place in range(number if closed else number - 1):
        around = [place - 1, place, place + 1, place + 2]
        a, b, c, d = (points[i % number] if closed else points[min(max(i, 0), number - 1)] for i in around)
        found += [_between(a, b, c, d, step / steps) for step in range(steps)]
    return found if closed else [*found, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    x, y = (
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(a, b, c, d, strict=True)
    )
    return x, y


def mixed(first: Colour, second: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


@lru_cache(64)
def _fading(strength: float) -> Image.Image:
    """A round light, brightest in the middle, and nothing at the edge."""
    # Pillow's gradient reaches its end in the corners.
    edge = 255 / math.sqrt(2)
    fading = [round(255 * strength * max(0.0, 1 - v / edge) ** 1.7) for v in range(256)]
    return Image.radial_gradient("L").point(fading)


def _band(size: tuple[int, int], strength: float) -> Image.Image:
    """Nothing at the upper and the lower edge, everything in the middle."""
    column = Image.new("L", (1, 64))
    column.putdata([round(255 * strength * math.sin(math.pi * row / 63) ** 2) for row in range(64)])
    return column.resize((1, size[1]), Image.Resampling.BILINEAR).resize(size, Image.Resampling.NEAREST)


def _filled(fill: Fill, size: tuple[int, int]) -> Image.Image:
    if isinstance(fill[0], int):
        return Image.new("RGB", size, fill)  # type: ignore[arg-type]
    column = Image.new("RGB", (1, len(fill)))
    column.putdata(list(fill))
    # The outer halves of the outer pixels would be flat.
    high = column.resize((1, size[1]), Image.Resampling.BILINEAR, box=(0, 0.5, 1, len(fill) - 0.5))
    return high.resize(size, Image.Resampling.NEAREST)


def _clipped(pixels: Sequence[Point], margin: float, size: tuple[int, int]) -> Box | None:
    """The pixels that a shape may touch; None outside of the picture."""
    across, down = [x for x, _ in pixels], [y for _, y in pixels]
    left, top = max(0, math.floor(min(across) - margin)), max(0, math.floor(min(down) - margin))
    right, bottom = min(size[0], math.ceil(max(across) + margin)), min(size[1], math.ceil(max(down) + margin))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _stroke(draw: ImageDraw.ImageDraw, points: list[Point], width: float, level: int) -> None:
    draw.line(points, fill=level, width=round(width), joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=level)


@lru_cache(6)
def film(size: tuple[int, int]) -> Image.Image:
    """Grain, and corners a little darker than the middle, around 128, to be added to a picture."""
    grain = Image.frombytes("L", (256, 256), Random("grain").randbytes(256 * 256))
    grain = grain.filter(ImageFilter.GaussianBlur(0.6)).point([round(128 + (v - 128) * 0.085) for v in range(256)])
    edges = Image.radial_gradient("L").point([round(15 * max(0.0, v / 255 - 0.35)) for v in range(256)])
    tiled = Image.new("L", size)
    for left in range(0, size[0], 256):
        for top in range(0, size[1], 256):
            tiled.paste(grain, (left, top))
    return ImageChops.subtract(tiled, edges.resize(size, Image.Resampling.BILINEAR)).convert("RGB")


def developed(picture: Image.Image) -> Image.Image:
    return ImageChops.add(picture, film(picture.size), offset=-128)
