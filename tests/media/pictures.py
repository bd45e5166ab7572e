"""Pictures for tests, made here and never kept: good ones, and everything a stranger may send instead."""

import io
import math
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

import pillow_heif
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

# Only to write HEIC: the site itself reads it with a library that can't.
pillow_heif.register_heif_opener()

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


def with_orientation(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def telling_exif(orientation: int = 1) -> Image.Exif:
    """Place, maker and maker's note."""
    exif = with_orientation(orientation)
    exif[0x010F] = SECRET_MAKER
    exif.get_ifd(0x8769)[0x927C] = b"maker note " + SECRET_MAKER.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 50.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    return exif


TELLING_XMP = (
    '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax'
    '-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="31,13.8N" '
    f'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Make="{SECRET_MAKER}"/></rdf:RDF></x:xmpmeta>'
).encode()


def phone_photograph(orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A photograph that tells in EXIF and XMP where it was taken, and with what."""
    return encoded(quarters(), kind, exif=telling_exif(orientation), xmp=TELLING_XMP, quality=92)


def lying(orientation: int, width: int, height: int) -> Image.Image:
    """What a camera stores for a picture of quarters that is upright in that orientation: width × height as seen."""
    turns = Image.Transpose
    undo = {
        2: turns.FLIP_LEFT_RIGHT,
        3: turns.ROTATE_180,
        4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE,
        6: turns.ROTATE_90,
        7: turns.TRANSVERSE,
        8: turns.ROTATE_270,
    }
    seen = quarters(width, height)
    return seen.transpose(undo[orientation]) if orientation in undo else seen


def textured(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something that costs what a photograph costs: coarse shapes in colours, with grain."""
    shapes = [Image.effect_noise((width // 40 + 2, height // 40 + 2), 120).resize((width, height)) for _ in range(3)]
    grain = Image.effect_noise((900, 686), 40).resize((width, height)).convert("RGB")
    return Image.blend(Image.merge("RGB", shapes), grain, 0.3).convert(mode)


def frames(count: int, width: int = 160, height: int = 120) -> list[Image.Image]:
    """A light square that walks to the right over a dark ground."""
    side, shown = min(width, height) // 4, []
    for number in range(count):
        frame = Image.new("RGB", (width, height), (40, 60, 80))
        left = (width - side) * number // max(1, count - 1)
        frame.paste("white", (left, height // 3, left + side, height // 3 + side))
        shown.append(frame)
    return shown


def clip(shown: Sequence[Image.Image], kind: str = "GIF", duration: int | Sequence[int] = 80, **options: Any) -> bytes:
    """A picture that moves."""
    return encoded(shown[0], kind, save_all=True, append_images=shown[1:], duration=duration, **options)


def qr(text: str | bytes, scale: int = 6, *, micro: bool = False) -> Image.Image:
    formats = zxingcpp.BarcodeFormat
    code = zxingcpp.create_barcode(text, formats.MicroQRCode if micro else formats.QRCode).to_image(scale=scale)
    height, width = code.shape
    return Image.frombytes("L", (width, height), memoryview(code).tobytes()).convert("RGB")


def heic(picture: Image.Image, **options: Any) -> bytes:
    return encoded(picture, "HEIF", **options)


def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + name + content


def full_box(name: bytes, *parts: bytes, version: int = 0) -> bytes:
    return box(name, bytes((version, 0, 0, 0)), *parts)


def tiled_heic(tile: Image.Image, width: int, height: int, *, turn: int = 0, **options: Any) -> bytes:
    """HEIC as telephones write it: one tile, repeated over the whole picture, to be turned left so many times."""
    single = heic(tile, **options)
    coding, pixels = _box_in(single, b"hvcC"), _box_in(single, b"mdat")[8:]
    across, down = math.ceil(width / tile.width), math.ceil(height / tile.height)
    count = across * down
    items = [full_box(b"infe", struct.pack(">HH", 1, 0), b"grid\0", version=2)]
    items += [full_box(b"infe", struct.pack(">HH", 2 + n, 0), b"hvc1\0", version=2) for n in range(count)]
    parts = [struct.pack(">H", 2 + n) for n in range(count)]
    properties = [coding, full_box(b"ispe", struct.pack(">II", *tile.size))]
    properties += [full_box(b"ispe", struct.pack(">II", width, height)), box(b"irot", bytes([turn]))]
    uses = [struct.pack(">HB", 1, 2) + b"\x03\x84", *(struct.pack(">HB", 2 + n, 2) + b"\x81\x02" for n in range(count))]
    grid = struct.pack(">BBBBHH", 0, 0, down - 1, across - 1, width, height)

    def head(place: int) -> bytes:
        places = [struct.pack(">HHHHII", 1, 1, 0, 1, 0, len(grid))]
        places += [struct.pack(">HHHHII", 2 + n, 0, 0, 1, place, len(pixels)) for n in range(count)]
        meta = full_box(
            b"meta",
            full_box(b"hdlr", bytes(4), b"pict", bytes(13)),
            full_box(b"pitm", struct.pack(">H", 1)),
            full_box(b"iloc", b"\x44\0", struct.pack(">H", 1 + count), *places, version=1),
            full_box(b"iinf", struct.pack(">H", 1 + count), *items),
            full_box(b"iref", box(b"dimg", struct.pack(">HH", 1, count), *parts)),
            box(b"iprp", box(b"ipco", *properties), full_box(b"ipma", struct.pack(">I", 1 + count), *uses)),
            box(b"idat", grid),
        )
        return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + meta

    return head(len(head(0)) + 8) + box(b"mdat", pixels)


def _box_in(content: bytes, name: bytes) -> bytes:
    """The first box of that name, found by its name alone."""
    start = content.index(name) - 4
    return content[start : start + int.from_bytes(content[start : start + 4], "big")]


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
    return repeated_gif([Image.new("P", (side, side))], frames)


def repeated_gif(shown: Sequence[Image.Image], times: int) -> bytes:
    """These frames over and over, each whole and with colours of its own. Pillow would compare each with the last."""
    frames = []
    for frame in shown:
        single = encoded(frame, "GIF")
        flags, colours = single[10], 13 + (6 << (single[10] & 7))
        start = single.index(b"\x2c\0\0\0\0", colours)
        pause = b"\x21\xf9\x04\x04\x08\0\0\0"
        frames.append(pause + single[start : start + 9] + bytes([flags]) + single[13:colours] + single[start + 10 : -1])
    return single[:10] + bytes([flags & 0x7F]) + single[11:13] + b"".join(frames) * times + b";"


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
