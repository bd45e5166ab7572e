"""Photographs of things: paper, books, a watch, cloth, what stands in a museum."""

import math

from operations.demo.photographs.canvas import Canvas, Colour, Fill, mixed, smooth
from operations.demo.photographs.lights import Shot
from operations.demo.photographs.table import DEEP, WHITE, cover, shadow

PAPER: tuple[Colour, Colour] = ((252, 246, 232), (236, 226, 204))
INK: Colour = (70, 62, 66)
INDIGO: tuple[Colour, Colour] = ((196, 214, 226), (24, 40, 92))


def book(canvas: Canvas, shot: Shot) -> None:
    """An open book at a window behind which it has become light."""
    canvas.wash(mixed(shot.light.wall[0], DEEP, 0.25))
    canvas.box(0.1, 0.05, 0.9, 0.56, shot.light.sky)
    canvas.glow(0.6, 0.5, 0.5, shot.light.sun, 0.8)
    frame_colour = mixed(shot.light.wall[1], WHITE, 0.2)
    for left, top, right, bottom in (
        (0.08, 0.03, 0.92, 0.06),
        (0.08, 0.03, 0.12, 0.58),
        (0.88, 0.03, 0.92, 0.58),
        (0.49, 0.05, 0.515, 0.57),
    ):
        canvas.box(left, top, right, bottom, frame_colour)
    canvas.shape([(0, 0.56), (1, 0.56), (1, 1), (0, 1)], shot.light.table)
    canvas.mist(0.54, 0.62, shot.light.sun, 0.4)
    pages(canvas.at(0.5, 0.78, 0.4), shot)


def pages(place: Canvas, shot: Shot) -> None:
    shadow(place, 0, 0.42, 1.15, 0.22)
    for side in (-1, 1):
        page = smooth([(0, -0.32), (side * 0.4, -0.44), (side, -0.34)], closed=False)
        below = [(side * 1.06, 0.36), (side * 0.4, 0.26), (0, 0.4)]
        place.shape([*page, *smooth(below, closed=False)], (PAPER[0], mixed(PAPER[1], shot.light.table[0], 0.2)))
        for row in range(9):
            y = -0.27 + 0.065 * row
            line = [(side * 0.12, y - 0.03), (side * 0.4, y - 0.085), (side * 0.9, y - 0.015)]
            place.line(smooth(line, closed=False), INK, 0.012, strength=0.55)
    place.line([(0, -0.32), (0, 0.4)], INK, 0.02, soft=0.02, strength=0.5)
    place.shape([(0.62, -0.38), (0.7, -0.375), (0.74, 0.5), (0.68, 0.46), (0.63, 0.5)], (214, 84, 40))


def manuscript(canvas: Canvas, shot: Shot) -> None:
    """A page of verses: two are there, the third is crossed out again and again, one sign has a circle around it."""
    cover(canvas, shot)
    place = canvas.at(0.48, 0.52, 0.5, -0.012)
    shadow(place, 0.03, 0.03, 0.95, 1.25, 0.3)
    place.box(-0.78, -1.1, 0.78, 1.1, PAPER)
    for row, length in enumerate((0.9, 1.1, 0.7, 1.0, 0, 0.95, 1.05, 0.8, 0.6)):
        words(place, -0.62, -0.9 + 0.17 * row, length, shot)
    for row in (2, 7, 8):
        y = -0.9 + 0.17 * row
        place.line(
            [(-0.64, y + 0.03), (0.1, y - 0.03), (-0.6, y - 0.02), (0.14, y + 0.03)], (190, 66, 44), 0.012, strength=0.8
        )
    place.ring(0.16, -0.9 + 0.17 * 7, 0.11, 0.014, (214, 84, 40), tall=0.9)
    pencil(canvas.at(0.78, 0.72, 0.32, 0.09))


