"""Pictures of what was printed, written or drawn on a sheet: lists, strips, a poster, calligraphy, film."""

import math
from dataclasses import replace
from typing import Any

import zxingcpp
from PIL import Image

from operations.demo.motifs import MOTIFS, Pen
from operations.demo.photographs.canvas import Canvas, Colour, mixed, smooth
from operations.demo.photographs.desk import INK, PAPER
from operations.demo.photographs.lights import LIGHTS, Shot
from operations.demo.photographs.outdoors import clouds, hills, moonrise, sea
from operations.demo.photographs.table import DEEP, WHITE
from operations.demo.photographs.townscape import bridge, city, riverside, slope, tree

ORANGE: Colour = (226, 98, 34)
# What the things on the list are about; thirty rows.
SIGNS = ("heart", "clock", "cup", "lens", "leaf", "book", "wheel", "moon", "bread", "drop")
ROWS = 30
# The day of a bird: where it is, the hour, and its place in the picture.
DAY = (
    (hills, "dawn", 0.3, 0.5),
    (tree, "morning", 0.56, 0.2),
    (clouds, "noon", 0.5, 0.46),
    (slope, "noon", 0.36, 0.4),
    (sea, "gold", 0.34, 0.36),
    (riverside, "dusk", 0.16, 0.36),
    (city, "night", 0.6, 0.3),
    (moonrise, "night", 0.2, 0.6),
)
# What is on the film.
FRAMES = (hills, sea, tree, slope, bridge, clouds)
QR_ADDRESS = "https://lectures.linden.example/why-bridges-hum"


def checklist(canvas: Canvas, shot: Shot) -> None:
    """A list of thirty small things to hang on a refrigerator, each with its sign and a box to tick."""
    canvas.wash(((255, 250, 240), (252, 242, 226)))
    canvas.box(0, 0, 1, 0.072, ((238, 120, 54), ORANGE))
    sign(canvas, 0.12, 0.036, 0.07, "lighthouse", (255, 246, 232), ORANGE)
    bars(canvas, 0.26, 0.027, 0.66, 0.011, WHITE)
    bars(canvas, 0.26, 0.048, 0.5, 0.006, (255, 226, 200))
    for row in range(ROWS):
        y = 0.1 + row * 0.0292
        if row % 2 == 0:
            canvas.box(0.04, y - 0.0125, 0.96, y + 0.0135, (250, 234, 212))
        sign(canvas, 0.11, y, 0.032, SIGNS[row % len(SIGNS)], WHITE, mixed(ORANGE, (120, 98, 150), (row % 5) / 5))
        bars(canvas, 0.18, y - 0.0035, shot.chance.uniform(0.3, 0.56), 0.0052, INK)
        if shot.chance.random() < 0.6:
            bars(canvas, 0.18, y + 0.0062, shot.chance.uniform(0.2, 0.44), 0.0034, (150, 138, 128))
        tick(canvas.at(0.89, y, 0.028), done=shot.chance.random() < 0.3)
    bars(canvas, 0.3, 0.984, 0.4, 0.004, (170, 156, 144))


def sign(canvas: Canvas, x: float, y: float, size: float, motif: str, ink: Colour, ground: Colour) -> None:
    """One of the motifs of the avatars in a circle."""
    canvas.disc(x, y, size * 1.15, ground)
    left, top = canvas.point(x, y)
    side = round(1.7 * size * canvas.unit)
    drawn = Image.new("RGB", (2 * side, 2 * side), ground)
    MOTIFS[motif](Pen(drawn, ink, ground))
    canvas.picture.paste(drawn.reduce(2), (round(left - side / 2), round(top - side / 2)))


def bars(canvas: Canvas, x: float, y: float, length: float, high: float, colour: Colour) -> None:
    """A line of print from too far away to be read: words of different lengths."""
    end, step = x + length, 0
    thick = high * canvas.height / canvas.unit
    while x < end:
        word = min((0.07, 0.03, 0.1, 0.05, 0.02)[step % 5] + 1.6 * thick, end - x)
        canvas.line([(x, y), (x + max(0.004, word - 1.6 * thick - 0.012), y)], colour, thick, strength=0.85)
        x, step = x + word, step + 1


