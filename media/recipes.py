"""What is made of an original. Plain values: they travel to the decoder (media/decoder) as JSON."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Box:
    """A size to bring a picture to; never enlarged. Cover: fill it, cut to its proportions; contain: fit inside it."""

    fit: Literal["cover", "contain"]
    width: int
    height: int


@dataclass(frozen=True)
class Order:
    """One rendition. `long`: the box for a long picture (media.decoder.LONG_AT); a cover keeps the beginning of one."""

    name: str
    box: Box
    long: Box | None = None
    kind: Literal["WEBP", "JPEG"] = "WEBP"
    quality: int = 80


@dataclass(frozen=True)
class Motion:
    """The moving rendition of a picture that moves: an animated WEBP that fits inside so many pixels."""

    name: str
    width: int
    height: int
    quality: int = 60


@dataclass(frozen=True)
class Recipe:
    """All that is made of one original. `placeholder`: a data address of some hundred bytes, to show meanwhile.
    `codes`: QR codes are read and kept."""

    orders: tuple[Order, ...]
    motion: Motion | None = None
    placeholder: bool = False
    codes: bool = False


def cropped(name: str, width: int, height: int) -> Recipe:
    """One picture of fixed proportions, as an avatar is."""
    return Recipe((Order(name, Box("cover", width, height)),))