def words(place: Canvas, x: float, y: float, length: float, shot: Shot) -> None:
    """Signs of a hand that is in a hurry, none of which can be read."""
    end = x + length
    while x < end:
        for _ in range(shot.chance.randint(2, 4)):
            a, b = (
                (x + shot.chance.uniform(0, 0.06), y + shot.chance.uniform(-0.045, 0.045)),
                (x + shot.chance.uniform(0, 0.07), y + shot.chance.uniform(-0.045, 0.045)),
            )
            place.line([a, b], INK, 0.009, strength=0.85)
        x += 0.1


def pencil(place: Canvas) -> None:
    shadow(place, 0.08, 0.06, 0.12, 6)
    place.box(-0.06, -0.8, 0.06, 0.7, ((242, 126, 47), (206, 90, 26)))
    place.shape([(-0.06, -0.8), (0, -1.05), (0.06, -0.8)], (236, 206, 160))
    place.shape([(-0.02, -0.97), (0, -1.05), (0.02, -0.97)], INK)
    place.box(-0.06, 0.7, 0.06, 0.82, (206, 206, 206))


def watch(canvas: Canvas, shot: Shot) -> None:
    """A watch of 1962 on green felt, at nine past ten."""
    canvas.wash(((70, 92, 80), (44, 62, 54)))
    canvas.mottle(shot.chance, (90, 70), (30, 44, 38), strength=0.4)
    canvas.glow(0.3, 0.15, 0.9, shot.light.sun, 0.4)
    for side in (-1, 1):
        strap = [(0.41, 0.5), (0.59, 0.5), (0.57, 0.5 + side * 0.56), (0.43, 0.5 + side * 0.56)]
        canvas.shape(strap, ((120, 74, 46), (92, 54, 34)))
    shadow(canvas, 0.53, 0.54, 0.32, 1.0)
    place = canvas.at(0.5, 0.5, 0.31)
    place.disc(1.04, 0, 0.11, (206, 170, 96))
    place.disc(0, 0, 1, ((246, 222, 160), (170, 128, 62)))
    place.disc(0, 0, 0.87, ((252, 246, 230), (236, 224, 198)))
    for hour in range(12):
        place.at(0, 0, 1, hour / 12).line([(0, -0.78), (0, -0.68 if hour % 3 else -0.6)], (120, 84, 40), 0.03)
    place.ring(0, 0.4, 0.2, 0.012, (150, 120, 80))
    for turn, length, width in ((0.846, 0.44, 0.05), (0.15, 0.68, 0.035), (0.62, 0.6, 0.012)):
        place.at(0, 0, 1, turn).line([(0, 0.08), (0, -length)], (54, 46, 50), width)
    place.disc(0, 0, 0.05, (170, 128, 62))
    place.disc(-0.35, -0.4, 0.4, WHITE, tall=0.5, soft=0.12, strength=0.35)


def bead(canvas: Canvas, shot: Shot) -> None:
    """A bead of horn, nineteen millimetres wide, in the light of a showcase."""
    canvas.wash(shot.light.wall)
    canvas.glow(0.5, 0.5, 0.75, shot.light.sun, 0.5)
    canvas.shape([(0, 0.66), (1, 0.66), (1, 1), (0, 1)], shot.light.table)
    canvas.glow(0.5, 0.72, 0.5, shot.light.sun, 0.35)
    shadow(canvas, 0.53, 0.72, 0.24, 0.2, 0.6)
    place = canvas.at(0.5, 0.55, 0.2)
    place.blob(
        [(-1.15, 0), (-0.75, -0.55), (0, -0.8), (0.75, -0.55), (1.15, 0), (0.75, 0.55), (0, 0.8), (-0.75, 0.55)],
        ((206, 160, 104), (96, 60, 36)),
    )
    place.disc(-0.1, -0.05, 0.85, (170, 118, 72), tall=0.7, soft=0.2)
    place.disc(0, -0.66, 0.2, DEEP, tall=0.35)
    place.glow(-0.4, -0.3, 0.5, (255, 240, 214), 0.9)
    canvas.box(0.3, 0.86, 0.7, 0.9, (238, 232, 220))
    for mark in range(21):
        x = 0.31 + 0.019 * mark
        canvas.line([(x, 0.86), (x, 0.885 if mark % 5 == 0 else 0.873)], INK, 0.002)


