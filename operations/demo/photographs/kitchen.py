"""Photographs of tea, bread and the harvest: what is made slowly."""

import math
from random import Random

from operations.demo.photographs.canvas import Canvas, Colour, Fill, mixed, smooth
from operations.demo.photographs.lights import Shot
from operations.demo.photographs.table import WHITE, board, bowl, cover, room, shadow, steam

TEA: tuple[Colour, Colour] = ((206, 112, 40), (150, 66, 22))
CRUST: tuple[Colour, Colour, Colour] = ((96, 50, 26), (182, 112, 58), (244, 206, 150))
DOUGH: tuple[Colour, Colour] = ((248, 238, 216), (222, 204, 172))


def tea(canvas: Canvas, shot: Shot) -> None:
    """A cup of tea and its lidded bowl beside a window."""
    room(canvas, shot)
    pane(canvas, shot)
    gaiwan(canvas.at(0.34, 0.62, 0.2))
    cup(canvas.at(0.68, 0.72, 0.14), TEA)
    steam(canvas.at(0.68, 0.62, 0.24), shot.chance)


def pane(canvas: Canvas, shot: Shot) -> None:
    """The light of a window on the wall, with the cross in its middle."""
    for left in (0.5, 0.68):
        for top in (0.08, 0.28):
            corners = [(left, top), (left + 0.15, top - 0.02), (left + 0.15, top + 0.15), (left, top + 0.17)]
            canvas.shape(corners, shot.light.sun, soft=0.012, strength=0.5)


def cup(place: Canvas, tea: Fill) -> None:
    """A small cup without a handle; 1 is half its width."""
    shadow(place, 0.25, 0.95, 1.2)
    place.blob(
        [(-1, -0.4), (-0.9, 0.35), (-0.5, 0.9), (0.5, 0.9), (0.9, 0.35), (1, -0.4), (0, -0.2)], (WHITE, (206, 196, 182))
    )
    place.disc(0, -0.4, 1, ((226, 218, 204), WHITE), tall=0.3)
    place.disc(0, -0.37, 0.86, tea, tall=0.26)
    place.disc(-0.3, -0.42, 0.3, WHITE, tall=0.14, soft=0.05, strength=0.5)


def gaiwan(place: Canvas) -> None:
    """The bowl with a saucer and a lid, a blue line around it."""
    shadow(place, 0.2, 0.98, 1.4)
    place.disc(0, 0.86, 1.05, (WHITE, (196, 188, 176)), tall=0.2)
    place.blob(
        [(-1, -0.5), (-0.8, 0.3), (-0.4, 0.82), (0.4, 0.82), (0.8, 0.3), (1, -0.5), (0, -0.3)], (WHITE, (204, 196, 184))
    )
    place.line([(-0.88, 0.02), (0, 0.14), (0.88, 0.02)], (86, 112, 148), 0.05, strength=0.8)
    place.disc(0, -0.5, 1, ((230, 222, 210), WHITE), tall=0.24)
    place.disc(0, -0.6, 0.84, (WHITE, (206, 198, 186)), tall=0.34)
    place.disc(0, -0.95, 0.2, (WHITE, (190, 182, 170)), tall=0.6)


def three_cups(canvas: Canvas, shot: Shot) -> None:
    """The first, the second and the third brew."""
    room(canvas, shot, 0.5)
    canvas.shape([(0.06, 0.62), (0.94, 0.62), (1.02, 0.92), (-0.02, 0.92)], ((104, 72, 50), (74, 50, 36)))
    for x, y, brew in ((0.24, 0.68, 0.1), (0.5, 0.72, 0.5), (0.77, 0.68, 1.0)):
        light, deep = (250, 210, 130), (176, 80, 30)
        cup(canvas.at(x, y, 0.12), mixed(light, deep, brew))
    steam(canvas.at(0.5, 0.64, 0.2), shot.chance)


def tea_leaves(canvas: Canvas, shot: Shot) -> None:
    """Leaves that wither on a bamboo tray, from above."""
    cover(canvas, shot)
    shadow(canvas, 0.52, 0.53, 0.46, 1.0)
    canvas.disc(0.5, 0.5, 0.46, ((214, 178, 118), (176, 134, 80)))
    for ring in range(7):
        canvas.ring(0.5, 0.5, 0.43 - 0.055 * ring, 0.006, (150, 112, 66))
    for _ in range(330):
        turn, away = shot.chance.random() * math.tau, 0.38 * shot.chance.random() ** 0.5
        place = canvas.at(0.5, 0.5, 1).at(away * math.cos(turn), away * math.sin(turn), 0.035, shot.chance.random())
        colour = mixed((124, 152, 72), (52, 74, 44), shot.chance.random())
        place.blob([(-1, 0), (0, -0.3), (1, 0.05), (0, 0.22)], colour)
        if shot.chance.random() < 0.3:
            place.line([(-0.9, 0), (0.9, 0.04)], (168, 84, 52), 0.1, strength=0.8)


