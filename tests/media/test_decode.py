"""The child process: what it makes of good pictures, what it knows, and what it may cost."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from media import decoder, pipeline
from media.models import File
from media.pipeline import ChildLost, decoded
from posts.pictures import RECIPE as POST
from tests.media import pictures
from tests.media.decoding import MEMORY, SECONDS, SQUARE, UPRIGHT, WIDE, corners, cost, least_cost, made, rendition

pytestmark = pytest.mark.decoder

GOOD = {
    "jpeg": pictures.jpeg(),
    "progressive": pictures.encoded(pictures.quarters(), progressive=True),
    "cmyk": pictures.encoded(pictures.quarters(mode="CMYK")),
    "png": pictures.encoded(pictures.quarters(), "PNG"),
    "palette": pictures.encoded(pictures.quarters(mode="P"), "PNG"),
    "gif": pictures.encoded(pictures.quarters(mode="P"), "GIF"),
    "webp": pictures.encoded(pictures.quarters(), "WEBP"),
    "avif": pictures.encoded(pictures.quarters(), "AVIF"),
    "heic": pictures.heic(pictures.quarters()),
    "several in one": pictures.clip([pictures.quarters(), Image.new("L", (100, 75))], "MPO"),
    "large": pictures.jpeg(4000, 3000),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_format_becomes_a_square_webp(tmp_path: Path, name: str) -> None:
    square = rendition(tmp_path, GOOD[name])
    assert (square.format, square.mode, square.size) == ("WEBP", "RGB", (192, 192))
    assert corners(square) == UPRIGHT


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_stands_upright_in_every_rendition(tmp_path: Path, orientation: int) -> None:
    exif = pictures.with_orientation(orientation)
    stored = pictures.encoded(pictures.lying(orientation, 2400, 1600), exif=exif)
    whole = made(tmp_path, stored, POST)
    assert (whole.answer["width"], whole.answer["height"]) == (2400, 1600)
    assert whole.sizes["whole.webp"] == (1920, 1280)
    assert {name: corners(whole.picture(name)) for name in whole.sizes} == dict.fromkeys(whole.sizes, UPRIGHT)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_formats_are_turned_as_well(tmp_path: Path, kind: str, orientation: int) -> None:
    exif = pictures.with_orientation(orientation)
    wide = rendition(tmp_path, pictures.encoded(pictures.lying(orientation, 600, 400), kind, exif=exif), WIDE)
    assert wide.size == (600, 200)
    assert corners(wide) == UPRIGHT


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_nothing_but_pixels_is_left(tmp_path: Path, kind: str) -> None:
    original = pictures.phone_photograph(orientation=6, kind=kind)
    assert pictures.SECRET_MAKER.encode() in original
    whole = made(tmp_path, original, POST)
    for name in whole.sizes:
        picture, stored = whole.picture(name), whole.content(name)
        assert dict(picture.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(picture.info)
        marks = (pictures.SECRET_MAKER.encode(), b"Exif", b"EXIF", b"ICCP", b"ICC_PROFILE", b"XMP", b"adobe", b"GPS")
        assert [mark for mark in marks if mark in stored] == []


def test_comments_and_places_in_small_plain_pictures_go_as_well(tmp_path: Path) -> None:
    """A picture that needs no change of size, colour or direction is encoded anew from the pixels that were decoded."""
    told = pictures.encoded(pictures.quarters(64, 64), comment=b"taken at home", exif=pictures.telling_exif())
    whole = made(tmp_path, told, POST)
    for name in whole.sizes:
        assert b"taken at home" not in whole.content(name)
        assert pictures.SECRET_MAKER.encode() not in whole.content(name)


def test_a_grey_picture_of_sixteen_bits_keeps_its_greys(tmp_path: Path) -> None:
    row = b"".join((x * 65535 // 399).to_bytes(2, "little") for x in range(400))
    ramp = Image.frombytes("I;16", (400, 400), row * 400)
    grey = rendition(tmp_path, pictures.encoded(ramp, "PNG")).convert("L")
    seen = [grey.getpixel((x, 96)) for x in (2, 96, 189)]
    assert seen[0] < 10 and 118 < seen[1] < 138 and seen[2] > 245


def test_a_picture_of_one_bit_becomes_grey(tmp_path: Path) -> None:
    dots = Image.frombytes("1", (800, 800), (b"\x55" * 100 + b"\xaa" * 100) * 400)
    grey = rendition(tmp_path, pictures.encoded(dots, "PNG"))
    assert grey.mode == "RGB"
    assert all(96 < channel < 160 for channel in grey.getpixel((96, 96)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF", "HEIF"])
def test_what_was_see_through_is_white(tmp_path: Path, kind: str) -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert min(rendition(tmp_path, pictures.encoded(clear, kind)).getpixel((96, 96))) > 250


def test_a_colour_that_stands_for_nothing_is_white(tmp_path: Path) -> None:
    keyed = pictures.encoded(Image.new("RGB", (300, 300), pictures.RED), "PNG", transparency=pictures.RED)
    assert min(rendition(tmp_path, keyed).getpixel((96, 96))) > 250


def wide_colours() -> bytes:
    """A profile whose red and green have changed places: what it does can be seen."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("side", [192, 3000], ids=["kept as it is", "made smaller"])