def studs(canvas: Canvas, shot: Shot) -> None:
    """Nine rows of nine on a red gate."""
    canvas.wash(((160, 50, 40), (118, 34, 30)))
    canvas.mottle(shot.chance, (60, 4), (84, 24, 22), strength=0.5)
    canvas.glow(0.1, 0, 1.2, shot.light.sun, 0.35)
    for row in range(9):
        for column in range(9):
            x, y = 0.1 + 0.1 * column, 0.1 + 0.1 * row
            canvas.disc(x + 0.008, y + 0.012, 0.034, DEEP, soft=0.012, strength=0.5)
            canvas.ball(x, y, 0.033, ((112, 72, 26), (214, 160, 66), (255, 244, 206)))


def vat(canvas: Canvas, shot: Shot) -> None:
    """An indigo vat that has woken up: a skin of copper on the blue."""
    canvas.wash(((128, 112, 100), (96, 84, 78)))
    canvas.mottle(shot.chance, (40, 40), (70, 62, 60), strength=0.5)
    shadow(canvas, 0.52, 0.54, 0.47, 1.0)
    canvas.disc(0.5, 0.5, 0.46, ((96, 66, 46), (62, 42, 32)))
    canvas.disc(0.5, 0.5, 0.42, ((36, 52, 104), (18, 26, 64)))
    for _ in range(150):
        turn, away = shot.chance.random() * math.tau, abs(shot.chance.gauss(0, 0.15))
        x, y, size = away * math.cos(turn), away * math.sin(turn), shot.chance.uniform(0.006, 0.032)
        bubble = canvas.at(0.5, 0.5, 1).at(x, y, size)
        bubble.disc(0, 0, 1, mixed((120, 74, 120), (214, 134, 84), shot.chance.random()), strength=0.75)
        bubble.disc(-0.3, -0.3, 0.35, (255, 226, 196), soft=0.1, strength=0.8)
    canvas.glow(0.34, 0.3, 0.3, (190, 206, 250), 0.4)


def cloth(canvas: Canvas, shot: Shot) -> None:
    """A cloth on a line, each time a little deeper."""
    canvas.wash(shot.light.wall)
    canvas.glow(0.2, 0.1, 1.0, shot.light.sun, 0.5)
    colour = mixed(*INDIGO, 0.06 + 0.94 * shot.step**0.8)
    hem = smooth([(0.9, 0.9), (0.7, 0.93), (0.5, 0.9), (0.3, 0.94), (0.1, 0.9)], closed=False)
    canvas.shape([(0.1, 0.14), (0.9, 0.14), *hem], (mixed(colour, WHITE, 0.1), mixed(colour, DEEP, 0.15)))
    for x, width in ((0.2, 0.05), (0.38, 0.07), (0.55, 0.045), (0.72, 0.08), (0.84, 0.04)):
        canvas.line([(x, 0.16), (x - 0.01, 0.88)], mixed(colour, DEEP, 0.5), width, soft=0.025, strength=0.4)
        canvas.line([(x + width, 0.16), (x + width, 0.88)], mixed(colour, WHITE, 0.5), 0.02, soft=0.015, strength=0.4)
    canvas.line([(-0.02, 0.12), (0.5, 0.145), (1.02, 0.12)], (150, 120, 90), 0.012)
    for x in (0.16, 0.5, 0.84):
        canvas.box(x - 0.012, 0.1, x + 0.012, 0.19, ((226, 190, 140), (176, 136, 90)))


