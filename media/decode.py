"""The child process that opens what strangers send: a small program of its own, with limits, that makes renditions.

Run as `python -I decode.py <original> <orders>` inside an empty folder (media.pipeline starts it). `orders` is JSON:
`[{"name", "width", "height"}, …]`, each a shape to crop the picture's middle to. It writes `<name>.webp` files there
and prints what they measure. Exit statuses: 0 made, 3 the picture is damaged, 4 it needs more memory than it may have.
It imports nothing of the site, so that a hole in a decoder finds no settings and no database.
"""

import json
import resource
import signal
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
DAMAGED, TOO_HEAVY = 3, 4
# What the process may take: 300 MB in memory and 5 s. The limit is on address space, some 18 MB of which (libraries)
# never become memory. Measured: a 12-megapixel photograph takes 79 MB and 0.3 s, the heaviest we accept (40 megapixels
# of progressive JPEG without subsampling) 297 MB and 1 s.
MEMORY, CPU_SECONDS, WALL_SECONDS = 316_000_000, 5, 10
LARGEST_RENDITION = 5_000_000
MAX_PIXELS = 40_000_000
# WEBP at these settings: a face of 192 px is about 6 kB, a cover of 1200 × 400 about 60 kB.
QUALITY, METHOD = 80, 4
# Modes that Pillow cannot average as they are, or not without a second whole copy: these are thinned to so many times
# the shape first, then averaged.
THINNED = {"1": "L", "P": "RGBA", "PA": "RGBA", "LA": "RGBA", "RGBA": "RGBA", "I;16": "I", "I;16B": "I"}
OVERSAMPLED = 4
TURNED = (5, 6, 7, 8)
ORIENTATION = 0x0112


def limit(*, memory: int = MEMORY, cpu: int = CPU_SECONDS, wall: int = WALL_SECONDS) -> None:
    """Take the limits on; a system that does not know one (macOS and address space) keeps the others."""
    wanted = {"RLIMIT_AS": memory, "RLIMIT_CPU": cpu, "RLIMIT_FSIZE": LARGEST_RENDITION, "RLIMIT_CORE": 0}
    for name, most in wanted.items():
        try:
            # CPU time has its hard limit a second later: the soft one ends with SIGXCPU, which says why.
            resource.setrlimit(getattr(resource, name), (most, most + (name == "RLIMIT_CPU")))
        except (OSError, ValueError):
            continue
    # The parent kills us after a while; should the parent have been killed itself, this does.
    signal.alarm(wall)


def render(original: Path, order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Make one rendition, from the file: a JPEG is decoded at the scale that this shape needs."""
    with Image.open(original, formats=FORMATS) as picture:
        shown = crop(picture, order["width"], order["height"])
    path = folder / f"{order['name']}.webp"
    shown.save(path, "WEBP", quality=QUALITY, method=METHOD)
    return {"name": order["name"], "width": shown.width, "height": shown.height, "content_type": "image/webp"}


def crop(picture: ImageFile.ImageFile, width: int, height: int) -> Image.Image:
    """The middle of the picture in that shape, upright, in sRGB, without anything but pixels; never enlarged.

    Orientation is applied last, to the small picture: turning 40 megapixels would need them twice in memory.
    """
    orientation = picture.getexif().get(ORIENTATION, 1)
    profile = picture.info.get("icc_profile")
    shape = (height, width) if orientation in TURNED else (width, height)
    picture.draft(None, _drafted(picture.size, shape))
    small = _plain(_shrunk(picture, shape), profile)
    small.getexif()[ORIENTATION] = orientation
    upright = ImageOps.exif_transpose(small)
    return Image.frombytes("RGB", upright.size, upright.tobytes())


def _drafted(size: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int]:
    """The least size a JPEG may be decoded at so that its middle still fills the shape twice over."""
    scale = max(shape[0] / size[0], shape[1] / size[1])
    return round(size[0] * scale * 2), round(size[1] * scale * 2)


def _shrunk(picture: Image.Image, shape: tuple[int, int]) -> Image.Image:
    box = middle(picture.size, shape)
    target = _no_larger(shape, (box[2] - box[0], box[3] - box[1]))
    if picture.mode in THINNED:
        thinned = _no_larger((target[0] * OVERSAMPLED, target[1] * OVERSAMPLED), (box[2] - box[0], box[3] - box[1]))
        picture = picture.resize(thinned, Image.Resampling.NEAREST, box).convert(THINNED[picture.mode])
        box = (0, 0, *thinned)
    return picture.resize(target, Image.Resampling.LANCZOS, box, reducing_gap=3.0)


def middle(size: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """The largest box of the shape's proportions in the middle of the picture."""
    width = max(1, min(size[0], round(size[1] * shape[0] / shape[1])))
    height = max(1, min(size[1], round(size[0] * shape[1] / shape[0])))
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return left, top, left + width, top + height


def _no_larger(shape: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    return shape if size[0] >= shape[0] and size[1] >= shape[1] else size


def _plain(small: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB in sRGB. See-through parts become white: a black mark on nothing would vanish on the dark theme."""
    if small.mode == "I":
        small = small.point(lambda value: value * (1 / 257)).convert("L")
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small).convert("RGB")
    return _in_srgb(small, profile).convert("RGB")


def _in_srgb(small: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours that the profile meant. An odd profile is left out rather than the picture."""
    if not profile or small.mode not in ("RGB", "CMYK", "L"):
        return small
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(small, given, ImageCms.createProfile("sRGB"), outputMode="RGB") or small
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return small


def main(original: str, orders: str) -> int:
    limit()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    try:
        made = [render(Path(original), order, Path.cwd()) for order in json.loads(orders)]
    except MemoryError:
        return TOO_HEAVY
    except Exception:  # Odd files raise SyntaxError, struct.error, ValueError and more.
        return DAMAGED
    print(json.dumps(made))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
