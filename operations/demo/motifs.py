"""What is drawn on an avatar: one plain shape each, on a square whose sides are 1."""

import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Pen:
    """Draws in fractions of the picture, in two colours: `ink` and `ground`."""

    def __init__(self, picture: Image.Image, ink: Colour, ground: Colour) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._size = picture.width
        self.ink, self.ground = ink, ground

    def disc(self, x: float, y: float, radius: float, colour: Colour | None = None, *, tall: float = 1.0) -> None:
        box = (x - radius, y - radius * tall, x + radius, y + radius * tall)
        self._draw.ellipse([part * self._size for part in box], fill=colour or self.ink)

    def ring(self, x: float, y: float, radius: float, width: float = 0.05) -> None:
        box = [part * self._size for part in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, outline=self.ink, width=round(width * self._size))

    def shape(self, *points: Point, colour: Colour | None = None) -> None:
        self._draw.polygon([(x * self._size, y * self._size) for x, y in points], fill=colour or self.ink)

    def box(self, left: float, top: float, right: float, bottom: float, *, round_: float = 0.03) -> None:
        corners = [part * self._size for part in (left, top, right, bottom)]
        self._draw.rounded_rectangle(corners, round_ * self._size, fill=self.ink)

    def line(self, *points: Point, width: float = 0.05, colour: Colour | None = None) -> None:
        scaled = [(x * self._size, y * self._size) for x, y in points]
        self._draw.line(scaled, fill=colour or self.ink, width=round(width * self._size), joint="curve")


def around(x: float, y: float, radii: Sequence[float], corners: int, turn: float = -0.25) -> list[Point]:
    """The corners of a star or a regular shape; radii are taken in turn."""
    angles = [math.tau * (turn + corner / corners) for corner in range(corners)]
    found = []
    for corner, angle in enumerate(angles):
        radius = radii[corner % len(radii)]
        found.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return found


def tomato(pen: Pen) -> None:
    pen.disc(0.5, 0.56, 0.29, tall=0.9)
    pen.shape(*around(0.5, 0.33, (0.17, 0.06), 10), colour=pen.ground)
    pen.line((0.5, 0.33), (0.55, 0.2), width=0.035)


def note(pen: Pen) -> None:
    pen.disc(0.36, 0.68, 0.1, tall=0.8)
    pen.disc(0.64, 0.62, 0.1, tall=0.8)
    pen.shape((0.42, 0.3), (0.74, 0.22), (0.74, 0.32), (0.42, 0.4))
    pen.line((0.44, 0.34), (0.44, 0.68), width=0.045)
    pen.line((0.72, 0.28), (0.72, 0.62), width=0.045)


def cup(pen: Pen) -> None:
    pen.ring(0.69, 0.54, 0.12)
    pen.shape((0.24, 0.42), (0.72, 0.42), (0.64, 0.74), (0.32, 0.74))
    for x in (0.4, 0.52):
        pen.line((x, 0.34), (x + 0.03, 0.28), (x, 0.22), width=0.03)


def star(pen: Pen) -> None:
    pen.shape(*around(0.5, 0.52, (0.34, 0.145), 10))


def moon(pen: Pen) -> None:
    pen.disc(0.48, 0.5, 0.3)
    pen.disc(0.6, 0.42, 0.25, pen.ground)
    pen.shape(*around(0.72, 0.36, (0.07, 0.025), 8))


def book(pen: Pen) -> None:
    pen.shape((0.18, 0.32), (0.48, 0.38), (0.48, 0.74), (0.18, 0.68))
    pen.shape((0.82, 0.32), (0.52, 0.38), (0.52, 0.74), (0.82, 0.68))
    for y in (0.45, 0.54):
        pen.line((0.25, y), (0.42, y + 0.035), width=0.022, colour=pen.ground)
        pen.line((0.75, y), (0.58, y + 0.035), width=0.022, colour=pen.ground)


def cat(pen: Pen) -> None:
    pen.shape((0.24, 0.2), (0.46, 0.36), (0.24, 0.54))
    pen.shape((0.76, 0.2), (0.54, 0.36), (0.76, 0.54))
    pen.disc(0.5, 0.55, 0.28, tall=0.86)
    for x in (0.4, 0.6):
        pen.disc(x, 0.53, 0.032, pen.ground, tall=1.4)
    pen.shape((0.46, 0.61), (0.54, 0.61), (0.5, 0.66), colour=pen.ground)