def tick(place: Canvas, *, done: bool) -> None:
    square = [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8), (-0.8, -0.8)]
    place.line(square, (176, 160, 144), 0.16)
    if done:
        place.line([(-0.5, 0), (-0.1, 0.45), (0.9, -0.8)], ORANGE, 0.26)


def strip(canvas: Canvas, shot: Shot) -> None:
    """A comic strip without a word: the day of a bird, from its first yawn until it sleeps."""
    canvas.wash(((255, 252, 246), (250, 244, 234)))
    high = 1 / len(DAY)
    for row, (scene, hour, x, y) in enumerate(DAY):
        with canvas.inset(0.04, (row + 0.04) * high, 0.96, (row + 0.96) * high) as panel:
            scene(panel, replace(shot, light=LIGHTS[hour]))
            bird(panel.at(x, y, 0.12), asleep=row == len(DAY) - 1, flying=row in (2, 4, 6))


def bird(place: Canvas, *, asleep: bool, flying: bool) -> None:
    """Round, orange, content."""
    place.shape([(-0.75, 0), (-1.35, -0.3), (-1.3, 0.12)], (176, 82, 40))
    place.blob(
        [(-0.9, 0.1), (-0.4, -0.55), (0.4, -0.7), (0.85, -0.2), (0.5, 0.55), (-0.4, 0.6)],
        ((246, 150, 80), (222, 100, 48)),
    )
    place.disc(0.2, 0.2, 0.45, (255, 232, 200), tall=0.8, soft=0.06)
    wing = (
        [(-0.1, -0.1), (-0.5, -1.2), (-0.95, -1.0), (-0.6, 0.1)]
        if flying
        else [(0.05, -0.15), (-0.35, 0.4), (-0.95, 0.2), (-0.5, -0.25)]
    )
    place.blob(wing, (176, 82, 40))
    place.shape([(0.78, -0.38), (1.18, -0.22), (0.78, -0.12)], (250, 196, 70))
    if asleep:
        place.line(smooth([(0.32, -0.38), (0.46, -0.28), (0.6, -0.38)], closed=False), DEEP, 0.06)
        for step in range(3):
            place.words(0.9 + 0.35 * step, -0.8 - 0.4 * step, "z", 0.5 + 0.14 * step, (240, 232, 214), "mm")
    else:
        place.disc(0.46, -0.36, 0.1, DEEP)
        place.disc(0.43, -0.4, 0.035, WHITE)


def poster(canvas: Canvas, shot: Shot) -> None:
    """The poster of an open lecture, with a code that leads to it."""
    canvas.wash(PAPER)
    with canvas.inset(0.06, 0.045, 0.94, 0.5) as painted:
        bridge(painted, shot)
    canvas.words(0.07, 0.565, "Why bridges hum", 0.105, (60, 44, 40))
    canvas.words(0.07, 0.635, "Prof. Miriam Hart", 0.052, ORANGE)
    for row, text in enumerate(("Open lecture", "Wednesday, 18:00", "Hall 2", "Everybody is welcome")):
        canvas.words(0.07, 0.73 + 0.05 * row, text, 0.043, (92, 78, 70))
    code(canvas, 0.6, 0.7, 0.32)
    canvas.line([(0.07, 0.675), (0.93, 0.675)], (206, 188, 164), 0.004)