def test_colours_are_brought_to_what_the_profile_meant(tmp_path: Path, side: int) -> None:
    plain = pictures.encoded(Image.new("RGB", (side, side), (220, 30, 30)), icc_profile=wide_colours())
    red, green, _ = rendition(tmp_path, plain).getpixel((96, 96))
    assert (green > 180, red < 80) == (True, True)


def test_an_odd_profile_or_odd_exif_costs_nobody_the_picture(tmp_path: Path) -> None:
    odd = pictures.encoded(pictures.quarters(), icc_profile=b"no profile at all" * 50)
    assert corners(rendition(tmp_path, odd)) == UPRIGHT
    odd = pictures.encoded(pictures.quarters(), exif=b"Exif\0\0II*\0" + b"\xff" * 60_000)
    assert corners(rendition(tmp_path, odd)) == UPRIGHT
    grey_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    odd = pictures.encoded(pictures.quarters(), icc_profile=grey_profile)
    assert corners(rendition(tmp_path, odd)) == UPRIGHT


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "I;16", "P", "1"])
def test_pictures_of_every_mode_come_out_in_colour(tmp_path: Path, mode: str) -> None:
    assert rendition(tmp_path, pictures.encoded(Image.new(mode, (300, 300)), "PNG")).mode == "RGB"


def test_a_fine_pattern_becomes_its_average_not_a_pattern_of_its_own(tmp_path: Path) -> None:
    """Every other column black: thinning out rows and columns would leave all black, all white, or stripes."""
    for mode in ("L", "P", "RGBA"):
        stripes = Image.frombytes("L", (3000, 3000), b"\0\xff" * 1500 * 3000).convert(mode)
        seen = rendition(tmp_path, pictures.encoded(stripes, "PNG")).getpixel((90, 90))
        assert all(110 < value < 145 for value in seen)


def test_a_twelve_megapixel_photograph_is_decoded_at_half_its_size(tmp_path: Path) -> None:
    """Which its memory tells. `benchmarks/pictures.py` tells the time; past the gate of 2 s something went wrong."""
    photograph = pictures.encoded(pictures.textured(4032, 3024), quality=88, exif=pictures.with_orientation(6))
    tries = [cost(tmp_path, photograph, POST) for _ in range(3)]
    assert {status for status, _, _ in tries} == {0}
    assert min(seconds for _, seconds, _ in tries) <= 2
    assert max(memory for _, _, memory in tries) <= 100_000_000


def noise(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: Any) -> Callable[[], bytes]:
    def draw() -> bytes:
        picture = Image.effect_noise((900, 686), 60).convert(mode).resize((width, height))
        return pictures.encoded(picture, kind, **options)

    return draw


def bare(width: int, height: int, bits: int, colour: int) -> Callable[[], bytes]:
    return lambda: pictures.bare_png(width, height, bits=bits, colour=colour)