def embers(canvas: Canvas, shot: Shot) -> None:
    """Charcoal under a roasting basket: the fire is to be felt, not seen."""
    canvas.wash(((44, 30, 26), (26, 18, 18)))
    for _ in range(190):
        x, y, size = shot.chance.random(), 0.26 + 0.78 * shot.chance.random(), shot.chance.uniform(0.05, 0.1)
        heat = max(0.0, 1.15 - math.dist((x, y), (0.5, 0.68)) * 2.4) * shot.chance.random()
        coal(canvas.at(x, y, size, shot.chance.random()), heat, shot.chance)
    canvas.glow(0.5, 0.68, 0.65, (255, 120, 40), 0.4)
    for _ in range(26):
        canvas.disc(shot.chance.gauss(0.5, 0.16), shot.chance.uniform(0.02, 0.6), 0.0026, (255, 176, 90), strength=0.8)


def coal(place: Canvas, heat: float, chance: Random) -> None:
    corners = [(math.cos(n) * chance.uniform(0.7, 1), math.sin(n) * chance.uniform(0.5, 0.8)) for n in range(6)]
    place.shape(corners, (mixed((74, 64, 62), (236, 96, 40), heat), mixed((34, 28, 28), (150, 34, 20), heat)))
    if heat > 0.2:
        place.glow(0, 0, 0.9, (255, 196, 110), 0.75 * heat)
    place.line(corners[:3], (150, 142, 138), 0.06, soft=0.05, strength=0.4)


def loaf(canvas: Canvas, shot: Shot) -> None:
    """A round loaf with its cuts, flour on it and around it."""
    room(canvas, shot, 0.46)
    canvas.blob([(0.06, 0.82), (0.5, 0.74), (0.94, 0.82), (0.5, 0.94)], ((196, 150, 98), (150, 104, 62)))
    place = canvas.at(0.5, 0.62, 0.34)
    shadow(place, 0.1, 0.58, 1.1, 0.2, 0.5)
    crust = [(-1, 0.25), (-0.8, -0.3), (-0.3, -0.62), (0.3, -0.62), (0.8, -0.3), (1, 0.25), (0.6, 0.52), (-0.6, 0.52)]
    place.blob(crust, (CRUST[1], CRUST[0]))
    place.glow(-0.3, -0.35, 0.8, CRUST[2], 0.75)
    for x in (-0.5, -0.12, 0.26, 0.6):
        cut = smooth([(x - 0.14, 0.26), (x, -0.12), (x + 0.08, -0.46)], closed=False)
        place.line(cut, CRUST[0], 0.13, soft=0.02)
        place.line(cut, (248, 224, 178), 0.075, soft=0.015)
    for _ in range(150):
        x = shot.chance.gauss(0, 0.4)
        y = 0.45 - shot.chance.uniform(0, 0.9) * math.sqrt(max(0.0, 1 - x * x))
        place.disc(x, y, shot.chance.uniform(0.006, 0.014), WHITE, strength=0.5)


def dough(canvas: Canvas, shot: Shot) -> None:
    """Dough that rose in its bowl before anybody else did."""
    cover(canvas, shot)
    place = bowl(canvas, 0.5, 0.52, 0.4, DOUGH, (188, 196, 196))
    place.ball(0, 0, 0.9, ((206, 184, 148), (240, 226, 198), (255, 252, 240)))
    for _ in range(9):
        x, y, size = shot.chance.gauss(0, 0.35), shot.chance.gauss(0, 0.35), shot.chance.uniform(0.03, 0.08)
        place.disc(x, y, size, (226, 208, 176), soft=0.01)
        place.disc(x - size * 0.25, y - size * 0.25, size * 0.5, WHITE, soft=0.01, strength=0.8)
    canvas.line([(0.86, 0.1), (0.98, 0.8)], (206, 160, 106), 0.06)
    for _ in range(160):
        canvas.disc(shot.chance.random(), shot.chance.random(), shot.chance.uniform(0.001, 0.004), WHITE, strength=0.5)


