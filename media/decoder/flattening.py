"""From pixels as they were stored to a plain picture: upright, RGB in sRGB, white where one could see through.

It goes band by band, so that no step takes a second whole copy: of 40 megapixels each is 160 MB. Each band is averaged
down by a whole number on the way, which leaves less than twice the largest rendition.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageCms

from .decoded import BUDGET, RGB_BYTES, Decoded, Original, Size
from .exif import lies

# Some 2 MB at 4 bytes a pixel, of which a handful of copies exist at a time.
BAND_PIXELS = 500_000
# What sets each orientation upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Orientations whose first row is seen last: below, or at the right.
ROWS_FROM_THE_END = (3, 4, 6, 7)


class Colours:
    """Brings colours to what the embedded profile meant. An odd profile is left out rather than the picture."""

    def __init__(self, profile: bytes | None) -> None:
        self.profile = profile
        self._transforms: dict[str, ImageCms.ImageCmsTransform | None] = {}

    def to_srgb(self, picture: Image.Image) -> Image.Image:
        """The picture (RGB, CMYK, L or I) as RGB: the same one, changed, if it was RGB."""
        picture = _eight_bits(picture)
        transform = self._transform(picture.mode) if self.profile else None
        in_place = picture.mode == "RGB"
        if transform is None:
            return picture if in_place else picture.convert("RGB")
        return ImageCms.applyTransform(picture, transform, inPlace=in_place) or picture

    def _transform(self, mode: str) -> ImageCms.ImageCmsTransform | None:
        if mode not in self._transforms:
            self._transforms[mode] = self._built(mode)
        return self._transforms[mode]

    def _built(self, mode: str) -> ImageCms.ImageCmsTransform | None:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(self.profile or b""))
            return ImageCms.buildTransform(given, ImageCms.createProfile("sRGB"), mode, "RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return None


def _eight_bits(picture: Image.Image) -> Image.Image:
    return picture.point(lambda value: value * (1 / 257)).convert("L") if picture.mode == "I" else picture


def upright(size: Size, orientation: int) -> Size:
    return (size[1], size[0]) if lies(orientation) else size


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    return picture.transpose(TURNS[orientation]) if orientation in TURNS else picture


def opaque(picture: Image.Image) -> Image.Image:
    """RGB, CMYK, L or I on white: a black mark on nothing would vanish on the dark theme."""
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    if picture.mode.startswith("I;16"):
        return picture.convert("I")
    return picture.convert({"1": "L", "P": "RGB"}[picture.mode]) if picture.mode in ("1", "P") else picture


def flattened(original: Original, decoded: Decoded, scale: float) -> tuple[Image.Image, int]:
    """The plain picture, no smaller than `scale` of the original if memory allows, and how many times smaller it is."""
    colours = Colours(original.profile)
    factor = _factor(original, decoded, scale)
    if factor == 1 and decoded.plain is not None and original.orientation == 1:
        # Comments, places and profiles would go along into what is made of it.
        decoded.plain.info.clear()
        return colours.to_srgb(decoded.plain), decoded.times
    size = tuple(-(-side // factor) for side in upright(decoded.size, original.orientation))
    plain = Image.new("RGB", (size[0], size[1]))
    for top, band in _bands(decoded, factor):
        part = turned(colours.to_srgb(opaque(band).reduce(factor)), original.orientation)
        plain.paste(part, _place(top // factor, part.size, plain.size, original.orientation))
    return plain, decoded.times * factor


def _factor(original: Original, decoded: Decoded, scale: float) -> int:
    factor = max(1, int(1 / (scale * decoded.times)))
    if factor == 1 and decoded.plain is not None and original.orientation == 1:
        return factor
    pixels = decoded.size[0] * decoded.size[1]
    while decoded.weight + pixels // factor**2 * RGB_BYTES > BUDGET:
        factor += 1
    return factor


def _bands(decoded: Decoded, factor: int) -> Iterator[tuple[int, Image.Image]]:
    width, height = decoded.size
    rows = max(1, BAND_PIXELS // width // factor) * factor
    for top in range(0, height, rows):
        yield top, decoded.band(top, min(height, top + rows))


def _place(top: int, part: Size, whole: Size, orientation: int) -> Size:
    """Where the band that began at row `top` belongs in the picture that stands upright."""
    if lies(orientation):
        return (whole[0] - top - part[0] if orientation in ROWS_FROM_THE_END else top), 0
    return 0, (whole[1] - top - part[1] if orientation in ROWS_FROM_THE_END else top)
