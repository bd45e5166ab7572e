"""Photographs of what is eaten and grown: on a table, in a bowl, on a balcony."""

import math
from random import Random

from operations.demo.photographs.canvas import Canvas, Colour, Fill, Point, mixed, smooth
from operations.demo.photographs.lights import Shot

WHITE: Colour = (255, 252, 246)
DEEP: Colour = (40, 24, 16)
RED = ((150, 34, 26), (214, 62, 42), (255, 214, 190))
GREEN = ((74, 96, 40), (132, 156, 74), (232, 238, 190))
LEAF: tuple[Colour, Colour] = ((106, 146, 80), (60, 98, 58))


def room(canvas: Canvas, shot: Shot, level: float = 0.58) -> None:
    """A wall, a table before it, and light that falls in from the left."""
    canvas.wash(shot.light.wall)
    canvas.glow(0.12, 0.1, 1.1, shot.light.sun, 0.55)
    canvas.shape([(0, level), (1, level), (1, 1), (0, 1)], shot.light.table)
    canvas.glow(0.2, level + 0.1, 0.7, shot.light.sun, 0.28)
    canvas.mist(level - 0.02, level + 0.03, shot.light.table[1], 0.35)


def cover(canvas: Canvas, shot: Shot) -> None:
    """A table seen from above."""
    canvas.wash(shot.light.table)
    canvas.mottle(shot.chance, (3, 60), shot.light.table[1], strength=0.35, bare=0.4)
    canvas.glow(0.25, 0.15, 1.0, shot.light.sun, 0.4)


def shadow(place: Canvas, x: float, y: float, size: float, tall: float = 0.3, strength: float = 0.4) -> None:
    place.disc(x, y, size, DEEP, tall=tall, soft=0.12 * size, strength=strength)


def steam(place: Canvas, chance: Random) -> None:
    for x in (-0.25, 0.05, 0.32):
        bend = chance.uniform(0.06, 0.16)
        way = smooth([(x, 0), (x + bend, -0.35), (x - bend, -0.75), (x + bend, -1.2)], closed=False)
        place.line(way, WHITE, 0.09, soft=0.07, strength=0.45)


def leaf(place: Canvas, fill: Fill = LEAF) -> None:
    """From its stalk at the middle to its tip above."""
    place.blob([(0, 0), (0.3, -0.35), (0.22, -0.75), (0, -1), (-0.22, -0.75), (-0.3, -0.35)], fill)
    place.line([(0, 0), (0, -0.85)], (214, 222, 170), 0.025, strength=0.6)


def tomato(place: Canvas, colours: tuple[Colour, Colour, Colour] = RED) -> None:
    place.ball(0, 0, 1, colours, tall=0.9)
    star = [_ray(step, 0.52 if step % 2 else 0.13) for step in range(10)]
    place.shape([(x, 0.5 * y - 0.74) for x, y in star], (74, 112, 52))
    place.line([(0, -0.74), (0.08, -1.02)], (74, 112, 52), 0.08)


def _ray(step: int, size: float, of: int = 10) -> Point:
    return size * math.cos(math.tau * step / of), size * math.sin(math.tau * step / of)


def _within(size: float, chance: Random) -> Point:
    """Somewhere in a circle, rather near its middle."""
    return _ray(chance.randrange(60), size * chance.random() ** 0.6, of=60)


def tomato_plant(canvas: Canvas, shot: Shot) -> None:
    """One red tomato among green ones, on a balcony."""
    canvas.wash(shot.light.sky)
    for _ in range(18):
        x, y, size = shot.chance.random(), shot.chance.random(), shot.chance.uniform(0.04, 0.14)
        canvas.disc(
            x, y, size, mixed(shot.light.land[1], shot.light.sun, shot.chance.random()), soft=0.02, strength=0.3
        )
    canvas.line([(0.62, -0.02), (0.64, 1.02)], (190, 160, 110), 0.022)
    stem = smooth([(0.6, 1.05), (0.64, 0.72), (0.56, 0.42), (0.6, 0.16), (0.54, -0.05)], closed=False)
    canvas.line(stem, LEAF[1], 0.026)
    for x, y, size, turn in (
        (0.6, 0.2, 0.3, -0.19),
        (0.58, 0.3, 0.34, 0.2),
        (0.62, 0.75, 0.3, 0.15),
        (0.63, 0.86, 0.26, -0.2),
    ):
        leaf(canvas.at(x, y, size, turn))
        leaf(canvas.at(x, y, size * 0.7, turn * 1.6), LEAF[0])
    for x, y, size, colours in ((0.76, 0.66, 0.12, GREEN), (0.36, 0.74, 0.1, GREEN), (0.43, 0.5, 0.2, RED)):
        canvas.line([(0.58, 0.36), (x, y - size)], LEAF[1], 0.014)
        tomato(canvas.at(x, y, size), colours)