HEAVY: dict[str, Callable[[], bytes]] = {
    "40 megapixels, progressive, every sample": noise(7200, 5490, progressive=True, subsampling=0),
    "40 megapixels of CMYK": noise(7200, 5490, mode="CMYK"),
    "36 megapixels with alpha": bare(6000, 6000, 8, 6),
    "16 bits a sample": bare(6000, 6000, 16, 2),
    "16 bits of grey": bare(6000, 6000, 16, 0),
    "1 bit": bare(6200, 6200, 1, 0),
    "webp": noise(4600, 3470, "WEBP", method=0),
    "avif": lambda: pictures.encoded(Image.new("RGB", (6_100, 4_580), pictures.GREEN), "AVIF", speed=10),
    "the longest": noise(1080, 37_000),
    "the longest, progressive": noise(1080, 37_000, progressive=True),
    "the longest, on its side": noise(37_000, 1080, exif=pictures.with_orientation(6)),
    "the longest with alpha": bare(1080, 37_000, 8, 6),
    "long, as a telephone keeps pages": noise(1080, 16_383),
    "a thread": bare(8, 4_900_000, 8, 2),
}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
@pytest.mark.parametrize("name", HEAVY)
def test_no_picture_takes_more_than_300_megabytes_and_5_seconds(tmp_path: Path, name: str) -> None:
    status, seconds, memory = least_cost(tmp_path, HEAVY[name](), POST)
    assert status == 0
    assert memory <= MEMORY
    assert seconds <= SECONDS


def test_what_waits_for_the_last_scan_costs_size_not_the_picture(tmp_path: Path) -> None:
    """Progressive, 40 megapixels, every sample: 240 MB before the first pixel. It is decoded at a quarter."""
    whole = made(tmp_path, noise(7200, 5490, progressive=True, subsampling=0)(), POST)
    assert (whole.answer["width"], whole.sizes["whole.webp"]) == (7200, (1800, 1372))


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
def test_a_picture_past_the_memory_is_called_too_heavy(tmp_path: Path) -> None:
    heavy = pictures.encoded(Image.new("RGB", (7_000, 5_600)), "AVIF", speed=10)
    status, _, memory = cost(tmp_path, heavy)
    assert status == decoder.TOO_HEAVY
    assert memory <= MEMORY


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import time\nwhile True: time.sleep(1)\n")
    monkeypatch.setattr(pipeline.decoder, "FOLDER", endless)
    monkeypatch.setattr(pipeline, "PATIENCE", 0.5)
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[0])
    with pytest.raises(ChildLost):
        decoded(tmp_path / "original", SQUARE)
    assert started[0].returncode == -signal.SIGKILL


def test_the_limit_of_time_ends_a_busy_child() -> None:
    program = "from media.decoder import limits; limits.limit(cpu=1)\nwhile True: pass"
    root = decoder.FOLDER.parent.parent
    status = subprocess.run([sys.executable, "-c", program], timeout=60, check=False, cwd=root).returncode
    assert pipeline.REASONS[status] == File.Reason.TOO_SLOW


def test_the_child_is_told_nothing_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "must-not-leave")
    spy = tmp_path / "spy.py"
    spy.write_text("import json, os\nprint(json.dumps(dict(os.environ)))\n")
    monkeypatch.setattr(pipeline.decoder, "FOLDER", spy)
    told = decoded(tmp_path / "original", SQUARE)
    assert decoder.ENVIRONMENT.items() <= told.items()
    assert "must-not-leave" not in told.values()


SPY = """
import json, sys
sys.argv = ["decoder", "missing", "{}"]
from runpy import run_path
try:
    run_path(sys.orig_argv[-1], run_name="__main__")
except SystemExit as ended:
    assert ended.code == 3, ended.code
print(json.dumps([sys.path, sorted(sys.modules)]))
"""


def test_the_child_knows_nothing_of_the_site(tmp_path: Path) -> None:
    """Neither its modules, nor where they are; its own come only as parts of its package."""
    spied = [sys.executable, "-I", "-c", SPY, str(decoder.FOLDER)]
    told = subprocess.run(spied, cwd=tmp_path, capture_output=True, check=True, env=decoder.ENVIRONMENT)
    path, modules = json.loads(told.stdout)
    assert not {str(decoder.FOLDER), str(decoder.FOLDER.parent), str(decoder.FOLDER.parent.parent)} & set(path)
    assert not {"media", "core", "weibo_site", "django", "codes", "motion", "pi_heif"} & set(modules)
    assert "picture_decoder.motion" in modules
