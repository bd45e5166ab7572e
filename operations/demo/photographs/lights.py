"""The hours in which the demo's photographs are taken: what sky, land, wall and table look like then."""

from dataclasses import dataclass, replace
from random import Random

from operations.demo.photographs.canvas import Colour, mixed


@dataclass(frozen=True)
class Light:
    """Colours of one hour. Gradients go from top to bottom, land from far to near."""

    sky: tuple[Colour, ...]
    sun: Colour
    land: tuple[Colour, Colour, Colour]
    wall: tuple[Colour, Colour]
    table: tuple[Colour, Colour]
    # Whether lamps are lit; and whether the film knows no colours.
    dark: bool = False
    grey: bool = False

    def depth(self, part: float) -> Colour:
        """The colour of land: 0 is at the horizon, 1 at our feet."""
        far, middle, near = self.land
        return mixed(far, middle, part * 2) if part < 0.5 else mixed(middle, near, part * 2 - 1)


@dataclass(frozen=True)
class Shot:
    """How one photograph is taken. Those of one post share `series`, so that they can show the same thing."""

    light: Light
    chance: Random
    series: str
    # Its place among the pictures of its post, from 0 for the first to 1 for the last.
    step: float = 0.0

    def same(self) -> Random:
        """Chance that falls alike in every picture of the post."""
        return Random(self.series)


LIGHTS = {
    "dawn": Light(
        sky=((124, 138, 182), (218, 174, 182), (253, 212, 168)),
        sun=(255, 240, 210),
        land=((204, 164, 170), (134, 110, 138), (64, 56, 82)),
        wall=((222, 204, 200), (244, 222, 202)),
        table=((200, 160, 130), (170, 126, 98)),
    ),
    "morning": Light(
        sky=((150, 190, 224), (206, 222, 226), (250, 236, 210)),
        sun=(255, 250, 230),
        land=((170, 192, 190), (112, 146, 124), (62, 92, 70)),
        wall=((236, 228, 212), (246, 238, 222)),
        table=((218, 186, 146), (190, 150, 108)),
    ),
    "noon": Light(
        sky=((96, 160, 214), (160, 204, 232), (226, 238, 236)),
        sun=(255, 253, 240),
        land=((158, 188, 176), (104, 152, 98), (60, 106, 66)),
        wall=((242, 236, 224), (232, 222, 206)),
        table=((232, 214, 188), (206, 180, 146)),
    ),
    "gold": Light(
        sky=((238, 186, 116), (250, 212, 150), (255, 236, 196)),
        sun=(255, 250, 224),
        land=((224, 172, 108), (172, 118, 72), (98, 66, 48)),
        wall=((244, 218, 176), (236, 196, 142)),
        table=((190, 128, 78), (142, 88, 54)),
    ),
    "dusk": Light(
        sky=((72, 70, 116), (190, 112, 128), (248, 170, 112)),
        sun=(255, 216, 160),
        land=((164, 100, 120), (98, 64, 94), (44, 34, 56)),
        wall=((150, 110, 116), (206, 146, 124)),
        table=((132, 84, 74), (88, 54, 54)),
        dark=True,
    ),
    "night": Light(
        sky=((16, 20, 42), (32, 40, 74), (72, 76, 112)),
        sun=(250, 240, 210),
        land=((44, 50, 84), (28, 32, 56), (14, 16, 30)),
        wall=((44, 42, 58), (64, 56, 66)),
        table=((74, 56, 54), (44, 34, 38)),
        dark=True,
    ),
    "lamp": Light(
        sky=((26, 30, 56), (48, 50, 84), (88, 80, 104)),
        sun=(255, 216, 150),
        land=((58, 58, 88), (38, 38, 62), (22, 22, 38)),
        wall=((122, 84, 60), (182, 126, 80)),
        table=((150, 98, 60), (92, 58, 38)),
        dark=True,
    ),
    "mist": Light(
        sky=((196, 204, 206), (216, 220, 216), (232, 232, 224)),
        sun=(252, 250, 240),
        land=((188, 198, 196), (136, 152, 148), (78, 94, 92)),
        wall=((224, 222, 214), (234, 230, 220)),
        table=((196, 188, 174), (160, 150, 136)),
    ),
    "mint": Light(
        sky=((146, 206, 190), (190, 226, 208), (240, 240, 216)),
        sun=(255, 252, 234),
        land=((152, 198, 178), (100, 156, 136), (60, 108, 96)),
        wall=((214, 232, 220), (236, 240, 224)),
        table=((222, 206, 176), (190, 168, 132)),
    ),
    "rain": Light(
        sky=((104, 122, 140), (148, 162, 172), (190, 196, 194)),
        sun=(236, 236, 226),
        land=((132, 148, 154), (88, 106, 110), (50, 64, 70)),
        wall=((160, 164, 164), (184, 182, 174)),
        table=((140, 126, 112), (104, 92, 84)),
    ),
    "snow": Light(
        sky=((170, 186, 206), (210, 218, 226), (240, 238, 234)),
        sun=(255, 252, 244),
        land=((216, 222, 228), (226, 228, 230), (240, 240, 238)),
        wall=((228, 230, 232), (240, 238, 234)),
        table=((214, 206, 196), (186, 174, 162)),
    ),
    "ink": Light(
        sky=((44, 40, 44), (70, 62, 60), (96, 84, 76)),
        sun=(255, 240, 214),
        land=((88, 78, 72), (60, 52, 50), (34, 30, 32)),
        wall=((48, 42, 42), (72, 60, 54)),
        table=((60, 48, 44), (34, 28, 28)),
        dark=True,
    ),
}
LIGHTS["film"] = replace(LIGHTS["dusk"], grey=True)
