"""Photographs of the world outside: hills, water, skies."""

import math
from random import Random

from operations.demo.photographs.canvas import Canvas, Colour, Fill, Point, mixed
from operations.demo.photographs.lights import Light, Shot

WHITE: Colour = (255, 255, 255)


def outline(chance: Random, level: float, tall: float, often: float = 2.0) -> list[Point]:
    """The upper edge of a range, from left to right: waves on waves, the short ones low."""
    waves = [(often * 1.9**n, chance.uniform(0, math.tau), tall * 0.5**n) for n in range(5)]
    return [
        (x / 90, level + sum(high * math.sin(many * 2 * x / 90 + start) for many, start, high in waves))
        for x in range(91)
    ]


def land(canvas: Canvas, edge: list[Point], fill: Fill) -> None:
    """All that is below an edge."""
    canvas.shape([*edge, (1, 1.01), (0, 1.01)], fill)


def sky(canvas: Canvas, shot: Shot, *, sun: Point | None = None, size: float = 0.05) -> None:
    """The sky of the hour with a little cloud, and the sun or moon where it stands."""
    light = shot.light
    canvas.wash(light.sky)
    canvas.mottle(shot.chance, (7, 14), mixed(light.sky[-1], WHITE, 0.4), strength=0.45, bare=0.45, within=(-0.2, 0.7))
    if sun:
        canvas.glow(*sun, 0.75, light.sun, 0.75)
        canvas.glow(*sun, size * 3.2, light.sun)
        canvas.disc(*sun, size, light.sun)


def stars(canvas: Canvas, chance: Random, number: int, *, below: float = 1.0) -> None:
    for _ in range(number):
        x, y, size = chance.random(), below * chance.random() ** 1.2, chance.choice((0.0009, 0.0012, 0.0018, 0.003))
        canvas.disc(x, y, size, mixed((190, 205, 255), (255, 238, 210), chance.random()), strength=0.5 + 150 * size)


def ranges(canvas: Canvas, shot: Shot, first: float, last: float, number: int = 5, tall: float = 0.05) -> None:
    """Range before range, each nearer, darker, and with mist at its foot."""
    for place in range(number):
        part = place / max(1, number - 1)
        level, colour = first + (last - first) * part, shot.light.depth(part)
        land(canvas, outline(shot.chance, level, tall, 1.6 + part), (mixed(colour, shot.light.sky[-1], 0.25), colour))
        if place < number - 1:
            canvas.mist(level, level + 0.26, shot.light.sky[-1], 0.4)


def hills(canvas: Canvas, shot: Shot) -> None:
    sky(canvas, shot, sun=(shot.chance.uniform(0.25, 0.75), shot.chance.uniform(0.2, 0.36)))
    ranges(canvas, shot, 0.48, 0.86)


def peaks(canvas: Canvas, shot: Shot) -> None:
    """A pass between two mountains, the same in each picture of a post."""
    same = shot.same()
    sky(canvas, shot, sun=(0.52, 0.42), size=0.045)
    far, middle, near = shot.light.land
    _mountain(canvas, same, 0.2, 0.24, mixed(far, middle, 0.5), shot.light)
    _mountain(canvas, same, 0.86, 0.18, mixed(far, middle, 0.7), shot.light)
    canvas.mist(0.5, 0.9, shot.light.sky[-1], 0.75)
    land(canvas, outline(same, 0.78, 0.035), (middle, near))
    land(canvas, outline(same, 0.9, 0.03), near)


def _mountain(canvas: Canvas, chance: Random, x: float, top: float, colour: Colour, light: Light) -> None:
    """Rock with a lit and a shaded face, and snow on its head."""
    right = [(x + part * 0.5, top + part * 0.75 + chance.uniform(-0.025, 0.025)) for part in (0.2, 0.4, 0.6, 0.8, 1)]
    left = [(x - part * 0.5, top + part * 0.7 + chance.uniform(-0.025, 0.025)) for part in (1, 0.8, 0.6, 0.4, 0.2)]
    fold = [(x + chance.uniform(-0.05, 0.05), top + part) for part in (0.75, 0.5, 0.3, 0.15)]
    canvas.shape([*left, (x, top), *right], colour)
    canvas.shape([(x, top), *right, *fold], mixed(colour, light.land[2], 0.35))
    snow = [(x - 0.09, top + 0.13), (x, top), (x + 0.1, top + 0.15), (x + 0.05, top + 0.11), (x + 0.02, top + 0.17)]
    canvas.shape([*snow, (x - 0.03, top + 0.1), (x - 0.05, top + 0.15)], mixed(light.sun, WHITE, 0.4), strength=0.9)


