"""Photographs of rooms in which something goes on, and of what is seen through a lens."""

import math

from operations.demo.photographs.canvas import Canvas, Colour, mixed, smooth
from operations.demo.photographs.lights import Shot
from operations.demo.photographs.outdoors import stars
from operations.demo.photographs.table import DEEP, WHITE, room, shadow
from operations.demo.photographs.townscape import LIT, skyline

TABLE_LAMP: tuple[Colour, Colour] = ((58, 110, 92), (34, 74, 62))


def lamps(canvas: Canvas, shot: Shot) -> None:
    """A reading room at night: lamp beside lamp along the windows."""
    canvas.wash(mixed(shot.light.wall[0], DEEP, 0.4))
    canvas.box(0, 0.06, 1, 0.5, shot.light.sky)
    skyline(canvas, shot, 0.5, tall=(0.05, 0.2))
    for pane in range(6):
        canvas.box(pane / 5 - 0.02, 0.04, pane / 5 + 0.02, 0.52, mixed(shot.light.wall[0], DEEP, 0.55))
    canvas.shape([(0, 0.6), (1, 0.6), (1, 1), (0, 1)], shot.light.table)
    for place in range(5):
        reading_lamp(canvas.at(0.1 + 0.2 * place, 0.62, 0.09))
    for place in range(3):
        x = 0.16 + 0.33 * place + shot.chance.uniform(-0.03, 0.03)
        canvas.shape(
            [(x - 0.08, 0.84), (x, 0.815), (x + 0.08, 0.84), (x + 0.1, 0.92), (x, 0.895), (x - 0.1, 0.92)],
            (250, 240, 218),
        )
        canvas.line([(x, 0.815), (x, 0.895)], (150, 120, 90), 0.003)


def reading_lamp(place: Canvas) -> None:
    place.glow(0, 0.5, 3.6, LIT, 0.5)
    place.glow(0, -0.1, 1.5, (255, 232, 180), 0.7)
    place.box(-0.05, -0.4, 0.05, 0.8, (176, 136, 70))
    place.disc(0, 0.82, 0.42, (150, 112, 56), tall=0.24)
    place.blob([(-0.95, -0.25), (-0.7, -0.8), (0.7, -0.8), (0.95, -0.25), (0, -0.2)], TABLE_LAMP)
    place.line([(-0.9, -0.24), (0.9, -0.24)], (255, 240, 200), 0.07)


def stage(canvas: Canvas, shot: Shot) -> None:
    """A small stage: two beams of light, a microphone, heads in the dark."""
    canvas.wash(((34, 22, 34), (70, 40, 46)))
    for x, turn, colour in ((0.24, -0.03, (255, 190, 110)), (0.76, 0.03, (236, 110, 96)), (0.5, 0.0, (255, 232, 190))):
        beam = canvas.at(x, -0.05, 1.0, turn)
        beam.shape([(-0.03, 0), (0.03, 0), (0.26, 1.05), (-0.26, 1.05)], colour, soft=0.03, strength=0.36)
    canvas.disc(0.5, 0.82, 0.5, (255, 214, 150), tall=0.2, soft=0.06, strength=0.7)
    for side in (0, 1):
        for fold in range(4):
            left = fold * 0.05 if not side else 0.8 + fold * 0.05
            canvas.box(
                left,
                0,
                left + 0.052,
                0.86,
                ((150, 40, 40), (84, 22, 28)) if fold % 2 else ((176, 54, 50), (104, 28, 32)),
            )
    canvas.line([(0.5, 0.86), (0.5, 0.46)], (30, 24, 28), 0.01)
    canvas.line([(0.5, 0.47), (0.54, 0.43)], (30, 24, 28), 0.024)
    cello(canvas.at(0.66, 0.66, 0.17, 0.03))
    for _ in range(26):
        x, size = shot.chance.random(), shot.chance.uniform(0.026, 0.042)
        y = shot.chance.uniform(0.93, 1.02)
        canvas.disc(x, y, size, (22, 16, 24))
        canvas.disc(x, y + 2.1 * size, size * 1.9, (22, 16, 24))


def cello(place: Canvas) -> None:
    """It leans on its chair and waits."""
    half = [(0, -0.42), (0.26, -0.36), (0.3, -0.1), (0.2, 0.1), (0.4, 0.42), (0.3, 0.8), (0, 0.9)]
    place.blob([*half, *[(-x, y) for x, y in reversed(half[1:-1])]], ((186, 98, 46), (118, 52, 26)))
    place.line([(0, 0.5), (0, -1.15)], (44, 26, 20), 0.07)
    place.line([(0, 0.9), (0, 1.15)], (160, 150, 140), 0.03)
    for side in (-1, 1):
        place.line(
            smooth([(side * 0.14, 0.1), (side * 0.18, 0.25), (side * 0.14, 0.4)], closed=False), (44, 26, 20), 0.03
        )


