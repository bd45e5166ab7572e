"""The child process: what it makes of good pictures and of hostile ones, and what it may cost."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from media import decode, pipeline
from media.models import File
from media.pipeline import Undecodable, decoded
from tests.media import pictures

SQUARE = [{"name": "192", "width": 192, "height": 192}]
WIDE = [{"name": "1200", "width": 1200, "height": 400}]


def made(folder: Path, content: bytes, orders: list[dict[str, object]] = SQUARE) -> Image.Image:
    """The rendition that the child makes of these bytes. Raises Undecodable."""
    original = folder / "original"
    original.write_bytes(content)
    (answer,) = decoded(original, orders)
    rendition = Image.open(folder / f"{answer['name']}.webp")
    rendition.load()
    assert rendition.size == (answer["width"], answer["height"])
    return rendition


def corners(picture: Image.Image) -> list[str]:
    """The colours at a tenth from each corner, reading order."""
    near = {"red": pictures.RED, "green": pictures.GREEN, "blue": pictures.BLUE, "white": pictures.WHITE}
    far_x, far_y = picture.width * 9 // 10, picture.height * 9 // 10
    spots = [(picture.width // 10, picture.height // 10), (far_x, picture.height // 10)]
    spots += [(picture.width // 10, far_y), (far_x, far_y)]

    def named(spot: tuple[int, int]) -> str:
        seen = picture.convert("RGB").getpixel(spot)
        return min(near, key=lambda name: sum((a - b) ** 2 for a, b in zip(seen, near[name], strict=True)))

    return [named(spot) for spot in spots]


UPRIGHT = ["red", "green", "blue", "white"]
GOOD = {
    "jpeg": pictures.jpeg(),
    "progressive": pictures.encoded(pictures.quarters(), progressive=True),
    "cmyk": pictures.encoded(pictures.quarters(mode="CMYK")),
    "png": pictures.encoded(pictures.quarters(), "PNG"),
    "palette": pictures.encoded(pictures.quarters(mode="P"), "PNG"),
    "gif": pictures.encoded(pictures.quarters(mode="P"), "GIF"),
    "webp": pictures.encoded(pictures.quarters(), "WEBP"),
    "avif": pictures.encoded(pictures.quarters(), "AVIF"),
    "large": pictures.jpeg(4000, 3000),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_format_becomes_a_square_webp(tmp_path: Path, name: str) -> None:
    rendition = made(tmp_path, GOOD[name])
    assert (rendition.format, rendition.mode, rendition.size) == ("WEBP", "RGB", (192, 192))
    assert corners(rendition) == UPRIGHT


def test_a_cover_is_the_middle_three_to_one(tmp_path: Path) -> None:
    assert made(tmp_path, pictures.jpeg(3000, 2000), WIDE).size == (1200, 400)


def test_a_small_picture_keeps_its_size_and_is_cropped_to_the_shape(tmp_path: Path) -> None:
    assert made(tmp_path, pictures.jpeg(100, 64)).size == (64, 64)
    assert made(tmp_path, pictures.jpeg(300, 300), WIDE).size == (300, 100)
    assert made(tmp_path, pictures.jpeg(64, 4000), WIDE).size == (64, 21)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_stands_upright(tmp_path: Path, orientation: int) -> None:
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
    lying = pictures.quarters(600, 400)
    lying = lying.transpose(undo[orientation]) if orientation in undo else lying
    exif = Image.Exif()
    exif[0x0112] = orientation
    rendition = made(tmp_path, pictures.encoded(lying, exif=exif), WIDE)
    assert rendition.size == (600, 200)
    assert corners(rendition) == UPRIGHT


def test_nothing_but_pixels_is_left(tmp_path: Path) -> None:
    original = pictures.phone_photograph(orientation=6)
    assert pictures.SECRET_MAKER.encode() in original
    rendition = made(tmp_path, original)
    assert dict(rendition.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp"} & set(rendition.info)
    stored = (tmp_path / "192.webp").read_bytes()
    assert not any(mark in stored for mark in (pictures.SECRET_MAKER.encode(), b"EXIF", b"ICCP", b"XMP"))


def test_a_grey_picture_of_sixteen_bits_keeps_its_greys(tmp_path: Path) -> None:
    ramp = Image.new("I;16", (400, 400))
    for x in range(400):
        for y in range(400):
            ramp.putpixel((x, y), x * 65535 // 399)
    rendition = made(tmp_path, pictures.encoded(ramp, "PNG")).convert("L")
    middle = [rendition.getpixel((x, 96)) for x in (2, 96, 189)]
    assert middle[0] < 10 and 118 < middle[1] < 138 and middle[2] > 245


def test_a_picture_of_one_bit_becomes_grey(tmp_path: Path) -> None:
    dots = Image.new("1", (800, 800))
    dots.putdata([(x + y) % 2 * 255 for y in range(800) for x in range(800)])
    assert made(tmp_path, pictures.encoded(dots, "PNG")).mode == "RGB"


def test_what_was_see_through_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    for kind in ("PNG", "WEBP", "GIF"):
        assert min(made(tmp_path, pictures.encoded(clear, kind)).getpixel((96, 96))) > 250


def test_colours_of_another_space_are_brought_to_srgb(tmp_path: Path) -> None:
    lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert corners(made(tmp_path, pictures.encoded(pictures.quarters(), icc_profile=lab_like))) == UPRIGHT


def test_an_odd_profile_or_odd_exif_costs_nobody_the_picture(tmp_path: Path) -> None:
    odd = pictures.encoded(pictures.quarters(), icc_profile=b"no profile at all" * 50)
    assert corners(made(tmp_path, odd)) == UPRIGHT
    odd = pictures.encoded(pictures.quarters(), exif=b"Exif\0\0II*\0" + b"\xff" * 60_000)
    assert corners(made(tmp_path, odd)) == UPRIGHT


def test_only_the_first_of_four_hundred_giant_frames_is_opened(tmp_path: Path) -> None:
    assert made(tmp_path, pictures.giant_gif(400)).size == (192, 192)


DAMAGED = {
    "text": b"hello" * 1000,
    "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "bomb of one bit": pictures.bare_png(30_000, 30_000),
    "webp that claims more than it has": pictures.claimed_webp(4000, 4000),
    "png without its end": pictures.bare_png(500, 500)[:80],
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_cannot_be_read_is_damaged(tmp_path: Path, name: str) -> None:
    with pytest.raises(Undecodable) as refusal:
        made(tmp_path, DAMAGED[name])
    assert refusal.value.reason == File.Reason.DAMAGED


def test_a_file_cut_at_each_tenth_is_damaged(tmp_path: Path) -> None:
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        whole = pictures.encoded(noise, kind)
        for tenth in range(10):
            with pytest.raises(Undecodable):
                made(tmp_path, whole[: len(whole) * tenth // 10])


# The peak of a process counts what it was forked from: a small one starts the child and reports its cost.
MEASURE = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024]))
"""


