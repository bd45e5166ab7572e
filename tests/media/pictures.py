"""Pictures for tests, made here and never kept: good ones, and everything a stranger may send instead."""

import io
import struct
import zipfile
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

# What must never leave in a rendition.
SECRET_MAKER = "Secret-Camera-Maker"
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 220), (255, 255, 255)


def quarters(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right: which way is up can be seen."""
    picture = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=BLUE)
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def upload(content: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def jpeg(width: int = 400, height: int = 300) -> bytes:
    return encoded(quarters(width, height), quality=92)


def phone_photograph(orientation: int = 1) -> bytes:
    """A JPEG with place, maker and maker's note in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET_MAKER
    exif.get_ifd(0x8769)[0x927C] = b"maker note " + SECRET_MAKER.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 50.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    return encoded(quarters(), exif=exif, quality=92)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bare_png(width: int, height: int, *, bits: int = 1, colour: int = 0) -> bytes:
    """A black PNG of any size, made row by row: 30,000 × 30,000 of it are 110 kB."""
    channels = {0: 1, 2: 3, 6: 4}[colour]
    row = b"\0" + bytes((width * bits * channels + 7) // 8)
    squeezed = zlib.compressobj(9)
    body = b"".join(squeezed.compress(row) for _ in range(height)) + squeezed.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def giant_gif(frames: int, side: int = 6000) -> bytes:
    """One frame's bytes, repeated: decoding all would be frames × side² pixels."""
    single = encoded(Image.new("P", (side, side)), "GIF")
    start = single.index(b"\x2c\0\0\0\0")
    return single[:start] + single[start:-1] * frames + b";"


def claimed_webp(width: int, height: int) -> bytes:
    """A WEBP whose header claims a size that its few bytes can't hold."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def with_zip(picture: bytes) -> bytes:
    target = io.BytesIO(picture)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("page.html", "<script>alert(1)</script>")
    return target.getvalue()


def with_page(picture: bytes) -> bytes:
    """A GIF or JPEG that begins as one and goes on as a page."""
    return picture[:6] + b"/*<html><script>alert(1)</script>*/" + picture[6:]
