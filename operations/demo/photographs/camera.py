"""Takes the demo's photographs: a scene in a light, the same picture each time for the same post."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image

from operations.demo.photographs import (
    animals,
    desk,
    indoors,
    kitchen,
    moving,
    outdoors,
    sheets,
    table,
    townscape,
)
from operations.demo.photographs.canvas import Canvas, developed
from operations.demo.photographs.lights import LIGHTS, Shot

QUALITY = 85
ALBUMS = (outdoors, townscape, indoors, table, kitchen, desk, animals, sheets)
SCENES: dict[str, Callable[[Canvas, Shot], None]] = {
    scene.__name__: scene for album in ALBUMS for scene in album.SCENES
}


def photograph(scene: str, light: str, size: tuple[int, int], *, series: str, step: float = 0.0) -> bytes:
    """A scene in a light, as JPEG, or as GIF if it moves. `series` names the post and `step` is the place in it, from
    0 to 1: chance begins from both."""

    def shot() -> Shot:
        return Shot(LIGHTS[light], Random(f"{series} {scene} {step}"), series, step)

    return moving.film(scene, shot, size) if scene in moving.SCENES else _still(scene, shot(), size)


def _still(scene: str, shot: Shot, size: tuple[int, int]) -> bytes:
    picture = Image.new("RGB", size)
    SCENES[scene](Canvas(picture), shot)
    picture = developed(picture)
    if shot.light.grey:
        picture = picture.convert("L")
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=QUALITY)
    return encoded.getvalue()
