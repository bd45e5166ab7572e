"""Everything a stranger may send instead of a picture: refused with a sentence, or ended by the child within limits."""

import struct
import sys
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.refusals import Refusal
from media import decoder, pipeline
from media.headers import read_header
from posts.pictures import RECIPE as POST
from tests.effort import effort
from tests.media import pictures
from tests.media.decoding import MEMORY, SECONDS, cost

pytestmark = pytest.mark.decoder

# Every way in which the child may end, of which the parent knows what it means.
KNOWN = {0, *pipeline.REASONS}
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
GRAIN = Image.effect_noise((600, 400), 90).convert("RGB")


def segments(name: int, content: bytes, times: int) -> bytes:
    """A JPEG with so many more segments before its pixels."""
    plain = pictures.jpeg()
    return plain[:2] + (bytes((0xFF, name)) + struct.pack(">H", 2 + len(content)) + content) * times + plain[2:]


def chunks(name: bytes, content: bytes, times: int = 1) -> bytes:
    """A PNG with so many more chunks before its pixels."""
    plain = pictures.bare_png(400, 300, bits=8, colour=2)
    return plain[:33] + pictures.chunk(name, content) * times + plain[33:]


def scans(times: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: few bytes, and every block is looked at each time."""
    plain = pictures.encoded(Image.new("RGB", (6000, 6000)), progressive=True)
    last = plain.rindex(b"\xff\xda")
    return plain[:-2] + plain[last:-2] * times + plain[-2:]


def full_exif(entries: int = 65_535, each: int = 60_000) -> bytes:
    """As many tags as there can be, which all claim the same many bytes."""
    tags = b"".join(struct.pack("<HHII", number, 7, each, 8) for number in range(entries))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", entries) + tags


def noted_exif(size: int) -> Image.Exif:
    """A maker's note of so many bytes."""
    exif = pictures.telling_exif(6)
    exif.get_ifd(0x8769)[0x927C] = bytes(size)
    return exif


def riff(*parts: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(name + struct.pack("<I", len(content)) + content for name, content in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_with(name: bytes, content: bytes, times: int = 1) -> bytes:
    plain = pictures.encoded(pictures.quarters(), "WEBP")
    extended = (b"VP8X", bytes((0x08, 0, 0, 0)) + (399).to_bytes(3, "little") + (299).to_bytes(3, "little"))
    return riff(extended, (b"VP8 ", plain[20:]), *[(name, content)] * times)


def deep_heic() -> bytes:
    """Boxes in boxes in boxes."""
    inner = b""
    for _ in range(5000):
        inner = pictures.full_box(b"meta", inner)
    size = pictures.full_box(b"ispe", struct.pack(">II", 640, 480))
    return pictures.box(b"ftyp", b"heic", bytes(4), b"mif1heic") + size + inner


def squeezed(megabytes: int) -> bytes:
    """Zeros, a thousand times smaller."""
    squeezing = zlib.compressobj(9)
    return b"".join(squeezing.compress(bytes(1_000_000)) for _ in range(megabytes)) + squeezing.flush()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a text called jpg": lambda: b"hello, I am no picture" * 100,
    "nothing": lambda: b"",
    "60 MB": lambda: pictures.jpeg() + bytes(60_000_000),
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg after a declaration": lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a page": lambda: b"<!doctype html><script>alert(1)</script>",
    "a page in a gif": lambda: pictures.with_page(pictures.encoded(pictures.quarters(), "GIF")),
    "a page in a jpeg": lambda: pictures.with_page(pictures.jpeg()),
    "a zip behind a png": lambda: pictures.with_zip(pictures.encoded(pictures.quarters(), "PNG")),
    "an icon": lambda: pictures.encoded(pictures.quarters(64, 64), "ICO"),
    "a tiff": lambda: pictures.encoded(pictures.quarters(), "TIFF"),
    "a bitmap": lambda: pictures.encoded(pictures.quarters(), "BMP"),
    "a playlist": lambda: b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
    "a photograph's raw": lambda: b"II*\0\x10\0\0\0CR\2\0" + bytes(5000),
    "a film": lambda: b"\0\0\0\x18ftypmp42" + bytes(5000),
    "30,000 × 30,000 of 1 bit": lambda: pictures.bare_png(30_000, 30_000),
    "2 billion × 2 billion": lambda: pictures.bare_png(100, 100).replace(
        struct.pack(">II", 100, 100), struct.pack(">II", 2**31 - 1, 2**31 - 1)
    ),
    "a gif of 400 giant frames": lambda: pictures.giant_gif(400),
    "a gif that grows": lambda: (
        pictures.repeated_gif([Image.new("P", (100, 100)), Image.new("P", (6000, 6000))], 3)[:6]
        + struct.pack("<HH", 100, 100)
        + pictures.repeated_gif([Image.new("P", (100, 100)), Image.new("P", (6000, 6000))], 3)[10:]
    ),
    "a webp that claims 268 megapixels": lambda: pictures.claimed_webp(16_383, 16_383),
    "a webp that claims 16": lambda: pictures.claimed_webp(4000, 4000),
    "a webp of 100,000 frames": lambda: webp_with(b"ANMF", bytes(24), 100_000),
    "cmyk": lambda: pictures.encoded(pictures.quarters(mode="CMYK")),
    "sixteen bits": lambda: pictures.encoded(Image.new("I;16", (400, 400), 30_000), "PNG"),
    "an odd profile": lambda: pictures.encoded(pictures.quarters(), icc_profile=b"no profile at all" * 50),
    "a profile of 10 MB": lambda: chunks(b"iCCP", b"odd\0\0" + squeezed(10)),
    "a profile of 400 MB": lambda: chunks(b"iCCP", b"odd\0\0" + squeezed(400)),
    "texts of 1 GB": lambda: chunks(b"zTXt", b"odd\0\0" + squeezed(1), 1000),
    "exif of 10 MB in a jpeg": lambda: segments(0xE1, b"Exif\0\0" + full_exif(5000), 160),
    "exif of 19 MB in a jpeg": lambda: segments(0xE1, b"Exif\0\0" + full_exif(5000), 315),
    "exif of 10 MB in a png": lambda: chunks(b"eXIf", full_exif() + bytes(10_000_000)),
    "exif of 10 MB in a webp": lambda: webp_with(b"EXIF", full_exif() + bytes(10_000_000)),
    "exif of 10 MB in an avif": lambda: pictures.encoded(pictures.quarters(), "AVIF", exif=noted_exif(10_000_000)),
    "4 million empty segments": lambda: segments(0xFE, b"", 4_500_000),
    "1.5 million empty chunks": lambda: chunks(b"teSt", b"", 1_500_000),
    "2 million empty blocks": lambda: webp_with(b"none", b"", 2_000_000),
    "5,000 scans": lambda: scans(5000),
    "a heic of 5,000 tiles": lambda: pictures.tiled_heic(pictures.textured(64, 64), 64 * 100, 64 * 50),
    "a heic that lists too much": lambda: pictures.tiled_heic(pictures.textured(64, 64), 64 * 60, 64 * 50).replace(
        b"dimg", b"none"
    ),
    "a heic of boxes in boxes": deep_heic,
    "a heic that claims 4 billion tiles": lambda: pictures.tiled_heic(pictures.textured(64, 64), 640, 640).replace(
        struct.pack(">BBBBHH", 0, 0, 9, 9, 640, 640), struct.pack(">BBBBHH", 0, 0, 255, 255, 65_535, 65_535)
    ),
}


def refusal_of(content: bytes) -> str:
    """What the request says of it; empty when it is taken."""
    try:
        read_header(SimpleUploadedFile("holiday.jpg", content, content_type="image/jpeg"))
    except Refusal as refusal:
        return str(refusal.message)
    return ""


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence_or_ends_within_limits(tmp_path, name: str) -> None:
    content = HOSTILE[name]()
    refusal = refusal_of(content)
    assert refusal == "" or refusal.endswith((".", "。"))
    # The child takes care of itself: nobody may rely on what was asked before.
    status, seconds, memory = cost(tmp_path, content, POST)
    assert status in KNOWN
    assert status != 0 or not refusal or len(content) > 20_000_000 or "zip" in name or "page" in name
    assert memory <= MEMORY
    assert seconds <= SECONDS * 1.05


@pytest.mark.parametrize("name", HOSTILE)
def test_the_request_spends_nothing_on_it(name: str) -> None:
    content = HOSTILE[name]()
    assert effort(lambda: refusal_of(content), enough=0.1) < 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_at_each_tenth_is_damaged(tmp_path, kind: str) -> None:
    whole = pictures.encoded(GRAIN, kind)
    for tenth in range(10):
        cut = whole[: len(whole) * tenth // 10]
        refusal_of(cut)
        status, _, memory = cost(tmp_path, cut, POST)
        assert (tenth, status) == (tenth, decoder.DAMAGED)
        assert memory <= MEMORY


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_bytes_changed_anywhere_ends_in_a_known_way(tmp_path, kind: str) -> None:
    whole = pictures.encoded(pictures.quarters(), kind)
    for tenth in range(10):
        place = 12 + (len(whole) - 40) * tenth // 10
        changed = whole[:place] + b"\xff\xff\xff\xff\x7f\xff\xff\xff" + whole[place + 8 :]
        refusal_of(changed)
        status, _, memory = cost(tmp_path, changed, POST)
        assert status in KNOWN
        assert memory <= MEMORY


def test_svg_is_told_why() -> None:
    assert "SVG" in refusal_of(HOSTILE["svg"]())
    assert "SVG" in refusal_of(HOSTILE["svg after a declaration"]())


def test_what_a_picture_carries_along_does_not_cost_the_picture(tmp_path) -> None:
    for name, make in HOSTILE.items():
        if name.startswith("exif of 10 MB") or name == "a profile of 10 MB":
            status, seconds, _ = cost(tmp_path, make(), POST)
            assert (name, status, seconds < 2) == (name, 0, True)