def starter(canvas: Canvas, shot: Shot) -> None:
    """A jar of sourdough that has climbed past its rubber band."""
    room(canvas, shot, 0.7)
    place = canvas.at(0.5, 0.56, 0.36)
    shadow(place, 0.15, 0.85, 0.9, 0.2)
    place.blob(
        [(-0.62, -0.7), (-0.62, 0.7), (0, 0.84), (0.62, 0.7), (0.62, -0.7), (0, -0.78)], (226, 232, 228), strength=0.5
    )
    place.blob(
        [(-0.57, -0.34), (-0.57, 0.68), (0, 0.78), (0.57, 0.68), (0.57, -0.34), (0.2, -0.5), (-0.2, -0.46)], DOUGH
    )
    for _ in range(54):
        x, y, size = shot.chance.uniform(-0.5, 0.5), shot.chance.uniform(-0.3, 0.66), shot.chance.uniform(0.015, 0.06)
        place.disc(x, y, size, (196, 172, 134), strength=0.7)
        place.disc(x, y + 0.3 * size, size * 0.6, (232, 214, 182), strength=0.8)
    place.line([(-0.6, 0.2), (0, 0.27), (0.6, 0.2)], (206, 74, 50), 0.045)
    place.line([(-0.5, -0.6), (-0.5, 0.55)], WHITE, 0.06, soft=0.02, strength=0.5)
    place.disc(0, -0.76, 0.66, ((206, 164, 112), (166, 120, 74)), tall=0.24)


def harvest(canvas: Canvas, shot: Shot) -> None:
    """Four cucumbers, a bunch of spring onions, and what the birds left of a fig."""
    cover(canvas, shot)
    board(canvas, shot)
    for place in range(4):
        cucumber(canvas.at(0.24 + 0.105 * place, 0.52, 0.3, 0.02 + shot.chance.uniform(-0.015, 0.015)), shot.chance)
    for place in range(9):
        x = 0.68 + 0.016 * place
        stalk = smooth([(x, 0.84), (x + 0.005, 0.6), (x + shot.chance.uniform(-0.04, 0.06), 0.16)], closed=False)
        canvas.line(stalk, (102, 150, 76), 0.016)
        canvas.line(stalk[:6], (244, 244, 226), 0.02)
    canvas.line([(0.66, 0.62), (0.84, 0.6)], (196, 150, 96), 0.018)
    half = canvas.at(0.86, 0.82, 0.07)
    half.disc(0, 0, 1, (94, 62, 92))
    half.disc(0.1, 0, 0.78, ((214, 96, 96), (172, 56, 72)))


def cucumber(place: Canvas, chance: Random) -> None:
    shadow(place, 0.1, 0.06, 0.2, 4.4)
    body = [
        (-0.05, -1),
        (0.09, -0.9),
        (0.16, -0.3),
        (0.17, 0.4),
        (0.08, 0.98),
        (-0.08, 0.98),
        (-0.15, 0.4),
        (-0.14, -0.4),
    ]
    place.blob(body, ((116, 156, 78), (62, 108, 58)))
    place.line([(-0.06, -0.8), (-0.06, 0.8)], (190, 210, 140), 0.04, soft=0.03, strength=0.6)
    for _ in range(22):
        place.disc(chance.uniform(-0.12, 0.13), chance.uniform(-0.85, 0.88), 0.012, (206, 222, 160), strength=0.8)
    place.disc(-0.01, -1, 0.07, (240, 206, 70))


def cake(canvas: Canvas, shot: Shot) -> None:
    """A small cake with its candles lit."""
    room(canvas, shot, 0.66)
    place = canvas.at(0.5, 0.66, 0.3)
    shadow(place, 0.05, 0.62, 1.2, 0.2)
    place.disc(0, 0.56, 1.2, (WHITE, (206, 196, 184)), tall=0.2)
    place.shape([(-0.95, -0.15), (0.95, -0.15), (0.95, 0.5), (-0.95, 0.5)], ((250, 238, 214), (226, 206, 176)))
    place.disc(0, 0.5, 0.95, (226, 206, 176), tall=0.16)
    place.disc(0, -0.15, 0.95, ((255, 250, 240), (246, 232, 212)), tall=0.2)
    for step in range(9):
        x = -0.85 + 0.2125 * step
        place.ball(
            x, -0.15 + 0.16 * math.sqrt(max(0.0, 1 - x * x)), 0.1, ((150, 34, 40), (216, 60, 62), (255, 214, 206))
        )
    for x in (-0.4, -0.14, 0.14, 0.4):
        place.line([(x, -0.2), (x, -0.62)], (242, 166, 106), 0.05)
        place.glow(x, -0.74, 0.5, (255, 206, 120), 0.7)
        place.disc(x, -0.74, 0.05, (255, 244, 200), tall=1.8, soft=0.01)


SCENES = (
    tea, three_cups, tea_leaves, embers, loaf, dough, starter, harvest, cake,
)  # fmt: skip
