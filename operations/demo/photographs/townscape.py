"""Photographs of what people built: streets, bridges, trains, lights at night."""

import math
from collections.abc import Iterator
from random import Random

from operations.demo.photographs.canvas import Canvas, Colour, mixed, smooth
from operations.demo.photographs.lights import Light, Shot
from operations.demo.photographs.outdoors import WHITE, cloud, land, outline, sky, stars, twig, water

LIT: Colour = (255, 206, 128)


def houses(
    chance: Random, left: float, right: float, tall: tuple[float, float]
) -> Iterator[tuple[float, float, float]]:
    """Left and right edge and height of houses side by side."""
    while left < right:
        wide = chance.uniform(0.04, 0.1)
        yield left, left + wide, chance.uniform(*tall)
        left += wide


def skyline(canvas: Canvas, shot: Shot, ground: float, *, tall: tuple[float, float] = (0.1, 0.34)) -> None:
    """Two rows of houses; at night most of their windows are dark, and some are not."""
    for depth, scale in ((0.3, 1.0), (0.8, 0.7)):
        colour = shot.light.depth(depth)
        for left, right, high in houses(shot.chance, -0.02, 1.0, tall):
            top = ground - high * scale
            canvas.box(left, top, right + 0.001, ground, (mixed(colour, shot.light.sky[-1], 0.12), colour))
            if shot.chance.random() < 0.25:
                canvas.line([((left + right) / 2, top), ((left + right) / 2, top - 0.03)], colour, 0.003)
            if depth > 0.5:
                windows(canvas, shot, (left, top, right, ground))


