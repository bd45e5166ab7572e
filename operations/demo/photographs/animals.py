"""Photographs of animals: cats above all."""

from operations.demo.photographs.canvas import Canvas, Colour, Fill, mixed, smooth
from operations.demo.photographs.lights import Shot
from operations.demo.photographs.outdoors import moon, stars
from operations.demo.photographs.table import DEEP, LEAF, WHITE, leaf, room, shadow

GINGER: Colour = (226, 146, 72)
# What a coat is made of: the ground, the patches or stripes, and whether it is striped.
Coat = tuple[Colour, tuple[Colour, ...], bool]
COATS: dict[str, Coat] = {
    "ginger": (GINGER, ((190, 104, 44),), True),
    "calico": ((250, 242, 228), ((220, 138, 66), (64, 54, 52)), False),
    "grey": ((150, 150, 156), ((104, 104, 112),), True),
    "black": ((62, 56, 60), ((62, 56, 60),), False),
    "white": ((248, 242, 232), ((248, 242, 232),), False),
}


def head(place: Canvas, coat: Coat, *, asleep: bool = False) -> None:
    """A cat's face; 1 is half its width."""
    ground, marks, striped = coat
    shade = mixed(ground, DEEP, 0.3)
    for side in (-1, 1):
        place.shape(
            [(side * 0.95, -1.05), (side * 0.98, -0.1), (side * 0.2, -0.62)],
            ground if striped else marks[side > 0 and len(marks) > 1],
        )
        place.shape([(side * 0.86, -0.82), (side * 0.86, -0.28), (side * 0.42, -0.6)], (236, 176, 160), strength=0.7)
    face = [
        (0, -0.78),
        (0.62, -0.62),
        (0.98, -0.05),
        (0.8, 0.5),
        (0.3, 0.78),
        (-0.3, 0.78),
        (-0.8, 0.5),
        (-0.98, -0.05),
        (-0.62, -0.62),
    ]
    place.blob(face, (ground, mixed(ground, shade, 0.5)))
    if striped:
        for x in (-0.24, 0, 0.24):
            place.line([(x, -0.72), (x * 0.7, -0.42)], marks[0], 0.09, soft=0.02)
        for side in (-1, 1):
            place.line([(side * 0.92, 0.12), (side * 0.62, 0.16)], marks[0], 0.07, soft=0.02)
    elif len(marks) > 1:
        place.blob([(-0.9, -0.3), (-0.5, -0.66), (-0.08, -0.6), (-0.2, -0.1), (-0.62, 0.1)], marks[0], soft=0.02)
        place.blob([(0.12, -0.66), (0.6, -0.6), (0.93, -0.1), (0.6, 0.05), (0.3, -0.2)], marks[1], soft=0.02)
    place.disc(0, 0.4, 0.4, mixed(ground, WHITE, 0.7), tall=0.66, soft=0.05, strength=0.9)
    for side in (-1, 1):
        eye(place.at(side * 0.42, -0.02, 0.19), asleep)
        for bend in (-0.1, 0.02, 0.14):
            place.line([(side * 0.3, 0.36 + bend / 2), (side * 1.25, 0.3 + bend)], WHITE, 0.014, strength=0.8)
        place.line(smooth([(0, 0.34), (0, 0.46), (side * 0.2, 0.52)], closed=False), shade, 0.03)
    place.shape([(-0.1, 0.24), (0.1, 0.24), (0, 0.36)], (214, 120, 110))


def eye(place: Canvas, asleep: bool) -> None:
    if asleep:
        place.line(smooth([(-0.9, 0), (0, 0.45), (0.9, 0)], closed=False), DEEP, 0.22)
        return
    place.disc(0, 0, 1, ((120, 150, 70), (206, 190, 90)), tall=0.95)
    place.disc(0, 0, 0.5, (24, 20, 20), tall=1.7)
    place.disc(-0.3, -0.35, 0.22, WHITE)