def cloud_sea(canvas: Canvas, shot: Shot) -> None:
    """Mountains that stand out of a sea of clouds, while the sun comes up from picture to picture."""
    up, chance = shot.step, shot.chance
    sky(canvas, shot, sun=(chance.uniform(0.3, 0.7), 0.48 - 0.28 * up), size=0.035 + 0.012 * up)
    bright = mixed(shot.light.sky[-1], WHITE, 0.2 + 0.4 * up)
    for level, part in ((0.5, 0.1), (0.58, 0.35), (0.68, 0.6)):
        land(canvas, outline(chance, level, chance.uniform(0.05, 0.1), 2.4), shot.light.depth(part))
        canvas.mist(level - 0.02, level + 0.22, bright, 0.9)
        canvas.mottle(chance, (9, 5), bright, strength=1.0, bare=0.3, within=(level + 0.02, level + 0.34))
    land(canvas, outline(chance, 0.93, 0.03, 3), shot.light.land[2])


def clouds(canvas: Canvas, shot: Shot) -> None:
    """Heaped clouds as they are painted for a film: small ones far away, and a large one overhead."""
    canvas.wash(shot.light.sky)
    for y, size in ((0.9, 0.09), (0.8, 0.13), (0.62, 0.24), (0.36, 0.4)):
        for _ in range(2 if size < 0.2 else 1):
            cloud(canvas.at(shot.chance.uniform(0.1, 0.9), y, size), shot)


def cloud(place: Canvas, shot: Shot) -> None:
    """Rounds on rounds above a flat base, lit from above."""
    shade, chance = mixed(shot.light.sky[1], mixed(shot.light.sky[0], WHITE, 0.3), 0.4), shot.chance
    puffs = []
    for _ in range(34):
        x = chance.uniform(-1, 1)
        high = (1 - x * x) * chance.random() * 0.75
        puffs.append((x, -high, chance.uniform(0.12, 0.3) * (1.1 - abs(x) * 0.6)))
    for x, y, size in puffs:
        place.disc(x, y + 0.06, size, shade, soft=0.03)
    for x, y, size in puffs:
        place.disc(x - 0.03, y - 0.05, size * 0.86, mixed(shade, WHITE, 0.55 - 0.4 * y), soft=0.05, strength=0.8)
    place.blob(
        [(-1, 0.1), (-0.5, 0.06), (0.5, 0.06), (1, 0.1), (0.5, 0.26), (-0.5, 0.26)], shade, soft=0.07, strength=0.7
    )


def sea(canvas: Canvas, shot: Shot) -> None:
    """A horizon, the way of the sun on the water, and gulls."""
    sun = shot.chance.uniform(0.3, 0.7)
    sky(canvas, shot, sun=(sun, 0.36), size=0.05)
    water(canvas, shot, 0.48, sun)
    for _ in range(3):
        gull(canvas.at(shot.chance.uniform(0.15, 0.85), shot.chance.uniform(0.14, 0.34), 0.02), shot.light.land[2])


def water(canvas: Canvas, shot: Shot, level: float, sun: float, reach: float = 1.0) -> None:
    """Water below a level, which mirrors the sky and, where the sun stands, the sun."""
    light, depth = shot.light, reach - level
    deep = mixed(light.sky[0], light.land[2], 0.35)
    canvas.shape([(0, level), (1, level), (1, reach), (0, reach)], (mixed(light.sky[-1], light.land[0], 0.25), deep))
    for _ in range(90):
        part = shot.chance.random() ** 1.4
        wide = (0.01 + 0.06 * part) * shot.chance.uniform(0.4, 1.2)
        near_sun = shot.chance.random() < 0.6
        x = sun + shot.chance.gauss(0, 0.02 + 0.07 * part) if near_sun else shot.chance.random()
        y, colour = level + depth * (0.02 + 0.96 * part), light.sun if near_sun else light.sky[1]
        canvas.line([(x - wide, y), (x + wide, y)], colour, 0.002 + 0.005 * part, strength=0.7 if near_sun else 0.3)


