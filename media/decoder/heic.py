"""HEIC, by libheif. Its buffer of 3 bytes a pixel is read in place: a copy in Pillow's memory as well would not fit."""

from pathlib import Path

import pi_heif  # type: ignore[import-untyped]
from pi_heif import options
from PIL import Image

from .decoded import Decoded, Size

# A thread takes 8 MB for its stack and 64 for its heap out of the address space.
options.DECODE_THREADS = 0
# Each would be one more picture to open.
options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False
# How libheif's sentence about it begins.
OUT_OF_MEMORY = "Memory allocation error"


class HeicOriginal:
    """The file's main picture. libheif sets it upright itself; what EXIF says of that is out of date."""

    orientation = 1

    def __init__(self, file: Path) -> None:
        # Ten bits and more become eight.
        self._opened = pi_heif.open_heif(file, convert_hdr_to_8bit=True, remove_stride=False)
        self.size: Size = self._opened.size
        self.profile: bytes | None = self._opened.info.get("icc_profile")
        if self.size[0] * self.size[1] > (Image.MAX_IMAGE_PIXELS or 0):
            raise Image.DecompressionBombError

    def decode(self, scale: float) -> Decoded:
        pixels, stride, mode = self._pixels(), self._opened.stride, self._opened.mode
        self.size = width, height = self._opened.size

        def band(top: int, bottom: int) -> Image.Image:
            rows = bytes(pixels[top * stride : bottom * stride])
            return Image.frombuffer(mode, (width, bottom - top), rows, "raw", mode, stride, 1)

        return Decoded((width, height), 1, len(pixels), band)

    def _pixels(self) -> memoryview:
        try:
            return memoryview(self._opened.data)
        except RuntimeError as error:
            if OUT_OF_MEMORY in str(error):
                raise MemoryError from error
            raise

    def forget(self) -> None:
        del self._opened