def code(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A QR code with its quiet margin; the left upper corner and the side are given."""
    drawn: Any = zxingcpp.create_barcode(QR_ADDRESS, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1)
    dots = memoryview(drawn)
    left, top = canvas.point(x, y)
    side = round(size * canvas.unit)
    square = Image.frombytes("L", (len(dots), len(dots)), dots.tobytes())
    canvas.picture.paste(
        square.resize((side, side), Image.Resampling.NEAREST).convert("RGB"), (round(left), round(top))
    )


def nuns(canvas: Canvas, shot: Shot) -> None:
    """The letter nun a hundred times; no two are alike."""
    canvas.wash(PAPER)
    canvas.glow(0.15, 0.1, 1.1, shot.light.sun, 0.4)
    for row in range(10):
        for column in range(10):
            turn = shot.chance.uniform(-0.02, 0.02)
            nun(canvas.at(0.1 + 0.089 * column, 0.1 + 0.088 * row, 0.032, turn), shot)


def nun(place: Canvas, shot: Shot) -> None:
    deep, wide = shot.chance.uniform(0.65, 1.0), shot.chance.uniform(0.8, 1.05)
    angles = [math.pi * step / 14 for step in range(15)]
    lower = [(wide * math.cos(angle), deep * math.sin(angle)) for angle in angles]
    upper = [(0.86 * wide * math.cos(angle), (deep - 0.34) * math.sin(angle)) for angle in reversed(angles)]
    place.shape([*lower, *upper], mixed(INK, (30, 24, 30), shot.chance.random()))
    dot = place.at(shot.chance.uniform(-0.12, 0.12), shot.chance.uniform(-0.4, -0.2), 0.2)
    dot.shape([(0, -1), (1, 0), (0, 1), (-1, 0)], (30, 24, 30))


def yong(canvas: Canvas, shot: Shot) -> None:
    """The sign of the eight strokes, written for the first time, in its red square."""
    canvas.wash(((250, 240, 220), (240, 226, 200)))
    red = (206, 112, 96)
    place = canvas.at(0.5, 0.5, 0.42)
    for line in (((-1, -1), (1, -1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((-1, 1), (-1, -1))):
        place.line(line, red, 0.02)
    for line in (((-1, 0), (1, 0)), ((0, -1), (0, 1)), ((-1, -1), (1, 1)), ((1, -1), (-1, 1))):
        place.line(line, red, 0.007, strength=0.6)
    for stroke in STROKES:
        brush(place, stroke, shot)


# Point by point: x, y, and how broad the brush is there.
Stroke = tuple[tuple[float, float, float], ...]
STROKES: tuple[Stroke, ...] = (
    ((-0.1, -0.78, 0.04), (0.02, -0.68, 0.1), (0.1, -0.58, 0.06)),
    (
        (-0.26, -0.4, 0.06),
        (0, -0.42, 0.08),
        (0.03, -0.36, 0.1),
        (0.02, 0.3, 0.09),
        (0.0, 0.7, 0.09),
        (-0.16, 0.56, 0.02),
    ),
    ((-0.72, -0.06, 0.06), (-0.42, -0.1, 0.06), (-0.36, -0.06, 0.08), (-0.5, 0.3, 0.06), (-0.78, 0.56, 0.01)),
    ((0.62, -0.4, 0.08), (0.4, -0.16, 0.05), (0.1, 0.02, 0.01)),
    ((0.08, 0.02, 0.03), (0.34, 0.34, 0.08), (0.56, 0.56, 0.13), (0.86, 0.6, 0.02)),
)


def brush(place: Canvas, stroke: Stroke, shot: Shot) -> None:
    way = smooth([(x, y) for x, y, _ in stroke], closed=False, steps=14)
    for step, (x, y) in enumerate(way):
        part = step / 14
        first, last = stroke[min(int(part), len(stroke) - 1)][2], stroke[min(int(part) + 1, len(stroke) - 1)][2]
        place.disc(x, y, first + (last - first) * (part % 1), (28, 24, 28), strength=shot.chance.uniform(0.85, 1))


def contact_sheet(canvas: Canvas, shot: Shot) -> None:
    """Strips of a film on the light table, each frame a small picture."""
    canvas.wash((244, 240, 230))
    canvas.glow(0.5, 0.4, 0.9, WHITE, 0.8)
    rows = max(1, round(3 * canvas.height / canvas.width * 1.2))
    for row in range(rows):
        top, bottom = (row + 0.06) / rows, (row + 0.94) / rows
        canvas.box(0, top, 1, bottom, ((36, 32, 32), (24, 22, 22)))
        holes(canvas, top, bottom)
        for column in range(4):
            left, pad, number = 0.02 + 0.245 * column, 0.2 * (bottom - top), row * 4 + column
            with canvas.inset(left, top + pad, left + 0.225, bottom - pad) as frame:
                taken = replace(shot, series=f"{shot.series} {number}", step=shot.chance.random())
                FRAMES[number % len(FRAMES)](frame, taken)


def holes(canvas: Canvas, top: float, bottom: float) -> None:
    high, wide = 0.07 * (bottom - top), 0.016
    for place in range(26):
        x = 0.012 + place * 0.0392
        for y in (top + 0.07 * (bottom - top), bottom - 0.14 * (bottom - top)):
            canvas.box(x, y, x + wide, y + high, (244, 240, 230))


SCENES = (
    checklist, strip, poster, nuns, yong, contact_sheet,
)  # fmt: skip
