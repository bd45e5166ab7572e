"""What decoding gives, whoever decoded: pixels as they were stored, taken in bands of rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

Size = tuple[int, int]

# What an original and its flattened copy may take together: 300 MB less Python, Pillow and what encoding needs (90 MB).
BUDGET = 210_000_000
# What Pillow keeps for a pixel of an RGB picture.
RGB_BYTES = 4


@dataclass(frozen=True)
class Decoded:
    size: Size
    # How many times smaller than the original it was decoded.
    times: int
    # Bytes in memory.
    weight: int
    # The rows from one to before another, as a picture of their own.
    band: Callable[[int, int], Image.Image]
    # The picture itself, where it is RGB without anything see-through.
    plain: Image.Image | None = None


class Original(Protocol):
    """A file that was opened. Its size is that of the pixels stored, before they are set upright."""

    size: Size
    orientation: int
    profile: bytes | None

    def decode(self, scale: float) -> Decoded:
        """The pixels, no smaller than this scale if memory allows."""

    def forget(self) -> None:
        """Let the pixels go, when nobody else holds them."""