def windows(canvas: Canvas, shot: Shot, house: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = house
    dim = mixed(shot.light.depth(0.8), shot.light.sky[-1], 0.18)
    for row in range(int((bottom - top - 0.02) / 0.024)):
        for column in range(int((right - left - 0.01) / 0.014)):
            x, y = left + 0.009 + column * 0.014, top + 0.014 + row * 0.024
            lit = shot.light.dark and shot.chance.random() < 0.3
            colour = mixed(LIT, (255, 170, 90), shot.chance.random()) if lit else dim
            canvas.box(x, y, x + 0.007, y + 0.013, colour, strength=0.95 if lit else 0.5)


def city(canvas: Canvas, shot: Shot) -> None:
    """Roofs at night, and something bright that crosses the sky in silence."""
    canvas.wash(shot.light.sky)
    stars(canvas, shot.chance, 160, below=0.6)
    canvas.glow(0.5, 1.0, 1.1, (214, 140, 90), 0.35)
    way = smooth([(0.02, 0.5), (0.3, 0.27), (0.62, 0.17), (0.98, 0.2)], closed=False)
    canvas.line(way, shot.light.sun, 0.004, soft=0.002, strength=0.75)
    canvas.glow(*way[-1], 0.05, WHITE)
    skyline(canvas, shot, 1.0, tall=(0.12, 0.4))


def riverside(canvas: Canvas, shot: Shot) -> None:
    """A path along a river in the evening: lamps, the other bank, and both again in the water."""
    sky(canvas, shot, sun=(0.3, 0.34), size=0.035)
    skyline(canvas, shot, 0.52, tall=(0.05, 0.22))
    water(canvas, shot, 0.52, 0.3, 0.78)
    if shot.light.dark:
        for _ in range(14):
            x = shot.chance.random()
            canvas.line([(x, 0.53), (x, 0.53 + shot.chance.uniform(0.05, 0.16))], LIT, 0.006, soft=0.003, strength=0.4)
    path = shot.light.depth(0.85)
    canvas.shape([(0, 0.76), (1, 0.69), (1, 1), (0, 1)], (mixed(path, shot.light.sky[-1], 0.25), path))
    canvas.shape([(0.1, 1), (0.98, 0.715), (1, 0.72), (1, 0.76), (0.42, 1)], (196, 104, 78), strength=0.75)
    canvas.line([(0.25, 1), (0.99, 0.735)], WHITE, 0.004, strength=0.5)
    for x, size in ((0.16, 0.36), (0.5, 0.24), (0.72, 0.16), (0.87, 0.11)):
        street_lamp(canvas.at(x, 0.79 - 0.07 * x, size), shot.light)


def street_lamp(place: Canvas, light: Light) -> None:
    place.line([(0, 0.2), (0, -1), (0.16, -1.1), (0.3, -1.08)], mixed(light.land[2], (0, 0, 0), 0.3), 0.035)
    if light.dark:
        place.glow(0.3, -1.03, 0.9, LIT, 0.6)
    place.disc(0.3, -1.03, 0.08, LIT if light.dark else (240, 234, 220), tall=0.6)


def bridge(canvas: Canvas, shot: Shot) -> None:
    """An arch of steel over a river, with its hangers and its mirror image."""
    sky(canvas, shot, sun=(shot.chance.uniform(0.2, 0.8), 0.3))
    land(canvas, outline(shot.chance, 0.55, 0.03), shot.light.depth(0.15))
    water(canvas, shot, 0.62, 0.5)
    steel = mixed(shot.light.land[2], (140, 52, 40), 0.45)
    arch = [(0.08 + 0.84 * n / 40, 0.6 - 0.36 * (1 - (n / 20 - 1) ** 2)) for n in range(41)]
    canvas.shape([(x, 1.23 - y * 0.98 + 0.02) for x, y in arch], steel, soft=0.01, strength=0.16)
    for x, y in arch[3:-3:2]:
        canvas.line([(x, y), (x, 0.585)], steel, 0.004)
    canvas.line(arch, steel, 0.02)
    canvas.line([(x, y + 0.035) for x, y in arch[2:-2]], steel, 0.007)
    canvas.box(0, 0.575, 1, 0.6, (mixed(steel, WHITE, 0.15), steel))
    for x in (0.07, 0.93):
        canvas.box(x - 0.03, 0.6, x + 0.03, 0.72, (mixed(shot.light.land[1], WHITE, 0.2), shot.light.land[1]))


def train_window(canvas: Canvas, shot: Shot) -> None:
    """What goes by, seen from a seat: fields, a village, a cup on the little table."""
    sky(canvas, shot, sun=(0.7 - 0.4 * shot.step, 0.3))
    for level, part, tall in ((0.46, 0.1, 0.05), (0.58, 0.4, 0.03), (0.7, 0.7, 0.02)):
        land(canvas, outline(shot.chance, level, tall), shot.light.depth(part))
    for _ in range(4):
        village_house(canvas.at(shot.chance.uniform(0.15, 0.85), shot.chance.uniform(0.56, 0.62), 0.05), shot)
    canvas.shape(outline(shot.chance, 0.84, 0.01) + [(1, 0.9), (0, 0.9)], shot.light.land[2], soft=0.02)
    frame(canvas)
    canvas.line([(0.3, 0.05), (0.12, 0.5)], WHITE, 0.03, soft=0.02, strength=0.16)
    canvas.box(0.1, 0.92, 0.9, 0.96, ((214, 202, 182), (176, 162, 142)))
    place = canvas.at(0.74, 0.86, 0.07)
    place.shape([(-0.5, -0.7), (0.5, -0.7), (0.4, 0.85), (-0.4, 0.85)], ((242, 106, 27), (200, 80, 20)))


def frame(canvas: Canvas) -> None:
    """The wall around a window, its corners rounded."""
    wall, seal = (88, 92, 88), (44, 46, 46)
    for left, top, right, bottom in ((0, 0, 1, 0.07), (0, 0.9, 1, 1), (0, 0, 0.06, 1), (0.94, 0, 1, 1)):
        canvas.box(left, top, right, bottom, wall)
    edge = [(0.06, 0.1), (0.07, 0.07), (0.93, 0.07), (0.94, 0.1), (0.94, 0.88), (0.93, 0.9), (0.07, 0.9), (0.06, 0.88)]
    canvas.line([*edge, edge[0]], seal, 0.02)


def village_house(place: Canvas, shot: Shot) -> None:
    wall = mixed((240, 228, 208), shot.light.land[0], 0.3)
    place.box(-0.7, -0.5, 0.7, 0.5, wall)
    place.shape([(-0.9, -0.45), (0, -1.1), (0.9, -0.45)], mixed((186, 84, 58), shot.light.land[1], 0.3))
    place.box(-0.2, -0.1, 0.15, 0.3, LIT if shot.light.dark else shot.light.land[2])


def lighthouse(canvas: Canvas, shot: Shot, glow: float = 1.0) -> None:
    """A lighthouse on its rock; `glow` is how bright its lamp is just now."""
    canvas.wash(shot.light.sky)
    stars(canvas, shot.same(), 80, below=0.5)
    water(canvas, Shot(shot.light, shot.same(), shot.series), 0.68, 0.66)
    if glow:
        for turn in (-0.03, 0.47):
            beam = canvas.at(0.66, 0.3, 1.2, turn)
            beam.shape([(0, -0.01), (1, -0.12), (1, 0.12), (0, 0.01)], LIT, soft=0.02, strength=0.28 * glow)
        canvas.glow(0.66, 0.3, 0.5, LIT, 0.8 * glow)
    rock = shot.light.land[2]
    canvas.blob([(0.4, 0.72), (0.5, 0.64), (0.66, 0.61), (0.84, 0.65), (0.96, 0.73), (0.7, 0.78)], rock)
    tower(canvas.at(0.66, 0.62, 0.34), mixed(LIT, (120, 100, 90), 1 - glow))


def tower(place: Canvas, lamp: Colour) -> None:
    white, red = (224, 214, 202), (168, 66, 52)
    place.shape([(-0.1, -0.84), (0.1, -0.84), (0.17, 0.05), (-0.17, 0.05)], white)
    for top in (-0.7, -0.4, -0.1):
        wide = 0.1 + 0.08 * (top + 0.84)
        place.shape([(-wide, top), (wide, top), (wide + 0.012, top + 0.14), (-wide - 0.012, top + 0.14)], red)
    place.box(-0.14, -0.88, 0.14, -0.83, (60, 54, 60))
    place.box(-0.08, -1.02, 0.08, -0.88, lamp)
    place.shape([(-0.12, -1.02), (0, -1.14), (0.12, -1.02)], red)


def tree(canvas: Canvas, shot: Shot) -> None:
    """One tree on one hill, in the season of its place in the post."""
    season = ("spring", "summer", "autumn", "winter")[round(shot.step * 3)]
    ground, leaves = SEASONS[season]
    sky(canvas, shot)
    cloud(canvas.at(0.24, 0.26, 0.14), shot)
    same = shot.same()
    land(canvas, outline(same, 0.74, 0.02, 1.2), (mixed(ground, WHITE, 0.2), ground))
    trunk = (84, 62, 52)
    canvas.shape([(0.52, 0.76), (0.545, 0.5), (0.57, 0.5), (0.6, 0.76)], trunk)
    for turn in (-0.33, -0.25, -0.18):
        twig(canvas, (0.557, 0.54), turn, 0.13, trunk, same)
    for _ in range(330 if leaves else 0):
        away, turn = 0.23 * same.random() ** 0.6, same.uniform(0, math.tau)
        x, y, size = 0.557 + away * math.cos(turn), 0.31 + 0.85 * away * math.sin(turn), same.uniform(0.01, 0.03)
        canvas.disc(x, y, size, mixed(leaves[0], leaves[-1], same.random()), strength=0.85)


# The ground, and the leaves.
SEASONS: dict[str, tuple[Colour, tuple[Colour, ...]]] = {
    "spring": ((150, 178, 112), ((246, 206, 214), (230, 160, 178))),
    "summer": ((104, 150, 84), ((120, 164, 88), (58, 104, 66))),
    "autumn": ((190, 154, 92), ((236, 160, 60), (192, 86, 44))),
    "winter": ((238, 240, 242), ()),
}


def slope(canvas: Canvas, shot: Shot) -> None:
    """A hillside full of sheep, and the road that led there."""
    sky(canvas, shot)
    cloud(canvas.at(0.72, 0.2, 0.18), shot)
    land(canvas, outline(shot.chance, 0.36, 0.05), shot.light.depth(0.2))
    land(canvas, outline(shot.chance, 0.44, 0.03, 1.0), (shot.light.land[1], mixed(shot.light.land[1], WHITE, 0.25)))
    road = smooth([(0.62, 0.47), (0.5, 0.55), (0.62, 0.66), (0.3, 0.82), (0.26, 1.02)], closed=False)
    for place, (start, end) in enumerate(zip(road, road[1:], strict=False)):
        canvas.line([start, end], (206, 190, 164), 0.008 + 0.0035 * place)
    spots = sorted((shot.chance.uniform(0.5, 0.98), shot.chance.uniform(0.03, 0.97)) for _ in range(46))
    for y, x in spots:
        sheep(canvas.at(x, y, 0.008 + 0.05 * (y - 0.42) ** 1.3), shot.chance)


def sheep(place: Canvas, chance: Random) -> None:
    ahead = chance.choice((-1, 1))
    place.disc(0, 0.75, 1, (70, 80, 50), tall=0.2, strength=0.35)
    for x in (-0.5, -0.3, 0.3, 0.5):
        place.line([(x, 0.2), (x, 0.8)], (70, 62, 56), 0.12)
    place.disc(0, 0, 0.8, ((252, 248, 238), (222, 212, 196)), tall=0.72)
    place.disc(ahead * 0.8, -0.16, 0.27, (70, 62, 56), tall=1.2)


SCENES = (city, riverside, bridge, train_window, lighthouse, tree, slope)
