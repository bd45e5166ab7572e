"""What each order means for one picture: which part of it, and how large."""

from dataclasses import dataclass
from typing import Any

from . import LONG_AT
from .decoded import Size

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cut:
    """One rendition: a part of the upright original, brought to a size."""

    name: str
    kind: str
    quality: int
    part: Box
    size: Size

    @property
    def scale(self) -> float:
        return max(self.size[0] / (self.part[2] - self.part[0]), self.size[1] / (self.part[3] - self.part[1]))


def cuts(orders: list[dict[str, Any]], size: Size) -> list[Cut]:
    """The renditions to make, without those that would repeat another size of their own family (what stands before the
    dash of a name) in the same kind: whoever wants a family finds at least one of each kind."""
    made: dict[tuple[str, str, Box, Size], Cut] = {}
    for cut in (_cut(order, size) for order in orders):
        made.setdefault((cut.name.partition("-")[0], cut.kind, cut.part, cut.size), cut)
    return list(made.values())


def is_long(size: Size) -> bool:
    return size[1] >= LONG_AT * size[0]


def contained(size: Size, box: Size) -> Size:
    """The largest size of these proportions inside the box; never enlarged."""
    scale = min(1, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _cut(order: dict[str, Any], size: Size) -> Cut:
    box = order["long"] if is_long(size) and order["long"] else order["box"]
    shape = (box["width"], box["height"])
    if box["fit"] == "contain":
        part, brought = (0, 0, *size), contained(size, shape)
    else:
        part = _covered(size, shape)
        brought = _no_larger(shape, (part[2] - part[0], part[3] - part[1]))
    return Cut(order["name"], order["kind"], order["quality"], part, brought)


def _covered(size: Size, shape: Size) -> Box:
    """The largest part of the shape's proportions: in the middle, of a long picture at its beginning."""
    width = max(1, min(size[0], round(size[1] * shape[0] / shape[1])))
    height = max(1, min(size[1], round(size[0] * shape[1] / shape[0])))
    left, top = (size[0] - width) // 2, 0 if is_long(size) else (size[1] - height) // 2
    return left, top, left + width, top + height


def _no_larger(shape: Size, size: Size) -> Size:
    return shape if size[0] >= shape[0] and size[1] >= shape[1] else size