def cost(folder: Path, content: bytes) -> tuple[int, float, int]:
    """Status, CPU seconds and peak bytes of memory of the child that makes a cover of it."""
    (folder / "original").write_bytes(content)
    child = [sys.executable, "-I", decode.__file__, "original", json.dumps(WIDE)]
    measured = subprocess.run([sys.executable, "-c", MEASURE, *child], cwd=folder, capture_output=True, check=True)
    return tuple(json.loads(measured.stdout))


def photograph(width: int, height: int, kind: str, **options: object) -> bytes:
    return pictures.encoded(Image.effect_noise((900, 686), 60).convert("RGB").resize((width, height)), kind, **options)


HEAVY: dict[str, Callable[[], bytes]] = {
    "40 megapixels, progressive, every sample": lambda: photograph(7200, 5490, "JPEG", progressive=True, subsampling=0),
    "36 megapixels with alpha": lambda: pictures.bare_png(6_000, 6_000, bits=8, colour=6),
    "16 bits a sample": lambda: pictures.bare_png(6_000, 6_000, bits=16, colour=2),
    "webp": lambda: photograph(4_600, 3_470, "WEBP", method=0),
    "avif": lambda: pictures.encoded(Image.new("RGB", (6_100, 4_580), pictures.GREEN), "AVIF", speed=10),
    "giant frames": lambda: pictures.giant_gif(400),
}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
@pytest.mark.parametrize("name", HEAVY)
def test_no_picture_takes_more_than_300_megabytes_and_5_seconds(tmp_path: Path, name: str) -> None:
    status, seconds, memory = cost(tmp_path, HEAVY[name]())
    assert status == 0
    assert memory <= 300_000_000
    assert seconds <= 5


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
def test_a_picture_past_the_memory_is_called_too_heavy(tmp_path: Path) -> None:
    heavy = pictures.encoded(Image.new("RGB", (7_000, 5_600)), "AVIF", speed=10)
    status, _, memory = cost(tmp_path, heavy)
    assert status == decode.TOO_HEAVY
    assert memory <= 300_000_000


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import time\nwhile True: time.sleep(1)\n")
    monkeypatch.setattr(pipeline.decode, "__file__", str(endless))
    monkeypatch.setattr(pipeline, "PATIENCE", 0.5)
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[0])
    with pytest.raises(Undecodable) as refusal:
        decoded(tmp_path / "original", SQUARE)
    assert refusal.value.reason == File.Reason.TOO_SLOW
    assert started[0].returncode == -signal.SIGKILL


def test_the_limit_of_time_ends_a_busy_child(tmp_path: Path) -> None:
    program = "import sys; sys.path.insert(0, sys.argv[1]); import decode; decode.limit(cpu=1)\nwhile True: pass"
    busy = [sys.executable, "-c", program, str(Path(decode.__file__).parent)]
    status = subprocess.run(busy, timeout=20, check=False).returncode
    assert pipeline.REASONS[status] == File.Reason.TOO_SLOW


def test_the_child_knows_nothing_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "must-not-leave")
    spy = tmp_path / "spy.py"
    spy.write_text("import json, os, sys\nprint(json.dumps([{'env': dict(os.environ), 'path': sys.path}]))\n")
    monkeypatch.setattr(pipeline.decode, "__file__", str(spy))
    (answer,) = decoded(tmp_path / "original", SQUARE)
    assert "must-not-leave" not in json.dumps(answer)
    assert str(Path(decode.__file__).parent.parent) not in answer["path"]


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "I;16"])
def test_pictures_of_every_mode_come_out_in_colour(tmp_path: Path, mode: str) -> None:
    assert made(tmp_path, pictures.encoded(Image.new(mode, (300, 300)), "PNG")).mode == "RGB"
