"""Pictures that move, gently: a scene drawn again and again, each time with a little more or less light."""

import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from operations.demo.photographs.animals import octopus
from operations.demo.photographs.canvas import Canvas
from operations.demo.photographs.lights import Shot
from operations.demo.photographs.townscape import lighthouse

FRAMES, MILLISECONDS = 20, 120
# All frames share them: with colours of its own each frame would flicker.
COLOURS = 256


def beacon(turn: float) -> float:
    """A lamp that swells and fades once a turn."""
    return max(0.0, math.cos(turn * math.tau)) ** 0.7


def switch(turn: float) -> float:
    """Somebody puts out the light, waits, and puts it on again."""
    return 1.0 if turn < 0.45 or turn > 0.9 else 0.0


# Scene → how much light there is at each part of a turn.
SCENES: dict[str, tuple[Callable[[Canvas, Shot, float], None], Callable[[float], float]]] = {
    "lighthouse_turning": (lighthouse, beacon),
    "octopus_at_the_switch": (octopus, switch),
}


def film(scene: str, shot: Callable[[], Shot], size: tuple[int, int]) -> bytes:
    """The scene as a GIF that repeats for ever. `shot`: called for each frame, so that chance begins anew."""
    draw, light = SCENES[scene]
    levels = [round(light(turn / FRAMES), 2) for turn in range(FRAMES)]
    drawn = {}
    for level in set(levels):
        drawn[level] = Image.new("RGB", size)
        draw(Canvas(drawn[level]), shot(), level)
    return _encoded([drawn[level] for level in levels])


def _encoded(frames: list[Image.Image]) -> bytes:
    both = Image.new("RGB", (frames[0].width, 2 * frames[0].height))
    both.paste(frames[0])
    both.paste(frames[FRAMES // 2], (0, frames[0].height))
    palette = both.quantize(COLOURS, dither=Image.Dither.NONE)
    first, *others = (frame.quantize(palette=palette) for frame in frames)
    encoded = BytesIO()
    first.save(encoded, "GIF", save_all=True, append_images=others, duration=MILLISECONDS, loop=0)
    return encoded.getvalue()