def tomato_flowers(canvas: Canvas, shot: Shot) -> None:
    canvas.wash(shot.light.land[:2])
    canvas.mottle(shot.chance, (6, 6), shot.light.sun, strength=0.4)
    for _ in range(9):
        leaf(canvas.at(shot.chance.random(), shot.chance.uniform(0.3, 1.1), 0.42, shot.chance.uniform(-0.3, 0.3)))
    for _ in range(5):
        place = canvas.at(
            shot.chance.uniform(0.15, 0.85), shot.chance.uniform(0.15, 0.8), shot.chance.uniform(0.1, 0.17)
        )
        for petal in range(5):
            leaf(place.at(0, 0, 1, petal / 5), ((250, 214, 70), (236, 180, 40)))
        place.disc(0, 0, 0.2, (214, 140, 36))


def bouquet(canvas: Canvas, shot: Shot) -> None:
    """Camomile in brown paper."""
    room(canvas, shot, 0.8)
    shadow(canvas, 0.52, 0.86, 0.26, 0.2)
    heads = [(0.5 + shot.chance.gauss(0, 0.15), 0.3 + shot.chance.gauss(0, 0.085)) for _ in range(17)]
    for x, y in heads:
        canvas.line([(x, y), (0.5 + (x - 0.5) * 0.2, 0.7)], (104, 138, 78), 0.008)
    canvas.shape([(0.28, 0.46), (0.72, 0.44), (0.6, 0.88), (0.42, 0.88)], ((206, 166, 118), (168, 124, 80)))
    canvas.shape([(0.28, 0.46), (0.47, 0.53), (0.56, 0.88), (0.42, 0.88)], (190, 148, 100), strength=0.8)
    canvas.line([(0.4, 0.7), (0.63, 0.7)], (242, 106, 27), 0.018)
    for x, y in heads:
        camomile(canvas.at(x, y, shot.chance.uniform(0.045, 0.065), shot.chance.random()))


def camomile(place: Canvas) -> None:
    for petal in range(11):
        place.at(0, 0, 1, petal / 11).disc(0, -0.68, 0.22, (WHITE, (232, 230, 220)), tall=1.7)
    place.ball(0, 0, 0.38, ((206, 142, 30), (246, 194, 54), (255, 240, 170)))


def bowl(canvas: Canvas, x: float, y: float, size: float, inside: Fill, rim: Colour = (244, 238, 226)) -> Canvas:
    """A bowl from above; returns the place of what is in it."""
    shadow(canvas, x + 0.03, y + 0.05, size * 1.03, 1.0)
    canvas.disc(x, y, size, (WHITE, rim))
    canvas.ring(x, y, size * 0.93, size * 0.03, (178, 84, 54))
    canvas.disc(x, y, size * 0.86, inside)
    return canvas.at(x, y, size * 0.86)


def noodles(canvas: Canvas, shot: Shot) -> None:
    """Noodles with oil and spring onions, from above, chopsticks beside."""
    cover(canvas, shot)
    for shift in (0, 0.05):
        canvas.line([(0.86 + shift, 0.02), (0.8 + shift, 0.98)], (110, 64, 40), 0.018)
    place = bowl(canvas, 0.45, 0.5, 0.37, ((150, 88, 40), (116, 62, 28)))
    place.disc(0, 0, 0.72, (226, 180, 108), soft=0.06, strength=0.8)
    for _ in range(80):
        turn, away = shot.chance.random(), shot.chance.uniform(0, 0.52)
        strand = place.at(
            away * math.cos(turn * 6.3), away * math.sin(turn * 6.3), shot.chance.uniform(0.22, 0.42), turn
        )
        colour = mixed((248, 222, 164), (214, 164, 92), shot.chance.random())
        strand.line([(math.cos(a / 3), 0.7 * math.sin(a / 3)) for a in range(9)], colour, 0.11)
    for _ in range(26):
        x, y = _within(0.6, shot.chance)
        place.ring(x, y, 0.045, 0.026, mixed((92, 140, 62), (180, 206, 120), shot.chance.random()))
    place.disc(0.34, 0.3, 0.24, WHITE)
    place.ball(0.34, 0.3, 0.13, ((224, 130, 30), (246, 172, 48), (255, 226, 150)))
    steam(canvas.at(0.45, 0.46, 0.32), shot.chance)


def tomatoes(canvas: Canvas, shot: Shot) -> None:
    """Three tomatoes and a half one on a board."""
    cover(canvas, shot)
    board(canvas, shot)
    for x, y, size in ((0.34, 0.4, 0.15), (0.64, 0.36, 0.17), (0.4, 0.7, 0.14)):
        shadow(canvas, x + 0.03, y + 0.04, size, 0.95)
        tomato(canvas.at(x, y, size, shot.chance.uniform(-0.1, 0.1)))
    half = canvas.at(0.7, 0.7, 0.14)
    half.disc(0, 0, 1, (206, 56, 38))
    half.disc(0, 0, 0.88, (236, 112, 84))
    for step in range(5):
        half.at(0, 0, 1, step / 5).disc(0, -0.5, 0.26, (214, 66, 44), tall=0.9)