def metronome(canvas: Canvas, shot: Shot) -> None:
    """The rehearsal room after midnight: a metronome on the drum, the window full of night."""
    room(canvas, shot, 0.7)
    canvas.box(0.56, 0.08, 0.9, 0.44, shot.light.sky)
    canvas.line([(0.73, 0.08), (0.73, 0.44)], mixed(shot.light.wall[0], DEEP, 0.5), 0.012)
    for edge in (
        ((0.56, 0.08), (0.9, 0.08)),
        ((0.56, 0.44), (0.9, 0.44)),
        ((0.56, 0.08), (0.56, 0.44)),
        ((0.9, 0.08), (0.9, 0.44)),
    ):
        canvas.line(edge, mixed(shot.light.wall[0], DEEP, 0.5), 0.014)
    canvas.box(0.16, 0.74, 0.7, 1, ((176, 60, 48), (120, 36, 34)))
    canvas.disc(0.43, 0.74, 0.28, ((238, 226, 204), (206, 190, 164)), tall=0.24)
    place = canvas.at(0.42, 0.52, 0.2)
    shadow(place, 0.15, 0.95, 0.8, 0.2)
    place.shape([(-0.32, -0.95), (0.32, -0.95), (0.66, 0.95), (-0.66, 0.95)], ((150, 92, 52), (92, 52, 32)))
    place.shape([(-0.2, -0.75), (0.2, -0.75), (0.36, 0.45), (-0.36, 0.45)], (246, 230, 196))
    place.line([(0, 0.45), (0.26, -0.85)], (70, 60, 56), 0.035)
    place.shape([(0.1, -0.42), (0.26, -0.38), (0.24, -0.22), (0.1, -0.26)], (206, 160, 70))


def saturn(canvas: Canvas, shot: Shot) -> None:
    """Saturn, as a small telescope shows it on a still night."""
    canvas.wash((14, 12, 18))
    canvas.disc(0.5, 0.5, 0.47, (24, 24, 38), soft=0.01)
    stars(canvas, shot.chance, 26)
    place = canvas.at(0.5, 0.5, 0.17, -0.06)
    place.glow(0, 0, 2.6, (240, 214, 160), 0.25)
    ring: tuple[tuple[float, float, Colour], ...] = ((2.0, 0.24, (214, 190, 146)), (1.62, 0.3, (240, 222, 180)))
    for size, width, colour in ring:
        place.ring(0, 0, size, width, colour, tall=0.3)
    place.ball(0, 0, 1, ((130, 100, 70), (232, 206, 156), (255, 250, 230)), tall=0.92)
    for y in (-0.35, 0.05, 0.36):
        place.line(
            [(-0.9 * math.cos(y * 1.2), y), (0.9 * math.cos(y * 1.2), y)],
            (206, 172, 122),
            0.07,
            soft=0.04,
            strength=0.6,
        )
    for size, width, colour in ring:
        front = [(size * math.cos(a / 20 * math.pi), 0.3 * size * math.sin(a / 20 * math.pi)) for a in range(21)]
        place.line(front, colour, width * 0.8)


def moss(canvas: Canvas, shot: Shot) -> None:
    """Moss in the rain, two centimetres above the ground."""
    canvas.wash(((150, 176, 130), (64, 96, 58)))
    for _ in range(24):
        x, y = shot.chance.random(), shot.chance.uniform(0, 0.5)
        canvas.disc(x, y, shot.chance.uniform(0.03, 0.1), (226, 236, 206), soft=0.02, strength=0.22)
    for row in range(4):
        colour = mixed((160, 190, 96), (52, 92, 46), row / 3)
        for _ in range(70):
            x, y = shot.chance.random(), 0.5 + 0.16 * row + shot.chance.uniform(-0.04, 0.05)
            tip = (x + shot.chance.uniform(-0.02, 0.02), y - 0.07 - 0.03 * row)
            canvas.line([(x, y + 0.2), tip], colour, 0.012 + 0.004 * row, strength=0.9)
    for _ in range(12):
        x, y = shot.chance.random(), shot.chance.uniform(0.36, 0.62)
        bend = (x + shot.chance.uniform(-0.03, 0.03), y - 0.14)
        canvas.line(smooth([(x, y + 0.24), (x, y), bend], closed=False), (176, 104, 66), 0.005)
        canvas.at(*bend, 0.017).disc(0, 0, 1, ((216, 140, 80), (150, 84, 50)), tall=1.6)
    for _ in range(16):
        drop = canvas.at(shot.chance.random(), shot.chance.uniform(0.5, 0.9), shot.chance.uniform(0.008, 0.018))
        drop.disc(0, 0, 1, (226, 240, 226), strength=0.55)
        drop.disc(-0.3, -0.3, 0.35, WHITE)


def cells(canvas: Canvas, shot: Shot) -> None:
    """One layer of cells with the light behind them, as in a church window."""
    canvas.wash(((216, 234, 150), (124, 170, 84)))
    canvas.glow(0.5, 0.4, 0.8, (255, 255, 226), 0.7)
    for row in range(9):
        for column in range(8):
            x, y = 0.15 * column - (0.075 if row % 2 else 0), 0.125 * row
            cell(canvas.at(x, y, 0.075), shot)