def ginger_in_box(canvas: Canvas, shot: Shot) -> None:
    """A ginger cat that has taken possession of a box."""
    room(canvas, shot, 0.66)
    shadow(canvas, 0.55, 0.88, 0.42, 0.18)
    canvas.shape([(0.2, 0.5), (0.8, 0.5), (0.76, 0.62), (0.24, 0.62)], (120, 82, 50))
    canvas.blob([(0.3, 0.62), (0.36, 0.42), (0.64, 0.42), (0.7, 0.62), (0.5, 0.7)], COATS["ginger"][0])
    head(canvas.at(0.5, 0.4, 0.2), COATS["ginger"])
    canvas.shape([(0.16, 0.56), (0.84, 0.56), (0.8, 0.9), (0.2, 0.9)], ((206, 158, 104), (176, 126, 78)))
    canvas.shape([(0.16, 0.56), (0.84, 0.56), (0.9, 0.64), (0.1, 0.64)], (220, 176, 122))
    for x in (0.42, 0.58):
        canvas.disc(x, 0.57, 0.045, (GINGER, mixed(GINGER, WHITE, 0.5)), tall=0.8)
    canvas.box(0.45, 0.64, 0.55, 0.9, (232, 206, 160), strength=0.55)


def calico(canvas: Canvas, shot: Shot) -> None:
    """A portrait of a cat of three colours, one ear with a notch."""
    canvas.wash(shot.light.wall)
    canvas.glow(0.2, 0.15, 1.0, shot.light.sun, 0.6)
    body = [(0.2, 1.1), (0.28, 0.78), (0.4, 0.64), (0.6, 0.64), (0.72, 0.78), (0.82, 1.1)]
    canvas.blob(body, COATS["calico"][0])
    canvas.blob([(0.62, 0.74), (0.74, 0.84), (0.8, 1.1), (0.66, 1.1), (0.6, 0.9)], COATS["calico"][1][0], soft=0.01)
    place = canvas.at(0.5, 0.47, 0.29)
    head(place, COATS["calico"])
    place.shape([(-1.02, -0.72), (-0.84, -0.64), (-1.0, -0.54)], mixed(*shot.light.wall, 0.4))


def calico_asleep(canvas: Canvas, shot: Shot) -> None:
    """The same one, curled up on a cushion."""
    room(canvas, shot, 0.5)
    canvas.blob(
        [(0.06, 0.74), (0.2, 0.6), (0.8, 0.6), (0.94, 0.74), (0.8, 0.9), (0.2, 0.9)], ((206, 112, 82), (160, 76, 60))
    )
    curled(canvas.at(0.52, 0.66, 0.34), COATS["calico"])


def curled(place: Canvas, coat: Coat) -> None:
    ground, marks, _ = coat
    shadow(place, 0.05, 0.4, 1.05, 0.25)
    place.blob(
        [(-0.95, 0.2), (-0.6, -0.4), (0.1, -0.6), (0.8, -0.3), (1, 0.2), (0.5, 0.48), (-0.5, 0.48)],
        (ground, mixed(ground, DEEP, 0.22)),
    )
    place.blob([(0.0, -0.58), (0.55, -0.48), (0.62, -0.12), (0.2, -0.1), (-0.1, -0.3)], marks[0], soft=0.02)
    place.blob([(0.6, -0.2), (0.92, 0.0), (0.9, 0.3), (0.62, 0.2)], marks[-1], soft=0.02)
    place.line(smooth([(0.9, 0.3), (0.4, 0.46), (-0.3, 0.44), (-0.7, 0.36)], closed=False), marks[-1], 0.15)
    head(place.at(-0.58, 0.06, 0.37, -0.03), coat, asleep=True)