def board(canvas: Canvas, shot: Shot) -> None:
    shadow(canvas, 0.52, 0.54, 0.5, 0.9, 0.35)
    canvas.blob([(0.08, 0.1), (0.92, 0.08), (0.95, 0.9), (0.06, 0.92)], ((222, 180, 128), (190, 142, 92)))
    for _ in range(14):
        y = shot.chance.uniform(0.12, 0.9)
        canvas.line([(0.08, y), (0.92, y + shot.chance.uniform(-0.01, 0.01))], (168, 118, 72), 0.003, strength=0.4)


def eggs(canvas: Canvas, shot: Shot) -> None:
    """Three broken eggs in a bowl, a whisk of chopsticks."""
    cover(canvas, shot)
    place = bowl(canvas, 0.5, 0.5, 0.38, ((252, 238, 196), (244, 220, 160)))
    for x, y in ((-0.3, -0.2), (0.34, -0.08), (-0.02, 0.38)):
        place.disc(x, y, 0.34, (255, 246, 214), soft=0.04, strength=0.7)
        place.ball(x, y, 0.23, ((230, 140, 24), (250, 184, 44), (255, 238, 170)))
    for shift in (0, 0.06):
        canvas.line([(0.98, 0.1 + shift), (0.42 + shift, 0.66)], (132, 78, 48), 0.016)


def pan(canvas: Canvas, shot: Shot) -> None:
    """Tomatoes on their skins in a pan, the edge a little burnt."""
    cover(canvas, shot)
    canvas.line([(0.7, 0.7), (1.05, 1.05)], (44, 38, 38), 0.075)
    shadow(canvas, 0.5, 0.52, 0.4, 1.0)
    canvas.disc(0.46, 0.46, 0.4, ((78, 72, 72), (40, 36, 38)))
    canvas.disc(0.46, 0.46, 0.36, ((58, 52, 52), (34, 30, 32)))
    for _ in range(22):
        x, y = _within(0.27, shot.chance)
        wedge(canvas.at(0.46, 0.46, 1).at(x, y, 0.085, shot.chance.random()))
    steam(canvas.at(0.46, 0.42, 0.4), shot.chance)


def wedge(place: Canvas) -> None:
    place.blob(
        [(-1, 0), (-0.5, 0.55), (0.5, 0.55), (1, 0), (0.4, -0.18), (-0.4, -0.18)], ((236, 104, 70), (190, 48, 30))
    )
    place.line([(-0.8, 0.25), (-0.3, 0.52), (0.4, 0.52), (0.85, 0.2)], (104, 30, 18), 0.1, soft=0.04, strength=0.7)


def tomato_egg(canvas: Canvas, shot: Shot) -> None:
    """The finished dish."""
    cover(canvas, shot)
    place = bowl(canvas, 0.5, 0.5, 0.4, ((226, 120, 56), (200, 84, 36)))
    for _ in range(34):
        x, y = _within(0.66, shot.chance)
        piece = place.at(x, y, shot.chance.uniform(0.14, 0.26), shot.chance.random())
        if shot.chance.random() < 0.6:
            piece.blob(
                [(-1, 0.1), (-0.4, -0.6), (0.5, -0.5), (1, 0.2), (0.3, 0.7), (-0.5, 0.6)],
                ((255, 226, 120), (240, 186, 62)),
            )
        else:
            wedge(piece)
    for _ in range(16):
        place.ring(*_within(0.6, shot.chance), 0.04, 0.024, (104, 150, 70))
    steam(canvas.at(0.5, 0.45, 0.34), shot.chance)


def figs(canvas: Canvas, shot: Shot) -> None:
    cover(canvas, shot)
    place = bowl(canvas, 0.5, 0.5, 0.41, ((236, 226, 206), (220, 206, 182)), (206, 196, 178))
    for x, y, turn in ((-0.4, -0.3, 0.1), (0.1, -0.5, 0.4), (0.5, -0.1, 0.7), (-0.5, 0.25, 0.2), (0.35, 0.45, 0.9)):
        fig = place.at(x, y, 0.3, turn)
        shadow(fig, 0.15, 0.15, 1, 0.95)
        fig.blob(
            [(0, -1.25), (0.25, -0.85), (0.95, 0.1), (0.5, 0.85), (-0.5, 0.85), (-0.95, 0.1), (-0.25, -0.85)],
            ((120, 92, 110), (66, 40, 72)),
        )
        fig.glow(-0.3, -0.2, 0.6, (226, 190, 210), 0.5)
    cut = place.at(-0.08, 0.12, 0.33)
    cut.disc(0, 0, 1, (226, 214, 170))
    cut.disc(0, 0, 0.82, ((206, 84, 88), (170, 50, 66)))
    for _ in range(60):
        turn, away = shot.chance.random() * math.tau, 0.72 * shot.chance.random() ** 0.6
        cut.disc(away * math.cos(turn), away * math.sin(turn), 0.035, (246, 210, 150))


SCENES = (
    tomato_plant, tomato_flowers, bouquet, noodles, tomatoes, eggs, pan, tomato_egg, figs,
)  # fmt: skip
