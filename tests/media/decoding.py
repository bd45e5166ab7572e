"""Runs the child process on bytes: what it makes of them, and what that costs."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from media import decoder
from media.pipeline import decoded
from media.recipes import Recipe, cropped
from tests.media import pictures

SQUARE, WIDE = cropped("192", 192, 192), cropped("1200", 1200, 400)
UPRIGHT = ["red", "green", "blue", "white"]
MEMORY, SECONDS = 300_000_000, 5

# The peak of a process counts what it was forked from: a small one starts the child and reports its cost.
MEASURE = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024]))
"""


@dataclass
class Made:
    """What the child printed, and where its files are."""

    answer: dict[str, Any]
    folder: Path

    @property
    def sizes(self) -> dict[str, tuple[int, int]]:
        return {each["name"]: (each["width"], each["height"]) for each in self.answer["renditions"]}

    def content(self, name: str) -> bytes:
        (file,) = (each["file"] for each in self.answer["renditions"] if each["name"] == name)
        return (self.folder / file).read_bytes()

    def picture(self, name: str) -> Image.Image:
        (measures,) = (each for each in self.answer["renditions"] if each["name"] == name)
        picture = Image.open(self.folder / measures["file"])
        picture.load()
        assert picture.size == (measures["width"], measures["height"])
        assert Image.MIME[picture.format or ""] == measures["content_type"]
        return picture


def made(folder: Path, content: bytes, recipe: Recipe) -> Made:
    """What the child makes of these bytes. Raises Undecodable."""
    original = folder / "original"
    original.write_bytes(content)
    return Made(decoded(original, recipe), folder)


def rendition(folder: Path, content: bytes, recipe: Recipe = SQUARE) -> Image.Image:
    """The one picture of a recipe with one order."""
    (order,) = recipe.orders
    return made(folder, content, recipe).picture(order.name)


def corners(picture: Image.Image) -> list[str]:
    """The colours at a tenth from each corner, reading order."""
    near = {"red": pictures.RED, "green": pictures.GREEN, "blue": pictures.BLUE, "white": pictures.WHITE}
    far_x, far_y = picture.width * 9 // 10, picture.height * 9 // 10
    spots = [(picture.width // 10, picture.height // 10), (far_x, picture.height // 10)]
    spots += [(picture.width // 10, far_y), (far_x, far_y)]

    def named(spot: tuple[int, int]) -> str:
        seen = picture.convert("RGB").getpixel(spot)
        return min(near, key=lambda name: sum((a - b) ** 2 for a, b in zip(seen, near[name], strict=True)))

    return [named(spot) for spot in spots]


def cost(folder: Path, content: bytes, recipe: Recipe = WIDE) -> tuple[int, float, int]:
    """Status, CPU seconds and peak bytes of memory of the child."""
    (folder / "original").write_bytes(content)
    child = [sys.executable, "-I", str(decoder.FOLDER), "original", json.dumps(asdict(recipe))]
    command = [sys.executable, "-I", "-c", MEASURE, *child]
    measured = subprocess.run(command, cwd=folder, capture_output=True, check=True, env=decoder.ENVIRONMENT)
    status, seconds, memory = json.loads(measured.stdout)
    return status, seconds, memory


def least_cost(folder: Path, content: bytes, recipe: Recipe = WIDE) -> tuple[int, float, int]:
    """The same of a picture that must come through, the best of three tries: a machine that does other things as well
    makes a process dearer, and near its limit ends it."""
    for _ in range(3):
        measured = cost(folder, content, recipe)
        if measured[0] == 0:
            break
    return measured