def gull(place: Canvas, colour: Colour) -> None:
    for side in (-1, 1):
        place.line([(0, 0), (side * 0.45, -0.4), (side, -0.1)], colour, 0.13, strength=0.8)


def night_sky(canvas: Canvas, shot: Shot) -> None:
    """The Milky Way above a hill with a dome on it."""
    chance = shot.chance
    canvas.wash(shot.light.sky)
    for _ in range(46):
        part = chance.random()
        x, y = 0.1 + 0.8 * part, 0.72 - 0.66 * part + chance.gauss(0, 0.05)
        canvas.glow(x, y, chance.uniform(0.08, 0.24), (150, 150, 200), 0.13)
        canvas.glow(x + 0.01, y + 0.02, chance.uniform(0.03, 0.09), (255, 214, 180), 0.16)
    stars(canvas, chance, 420)
    canvas.mist(0.7, 1.05, (196, 140, 110), 0.35)
    land(canvas, outline(chance, 0.86, 0.03, 1.2), shot.light.land[2])
    dome(canvas.at(0.72, 0.87, 0.11), shot.light)


def dome(place: Canvas, light: Light) -> None:
    """An observatory whose slit is open, a red lamp at its door."""
    colour = mixed(light.land[2], light.land[0], 0.35)
    place.disc(0, -0.42, 0.62, (mixed(colour, WHITE, 0.18), colour))
    place.box(-0.62, -0.44, 0.62, 0.3, (colour, light.land[2]))
    place.shape([(0.05, -1.03), (0.26, -0.98), (0.3, -0.46), (0.12, -0.46)], (20, 20, 30))
    place.glow(-0.3, 0.1, 0.4, (240, 90, 60), 0.7)


def moonrise(canvas: Canvas, shot: Shot) -> None:
    """A large moon with its seas, over a roof and a tree's twigs."""
    canvas.wash(shot.light.sky)
    stars(canvas, shot.chance, 90)
    canvas.glow(0.5, 0.44, 0.8, shot.light.sun, 0.35)
    moon(canvas.at(0.5, 0.44, 0.24), shot.chance)
    land(canvas, outline(shot.chance, 0.9, 0.02), shot.light.land[2])
    for x in (0.14, 0.2, 0.84):
        twig(canvas, (x, 0.95), -0.25 + shot.chance.uniform(-0.03, 0.03), 0.12, shot.light.land[2], shot.chance)


def moon(place: Canvas, chance: Random) -> None:
    place.disc(0, 0, 1, ((252, 244, 222), (232, 218, 190)))
    for x, y, size in (
        (-0.35, -0.3, 0.3),
        (0.1, -0.42, 0.24),
        (0.35, -0.1, 0.26),
        (-0.2, 0.15, 0.34),
        (0.2, 0.4, 0.16),
    ):
        place.disc(x, y, size, (206, 192, 168), tall=chance.uniform(0.7, 1), soft=0.06, strength=0.7)
    for _ in range(14):
        x, y = (chance.uniform(-0.6, 0.6) for _ in range(2))
        place.ring(x, y, chance.uniform(0.03, 0.08), 0.014, (218, 204, 178))


def twig(canvas: Canvas, start: Point, turn: float, length: float, colour: Colour, chance: Random) -> None:
    """A branch that divides, until it is too short to."""
    shape = canvas.height / canvas.width
    end = (start[0] + length * shape * math.cos(turn * math.tau), start[1] + length * math.sin(turn * math.tau))
    canvas.line([start, end], colour, 0.09 * length)
    if length > 0.022:
        for side in (-1, 1):
            twig(
                canvas,
                end,
                turn + side * chance.uniform(0.03, 0.09),
                length * chance.uniform(0.62, 0.82),
                colour,
                chance,
            )


SCENES = (hills, peaks, cloud_sea, clouds, sea, night_sky, moonrise)