def cell(place: Canvas, shot: Shot) -> None:
    turns = [(step / 6 + shot.chance.uniform(-0.015, 0.015)) * math.tau for step in range(6)]
    corners = [(1.08 * math.sin(turn), 0.98 * math.cos(turn)) for turn in turns]
    green = mixed((206, 230, 120), (110, 164, 70), shot.chance.random())
    place.shape(corners, green, strength=0.55)
    place.line([*corners, corners[0]], (60, 104, 46), 0.1, strength=0.85)
    for _ in range(7):
        x, y = shot.chance.uniform(-0.6, 0.6), shot.chance.uniform(-0.6, 0.6)
        place.disc(x, y, 0.15, (56, 120, 50), tall=0.75, strength=0.7)


def last_scene(canvas: Canvas, shot: Shot) -> None:
    """The end of a film: two people on a platform, the train leaves without either."""
    canvas.wash(shot.light.sky)
    canvas.glow(0.72, 0.46, 0.6, shot.light.sun, 0.8)
    dark = shot.light.land[2]
    canvas.shape([(0, 0.4), (0.62, 0.56), (0.62, 0.7), (0, 0.86)], mixed(dark, shot.light.land[0], 0.3))
    for window in range(7):
        x = 0.02 + 0.085 * window
        canvas.shape(
            [(x, 0.46 + 0.13 * x), (x + 0.05, 0.467 + 0.13 * x), (x + 0.05, 0.6), (x, 0.6)], LIT, strength=0.85
        )
    canvas.shape([(0, 0.86), (0.66, 0.7), (1, 0.74), (1, 1), (0, 1)], (mixed(dark, shot.light.land[1], 0.6), dark))
    for x, tall in ((0.68, 0.27), (0.77, 0.24)):
        figure(canvas.at(x, 0.9, tall), dark)
    for edge in (0, 0.91):
        canvas.box(0, edge, 1, edge + 0.09, (12, 10, 14))


def figure(place: Canvas, colour: Colour) -> None:
    """Somebody in a long coat, from behind; the feet are at the middle."""
    place.blob([(-0.1, -0.74), (0.1, -0.74), (0.18, -0.3), (0.17, -0.1), (-0.17, -0.1), (-0.18, -0.3)], colour)
    for x in (-0.06, 0.06):
        place.line([(x, -0.14), (x, 0)], colour, 0.06)
    place.disc(0, -0.84, 0.085, colour)
    place.disc(0.15, 0.02, 0.3, DEEP, tall=0.12, soft=0.04, strength=0.3)


def errand(canvas: Canvas, shot: Shot) -> None:
    """A girl carries a cup of water to the door, a few steps further in each picture; nothing is spilt."""
    canvas.wash(((250, 238, 216), (240, 220, 190)))
    canvas.shape([(0, 0.78), (1, 0.78), (1, 1), (0, 1)], ((214, 176, 132), (196, 152, 108)))
    canvas.box(0.74, 0.26, 0.94, 0.78, ((255, 250, 232), (255, 234, 190)))
    canvas.shape([(0.74, 0.78), (0.94, 0.78), (0.86, 1), (0.44, 1)], (255, 244, 206), soft=0.01, strength=0.6)
    canvas.shape([(0.94, 0.24), (0.99, 0.2), (0.99, 0.86), (0.94, 0.78)], (176, 106, 70))
    girl(canvas.at(0.16 + 0.46 * shot.step, 0.84, 0.42), math.sin(shot.step * 7.5 * math.pi))


def girl(place: Canvas, stride: float) -> None:
    """`stride`: how far one foot is before the other, from -1 to 1."""
    shadow(place, 0.02, 0.0, 0.3, 0.16)
    for side in (-1, 1):
        place.line([(0, -0.3), (0.12 * stride * side, -0.02)], (90, 60, 54), 0.055)
    place.shape([(-0.08, -0.68), (0.08, -0.68), (0.2, -0.24), (-0.2, -0.24)], ((222, 92, 62), (190, 66, 48)))
    place.blob([(-0.16, -0.96), (0, -1.06), (0.16, -0.96), (0.13, -0.7), (-0.19, -0.66)], (70, 48, 44))
    place.disc(0.03, -0.84, 0.13, (250, 214, 180))
    place.shape([(-0.16, -0.9), (0.0, -1.02), (0.16, -0.92), (0.02, -0.93)], (70, 48, 44))
    place.disc(0.1, -0.84, 0.014, (50, 36, 36))
    place.line([(0.02, -0.6), (0.16, -0.5), (0.26, -0.54)], (250, 214, 180), 0.05)
    place.shape([(0.22, -0.66), (0.36, -0.66), (0.34, -0.5), (0.24, -0.5)], ((206, 230, 236), (150, 190, 206)))


SCENES = (
    lamps, stage, metronome, saturn, moss, cells, last_scene, errand,
)  # fmt: skip