def fox(pen: Pen) -> None:
    pen.shape((0.2, 0.2), (0.4, 0.36), (0.6, 0.36), (0.8, 0.2), (0.76, 0.52), (0.5, 0.82), (0.24, 0.52))
    pen.shape((0.34, 0.65), (0.46, 0.62), (0.5, 0.76), (0.54, 0.62), (0.66, 0.65), (0.5, 0.84), colour=pen.ground)
    for x in (0.4, 0.6):
        pen.disc(x, 0.5, 0.03, pen.ground)


def wave(pen: Pen) -> None:
    for level in (0.38, 0.54, 0.7):
        crest = [(x / 40, level + 0.055 * math.sin(x / 40 * math.tau * 2)) for x in range(6, 35)]
        pen.line(*crest, width=0.06)


def mountain(pen: Pen) -> None:
    pen.disc(0.7, 0.3, 0.09)
    pen.shape((0.1, 0.76), (0.42, 0.28), (0.62, 0.58), (0.7, 0.48), (0.9, 0.76))
    pen.shape((0.42, 0.28), (0.5, 0.4), (0.44, 0.44), (0.4, 0.39), (0.35, 0.44), (0.33, 0.41), colour=pen.ground)


def bridge(pen: Pen) -> None:
    arch = [(0.2 + x / 50, 0.62 - 0.26 * math.sin(math.pi * x / 30)) for x in range(31)]
    pen.line(*arch, width=0.05)
    pen.box(0.1, 0.6, 0.9, 0.67)
    for x in (0.32, 0.44, 0.56, 0.68):
        pen.line((x, 0.44), (x, 0.6), width=0.025)


def leaf(pen: Pen) -> None:
    side = [(0.5 - 0.24 * math.sin(math.pi * y / 20), 0.16 + 0.62 * y / 20) for y in range(21)]
    other = [(1 - x, y) for x, y in reversed(side)]
    pen.shape(*side, *other)
    pen.line((0.5, 0.3), (0.5, 0.86), width=0.03, colour=pen.ground)


def bread(pen: Pen) -> None:
    pen.disc(0.5, 0.54, 0.33, tall=0.68)
    for x in (0.36, 0.5, 0.64):
        pen.line((x - 0.05, 0.6), (x + 0.05, 0.42), width=0.035, colour=pen.ground)


def clock(pen: Pen) -> None:
    pen.ring(0.5, 0.52, 0.3, width=0.06)
    pen.line((0.5, 0.52), (0.5, 0.34), width=0.045)
    pen.line((0.5, 0.52), (0.62, 0.6), width=0.045)
    pen.box(0.45, 0.13, 0.55, 0.2)


def bird(pen: Pen) -> None:
    pen.shape((0.12, 0.44), (0.46, 0.5), (0.34, 0.24), (0.64, 0.46), (0.88, 0.36), (0.66, 0.64), (0.36, 0.76))
    pen.shape((0.46, 0.5), (0.64, 0.46), (0.36, 0.76), colour=pen.ground)


def lighthouse(pen: Pen) -> None:
    pen.shape((0.42, 0.34), (0.58, 0.34), (0.64, 0.8), (0.36, 0.8))
    pen.box(0.4, 0.22, 0.6, 0.32)
    pen.shape((0.62, 0.24), (0.9, 0.16), (0.9, 0.38), (0.62, 0.3))
    pen.line((0.41, 0.5), (0.59, 0.5), width=0.05, colour=pen.ground)


def wheel(pen: Pen) -> None:
    pen.ring(0.5, 0.5, 0.32, width=0.05)
    for x, y in around(0.5, 0.5, (0.31,), 8):
        pen.line((0.5, 0.5), (x, y), width=0.022)
    pen.disc(0.5, 0.5, 0.06)


def drop(pen: Pen) -> None:
    pen.disc(0.5, 0.6, 0.22)
    pen.shape((0.5, 0.16), (0.31, 0.5), (0.69, 0.5))
    pen.disc(0.43, 0.62, 0.055, pen.ground)


def heart(pen: Pen) -> None:
    pen.disc(0.36, 0.41, 0.165)
    pen.disc(0.64, 0.41, 0.165)
    pen.shape((0.215, 0.485), (0.5, 0.36), (0.785, 0.485), (0.5, 0.82))


def lens(pen: Pen) -> None:
    pen.box(0.16, 0.34, 0.84, 0.74, round_=0.07)
    pen.box(0.38, 0.26, 0.62, 0.4)
    pen.disc(0.5, 0.54, 0.14, pen.ground)
    pen.disc(0.5, 0.54, 0.08)


MOTIFS: dict[str, Callable[[Pen], None]] = {
    drawing.__name__: drawing
    for drawing in (
        tomato, note, cup, star, moon, book, cat, fox, wave, mountain,
        bridge, leaf, bread, clock, bird, lighthouse, wheel, drop, heart, lens,
    )
}  # fmt: skip