def calico_at_window(canvas: Canvas, shot: Shot) -> None:
    """From behind, looking out of the window of its new home."""
    canvas.wash(mixed(shot.light.wall[0], DEEP, 0.2))
    canvas.box(0.14, 0.06, 0.86, 0.76, shot.light.sky)
    canvas.glow(0.6, 0.4, 0.6, shot.light.sun, 0.7)
    for left, right in ((0.12, 0.16), (0.48, 0.52), (0.84, 0.88)):
        canvas.box(left, 0.04, right, 0.78, WHITE)
    canvas.box(0.12, 0.04, 0.88, 0.08, WHITE)
    canvas.box(0.04, 0.76, 0.96, 0.84, (WHITE, (206, 196, 180)))
    for turn in (-0.1, -0.02, 0.06):
        leaf(canvas.at(0.84, 0.72, 0.22, turn), LEAF)
    canvas.shape([(0.79, 0.66), (0.91, 0.66), (0.89, 0.79), (0.81, 0.79)], ((206, 108, 74), (166, 78, 54)))
    sitting(canvas.at(0.4, 0.6, 0.2), COATS["calico"])


def sitting(place: Canvas, coat: Coat) -> None:
    """A cat from behind; 1 is a third of its height."""
    ground, marks, _ = coat
    place.line(smooth([(0.4, 0.85), (1, 0.95), (1.15, 0.55), (0.95, 0.35)], closed=False), marks[-1], 0.17)
    body = [(-0.42, -0.5), (0, -0.72), (0.42, -0.5), (0.72, 0.5), (0.5, 0.98), (-0.5, 0.98), (-0.72, 0.5)]
    place.blob(body, (ground, mixed(ground, DEEP, 0.18)))
    for x, colour in ((-0.34, ground), (0.34, marks[-1])):
        place.shape([(x - 0.2, -1.0), (x * 1.25, -1.52), (x + 0.2, -1.0)], colour)
    place.disc(0, -0.88, 0.5, ground, tall=0.86)
    if len(marks) > 1:
        place.blob([(-0.5, -0.1), (0, -0.3), (0.2, 0.3), (-0.3, 0.6), (-0.66, 0.4)], marks[0], soft=0.02)
        place.blob([(0.02, -1.25), (0.4, -1.15), (0.44, -0.8), (0.15, -0.75)], marks[1], soft=0.02)


def four_cats(canvas: Canvas, shot: Shot) -> None:
    """Four cats on a wall, under a moon: the fourth a little apart."""
    canvas.wash(shot.light.sky)
    stars(canvas, shot.chance, 60, below=0.6)
    canvas.glow(0.72, 0.24, 0.5, shot.light.sun, 0.5)
    moon(canvas.at(0.72, 0.24, 0.09), shot.chance)
    canvas.box(
        0, 0.72, 1, 1, (mixed((206, 150, 110), shot.light.land[1], 0.4), mixed((150, 100, 76), shot.light.land[2], 0.4))
    )
    for course in range(4):
        for brick in range(12):
            x = -0.04 + 0.09 * brick + (0.045 if course % 2 else 0)
            canvas.box(x, 0.74 + 0.07 * course, x + 0.083, 0.8 + 0.07 * course, (214, 160, 122), strength=0.16)
    for x, name in ((0.14, "ginger"), (0.3, "grey"), (0.46, "white"), (0.8, "black")):
        sitting(canvas.at(x, 0.6, 0.13), COATS[name])


