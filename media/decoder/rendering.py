"""Makes renditions of the plain picture: the largest first, each next one from what the one before left."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from .cutting import Box, Cut, contained
from .decoded import Size

CONTENT_TYPES = {"WEBP": "image/webp", "JPEG": "image/jpeg"}
# How hard WEBP tries. A megapixel takes 0.1 s at 4 and 0.05 s at 2, which makes photographs some 4 % larger, and takes
# 5.5 bytes a pixel beside the picture instead of 8.5.
METHOD, METHOD_OF_LARGE, LARGE = 4, 2, 1_000_000
# Pixels of two pictures at a time, at 4 bytes each. Only long ones come near that: others shrink more.
ROOM = 60_000_000
# A screenful.
AT_ONCE = 4_000_000
PLACEHOLDER_SIDE, PLACEHOLDER_QUALITY, PLACEHOLDER_LENGTH = 16, 40, 600


class Shrinking:
    """The whole picture, as small as the renditions so far allow. Parts are told in pixels of the upright original."""

    def __init__(self, picture: Image.Image, size: Size, times: float) -> None:
        self.picture, self.size = picture, size
        self._across = self._down = 1 / times

    def cut(self, part: Box, size: Size) -> Image.Image:
        """That part at that size, or as large as there are pixels and memory for. The whole, made smaller, takes its
        own place."""
        left, right = (side * self._across for side in part[::2])
        top, bottom = (side * self._down for side in part[1::2])
        box = (left, top, min(right, self.picture.width), min(bottom, self.picture.height))
        size = self._roomy((min(size[0], max(1, round(right - left))), min(size[1], max(1, round(bottom - top)))))
        cut = self._resized(size, box)
        if part == (0, 0, *self.size):
            self.picture, self._across, self._down = cut, size[0] / self.size[0], size[1] / self.size[1]
        return cut

    def _roomy(self, size: Size) -> Size:
        room = ROOM - self.picture.width * self.picture.height
        if size == self.picture.size or size[0] * size[1] <= room:
            return size
        scale = (room / (size[0] * size[1])) ** 0.5
        return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))

    def _resized(self, size: Size, box: tuple[float, float, float, float]) -> Image.Image:
        whole: tuple[float, ...] = (0, 0, *size)
        if size == self.picture.size and box == whole:
            return self.picture  # Pillow would make a copy: of a long picture 160 MB.
        if size[0] * size[1] > AT_ONCE:
            return _resized_by_bands(self.picture, size, box)
        return self.picture.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=2.0)


def _resized_by_bands(picture: Image.Image, size: Size, box: tuple[float, float, float, float]) -> Image.Image:
    """Pillow brings the width down first, in a third picture as high as the first. Bands keep that small; they do not
    show, since each looks over its edges."""
    left, top, right, bottom = box
    resized, ratio = Image.new("RGB", size), (bottom - top) / size[1]
    rows = max(1, AT_ONCE // 4 // size[0])
    for first in range(0, size[1], rows):
        last = min(size[1], first + rows)
        part = (left, top + first * ratio, right, min(bottom, top + last * ratio))
        resized.paste(picture.resize((size[0], last - first), Image.Resampling.LANCZOS, part), (0, first))
    return resized


def rendered(shrinking: Shrinking, cuts: list[Cut], folder: Path) -> list[dict[str, Any]]:
    """Write every rendition; returns what they measure, in the order of the recipe."""
    made: dict[str, dict[str, Any]] = {}
    last: tuple[tuple[Box, Size], Image.Image] | None = None
    for cut in sorted(cuts, key=lambda cut: (-cut.scale, -cut.size[0] * cut.size[1], cut.part, cut.size)):
        if last is None or last[0] != (cut.part, cut.size):
            last = (cut.part, cut.size), shrinking.cut(cut.part, cut.size)
        made[cut.name] = save(last[1], cut, folder)
    return [made[cut.name] for cut in cuts]


def save(picture: Image.Image, cut: Cut, folder: Path) -> dict[str, Any]:
    if cut.kind == "WEBP":
        method = METHOD if picture.width * picture.height <= LARGE else METHOD_OF_LARGE
        picture.save(folder / cut.name, "WEBP", quality=cut.quality, method=method)
    else:
        picture.save(folder / cut.name, "JPEG", quality=cut.quality)
    return measures(cut.name, CONTENT_TYPES[cut.kind], picture.size)


def measures(name: str, content_type: str, size: Size) -> dict[str, Any]:
    return {"name": name, "file": name, "content_type": content_type, "width": size[0], "height": size[1]}


def placeholder(picture: Image.Image) -> str:
    """The picture in a few pixels, as a data address."""
    tiny = picture.resize(contained(picture.size, (PLACEHOLDER_SIDE, PLACEHOLDER_SIDE)), reducing_gap=2.0)
    target = BytesIO()
    tiny.save(target, "WEBP", quality=PLACEHOLDER_QUALITY, method=6)
    address = "data:image/webp;base64," + base64.b64encode(target.getvalue()).decode()
    return address if len(address) <= PLACEHOLDER_LENGTH else ""