def wallpaper(canvas: Canvas, shot: Shot) -> None:
    """Nothing but colours that go over into each other."""
    canvas.wash(((250, 214, 176), (240, 160, 120), (150, 96, 130)))
    tones: tuple[Colour, ...] = ((255, 236, 206), (242, 126, 60), (86, 88, 140), (255, 200, 150), (200, 90, 96))
    for tone in tones * 2:
        canvas.glow(shot.chance.random(), shot.chance.random(), shot.chance.uniform(0.4, 0.9), tone, 0.75)


def board_game(canvas: Canvas, shot: Shot) -> None:
    """A small board, pawns of three colours, two cards and chocolate."""
    cover(canvas, shot)
    place = canvas.at(0.46, 0.5, 0.36, 0.03)
    shadow(place, 0.05, 0.06, 1.1, 1.0)
    place.box(-1, -1, 1, 1, ((248, 236, 212), (228, 210, 178)))
    for row in range(6):
        for column in range(6):
            colour = ((206, 122, 86), (122, 150, 132), (240, 222, 188))[(row + column) % 3]
            left, top = -0.9 + 0.3 * column, -0.9 + 0.3 * row
            place.box(left + 0.015, top + 0.015, left + 0.285, top + 0.285, colour, strength=0.85)
    for _ in range(9):
        x, y = -0.75 + 0.3 * shot.chance.randrange(6), -0.75 + 0.3 * shot.chance.randrange(6)
        pawn(place.at(x, y, 0.14), shot.chance.choice(((200, 62, 46), (52, 96, 78), (238, 178, 60))))
    for turn in (-0.03, 0.04):
        card = canvas.at(0.86, 0.4 + 4 * turn, 0.12, turn)
        card.box(-0.7, -1, 0.7, 1, (WHITE, (232, 224, 210)))
        card.shape([(0, -0.6), (0.42, 0), (0, 0.6), (-0.42, 0)], (214, 92, 62))


def pawn(place: Canvas, colour: Colour) -> None:
    shadow(place, 0.35, 0.4, 0.95, 0.8)
    place.ball(0, 0, 0.85, (mixed(colour, DEEP, 0.5), colour, WHITE))
    place.ball(-0.05, -0.15, 0.5, (mixed(colour, DEEP, 0.3), mixed(colour, WHITE, 0.15), WHITE))


def ginkgo(canvas: Canvas, shot: Shot) -> None:
    """A ginkgo leaf on a page."""
    canvas.wash(PAPER)
    canvas.glow(0.2, 0.1, 1.1, shot.light.sun, 0.5)
    for row in range(18):
        y, end = 0.08 + 0.05 * row, 0.9 if row % 5 != 4 else 0.6
        canvas.line([(0.1, y), (end, y)], INK, 0.008, strength=0.25)
    place = canvas.at(0.52, 0.62, 0.36, 0.06)
    fan: Fill = ((250, 206, 84), (226, 160, 40))
    shape = [
        (0, 0.1),
        (-0.75, -0.45),
        (-0.8, -0.75),
        (-0.4, -0.98),
        (-0.06, -0.9),
        (0, -0.6),
        (0.08, -0.92),
        (0.45, -0.98),
        (0.85, -0.7),
        (0.72, -0.42),
    ]
    place.at(0.04, 0.05, 1).blob(shape, DEEP, soft=0.03, strength=0.35)
    place.blob(shape, fan)
    for ray in range(13):
        x = -0.66 + 0.11 * ray
        place.line([(0, 0.05), (x, -0.82 + 0.3 * abs(x))], (206, 140, 30), 0.008, strength=0.6)
    place.line(smooth([(0, 0.05), (0.03, 0.4), (-0.06, 0.75)], closed=False), (206, 156, 60), 0.035)


SCENES = (
    book, manuscript, watch, bead, studs, vat, cloth, wallpaper, board_game, ginkgo,
)  # fmt: skip