def dog(canvas: Canvas, shot: Shot) -> None:
    """A brown dog that has been told something good."""
    canvas.wash(shot.light.sky)
    canvas.mottle(shot.chance, (6, 5), shot.light.sun, strength=0.4)
    canvas.shape([(0, 0.8), (1, 0.8), (1, 1), (0, 1)], shot.light.land[1:], soft=0.05)
    brown, dark, cream = (196, 138, 84), (130, 82, 50), (248, 232, 204)
    canvas.blob([(0.2, 1.1), (0.3, 0.76), (0.5, 0.68), (0.7, 0.76), (0.8, 1.1)], brown)
    canvas.blob([(0.4, 1.1), (0.42, 0.82), (0.5, 0.76), (0.58, 0.82), (0.6, 1.1)], cream)
    place = canvas.at(0.5, 0.46, 0.27)
    place.blob(
        [(0, -0.95), (0.7, -0.72), (0.85, 0), (0.55, 0.7), (0, 0.95), (-0.55, 0.7), (-0.85, 0), (-0.7, -0.72)], brown
    )
    for side in (-1, 1):
        place.blob(
            [(side * 0.55, -0.8), (side * 1.05, -0.6), (side * 1.2, 0.1), (side * 0.95, 0.3), (side * 0.72, -0.2)], dark
        )
        place.disc(side * 0.36, -0.14, 0.12, (30, 22, 20))
        place.disc(side * 0.36 - 0.04, -0.18, 0.04, WHITE)
        place.line(smooth([(0, 0.5), (side * 0.12, 0.6), (side * 0.34, 0.52)], closed=False), (30, 22, 20), 0.045)
    place.blob(
        [(0, 0.02), (0.36, 0.3), (0.28, 0.7), (0, 0.84), (-0.28, 0.7), (-0.36, 0.3)], cream, soft=0.01, strength=0.85
    )
    place.blob([(-0.13, 0.6), (0.13, 0.6), (0.15, 0.85), (0, 0.98), (-0.15, 0.85)], (232, 118, 112))
    place.disc(0, 0.3, 0.2, (40, 30, 28), tall=0.72)
    canvas.line([(0.33, 0.755), (0.5, 0.79), (0.67, 0.755)], (206, 62, 44), 0.03)


def penguin(canvas: Canvas, shot: Shot) -> None:
    """A penguin in a bad mood, in crayon on paper."""
    canvas.wash(((252, 248, 238), (242, 234, 216)))
    canvas.mottle(shot.chance, (160, 120), (214, 204, 184), strength=0.3)
    canvas.blob([(0.1, 0.86), (0.5, 0.8), (0.9, 0.86), (0.5, 0.94)], (176, 206, 220), soft=0.012, strength=0.8)
    place = canvas.at(0.5, 0.52, 0.34)
    place.blob(
        [(0, -1), (0.5, -0.72), (0.68, 0.1), (0.5, 0.9), (-0.5, 0.9), (-0.68, 0.1), (-0.5, -0.72)],
        (62, 72, 100),
        soft=0.008,
    )
    place.blob(
        [(0, -0.5), (0.4, -0.4), (0.44, 0.3), (0.3, 0.82), (-0.3, 0.82), (-0.44, 0.3), (-0.4, -0.4)], WHITE, soft=0.008
    )
    for side in (-1, 1):
        place.blob([(side * 0.58, -0.2), (side * 0.92, 0.4), (side * 0.8, 0.55), (side * 0.55, 0.2)], (62, 72, 100))
        place.disc(side * 0.2, -0.42, 0.07, (40, 40, 50))
        place.line([(side * 0.08, -0.5), (side * 0.32, -0.62)], (40, 40, 50), 0.05)
        place.disc(side * 0.24, 0.92, 0.2, (240, 150, 50), tall=0.4)
    place.shape([(-0.14, -0.3), (0.14, -0.3), (0, -0.12)], (240, 150, 50))
    for _ in range(120):
        x, y = shot.chance.uniform(-0.5, 0.5), shot.chance.uniform(-0.9, 0.9)
        place.line([(x, y), (x + 0.1, y - 0.14)], WHITE, 0.012, strength=0.14)


def spider(canvas: Canvas, shot: Shot) -> None:
    """A spider among moss, very near."""
    canvas.wash(((96, 124, 66), (40, 60, 36)))
    canvas.mottle(shot.chance, (8, 6), (190, 206, 120), strength=0.5)
    for _ in range(160):
        x, y = shot.chance.random(), shot.chance.uniform(0.55, 1.1)
        leaf(
            canvas.at(x, y, shot.chance.uniform(0.05, 0.12), shot.chance.uniform(-0.12, 0.12)),
            (mixed((150, 180, 84), (84, 120, 56), shot.chance.random()), (48, 76, 38)),
        )
    place = canvas.at(0.5, 0.5, 0.3)
    legs: tuple[Fill, Fill] = ((72, 52, 38), (118, 88, 60))
    for side in (-1, 1):
        for knee, foot in (
            ((0.62, -0.72), (1.1, -0.3)),
            ((0.85, -0.4), (1.35, 0.2)),
            ((0.82, -0.05), (1.25, 0.62)),
            ((0.6, 0.25), (0.95, 0.95)),
        ):
            way = smooth([(side * 0.2, 0), (side * knee[0], knee[1]), (side * foot[0], foot[1])], closed=False)
            place.line(way, legs[0], 0.085)
            place.line([(x, y - 0.02) for x, y in way], legs[1], 0.03, strength=0.7)
    place.ball(0, -0.42, 0.44, ((52, 36, 28), (126, 92, 60), (232, 206, 160)), tall=1.15)
    for row in range(4):
        place.line(
            [
                (-0.18 + 0.03 * row, -0.62 + 0.16 * row),
                (0, -0.56 + 0.16 * row),
                (0.18 - 0.03 * row, -0.62 + 0.16 * row),
            ],
            (232, 214, 176),
            0.035,
        )
    place.ball(0, 0.14, 0.3, ((48, 34, 26), (110, 80, 54), (220, 190, 150)))
    for x, y, size in ((-0.1, 0.3, 0.075), (0.1, 0.3, 0.075), (-0.2, 0.22, 0.045), (0.2, 0.22, 0.045)):
        place.ball(x, y, size, ((4, 4, 6), (22, 20, 22), WHITE))


def octopus(canvas: Canvas, shot: Shot, light: float = 1.0) -> None:
    """Tank four; `light` is how much of the lamp is left on."""
    on = 0.25 + 0.75 * light
    canvas.wash((mixed((10, 24, 40), (120, 196, 206), on), mixed((6, 14, 26), (34, 96, 124), on)))
    canvas.glow(0.5, -0.05, 0.9, mixed((20, 40, 60), (255, 244, 206), light), 0.8)
    same = shot.same()
    for _ in range(26):
        canvas.disc(same.random(), same.random(), same.uniform(0.003, 0.011), WHITE, strength=0.12 + 0.3 * light)
    canvas.shape(
        [(0, 0.88), (0.3, 0.85), (0.7, 0.9), (1, 0.86), (1, 1), (0, 1)], mixed((24, 26, 34), (206, 180, 134), on * 0.8)
    )
    skin = mixed((60, 30, 44), (224, 112, 84), on)
    for side in (-1, 1):
        for reach, curl in ((0.16, 0.86), (0.27, 0.8), (0.38, 0.86), (0.42, 0.66)):
            way = [
                (0.5 + side * 0.07, 0.56),
                (0.5 + side * reach * 0.8, 0.72),
                (0.5 + side * reach, curl),
                (0.5 + side * (reach + 0.06), curl - 0.05),
            ]
            canvas.line(smooth(way, closed=False), mixed(skin, DEEP, 0.12), 0.042)
    place = canvas.at(0.5, 0.42, 0.2)
    place.blob(
        [(0, -1.1), (0.7, -0.7), (0.78, 0), (0.45, 0.7), (-0.45, 0.7), (-0.78, 0), (-0.7, -0.7)],
        (mixed(skin, WHITE, 0.2), skin),
    )
    for side in (-1, 1):
        place.disc(side * 0.36, 0.22, 0.17, (250, 236, 206))
        place.disc(side * 0.36, 0.24, 0.08, DEEP, tall=0.5 if light > 0.5 else 1.4)
    canvas.line(smooth([(0.42, 0.6), (0.3, 0.4), (0.2, 0.16), (0.12, 0.1)], closed=False), skin, 0.03)
    canvas.box(0.06, 0.04, 0.14, 0.14, mixed((60, 60, 66), WHITE, on * 0.8))
    canvas.disc(0.1, 0.09, 0.018, (242, 106, 27) if light > 0.5 else (90, 50, 30))


SCENES = (
    ginger_in_box, calico, calico_asleep, calico_at_window, four_cats, dog, penguin, spider, octopus,
)  # fmt: skip
