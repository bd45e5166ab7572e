"""QR codes: found in every kind of picture, told with their places, and never a reason to lose one."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from media.decoder import codes
from posts.pictures import RECIPE as POST
from tests.effort import effort
from tests.media import pictures
from tests.media.decoding import MEMORY, SECONDS, least_cost, made

pytestmark = pytest.mark.decoder

ADDRESS = "https://example.com/a?b=c"


def wall(width: int, height: int) -> Image.Image:
    return Image.new("RGB", (width, height), (200, 210, 220))


def with_code(width: int, height: int, place: tuple[int, int], text: str = ADDRESS, scale: int = 6) -> Image.Image:
    picture = wall(width, height)
    picture.paste(pictures.qr(text, scale), place)
    return picture


def texts(folder: Path, content: bytes) -> list[str]:
    return [code["text"] for code in made(folder, content, POST).answer["codes"]]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF"])
def test_a_code_is_found_in_every_format(tmp_path: Path, kind: str) -> None:
    assert texts(tmp_path, pictures.encoded(with_code(1200, 900, (500, 300)), kind)) == [ADDRESS]


def test_a_picture_without_a_code_has_none(tmp_path: Path) -> None:
    assert texts(tmp_path, pictures.encoded(pictures.textured(1200, 900))) == []


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_its_place_is_told_in_parts_of_the_picture_as_it_is_seen(tmp_path: Path, orientation: int) -> None:
    turns = Image.Transpose
    undo = {3: turns.ROTATE_180, 6: turns.ROTATE_90, 8: turns.ROTATE_270}
    side = pictures.qr(ADDRESS).width
    stored = with_code(2000, 1000, (1000, 500))
    stored = stored.transpose(undo[orientation]) if orientation in undo else stored
    exif = pictures.with_orientation(orientation)
    (code,) = made(tmp_path, pictures.encoded(stored, exif=exif), POST).answer["codes"]
    # The quiet zone around it is four modules of six pixels.
    assert code["left"] == pytest.approx((1000 + 24) / 2000 * 10_000, abs=60)
    assert code["top"] == pytest.approx((500 + 24) / 1000 * 10_000, abs=60)
    assert code["width"] == pytest.approx((side - 48) / 2000 * 10_000, abs=60)
    assert code["height"] == pytest.approx((side - 48) / 1000 * 10_000, abs=60)


def test_a_code_at_the_edge_stays_within_the_picture(tmp_path: Path) -> None:
    bare = pictures.qr(ADDRESS, 20)
    bare = bare.crop((78, 78, bare.width - 78, bare.height - 78))
    (code,) = made(tmp_path, pictures.encoded(bare, "PNG"), POST).answer["codes"]
    assert 0 <= code["left"] <= code["left"] + code["width"] <= 10_000
    assert 0 <= code["top"] <= code["top"] + code["height"] <= 10_000


def test_codes_small_turned_and_light_on_dark_are_found(tmp_path: Path) -> None:
    small = with_code(4000, 3000, (3000, 2000), scale=7)
    assert texts(tmp_path, pictures.encoded(small)) == [ADDRESS]
    slanted = with_code(1200, 900, (500, 300)).rotate(30, expand=True, fillcolor="white")
    assert texts(tmp_path, pictures.encoded(slanted)) == [ADDRESS]
    dark = with_code(1200, 900, (500, 300)).point(lambda value: 255 - value)
    assert texts(tmp_path, pictures.encoded(dark)) == [ADDRESS]


def test_a_micro_code_is_found(tmp_path: Path) -> None:
    picture = wall(600, 400)
    picture.paste(pictures.qr("12345", 8, micro=True), (200, 100))
    assert texts(tmp_path, pictures.encoded(picture, "PNG")) == ["12345"]


def test_ten_codes_are_read_the_uppermost_first(tmp_path: Path) -> None:
    picture = wall(1600, 1900)
    for number in range(16):
        picture.paste(pictures.qr(f"code {number:02}"), (number % 4 * 400 + 50, number // 4 * 450 + 50))
    assert len(texts(tmp_path, pictures.encoded(picture, "PNG"))) == 10


def test_two_codes_of_one_text_are_two(tmp_path: Path) -> None:
    picture = with_code(1200, 900, (50, 50))
    picture.paste(pictures.qr(ADDRESS), (800, 500))
    assert texts(tmp_path, pictures.encoded(picture, "PNG")) == [ADDRESS, ADDRESS]


@pytest.mark.parametrize("top", [0, 1000, 2100, 7777, 23_700])
def test_codes_are_found_anywhere_in_a_long_picture_and_once(tmp_path: Path, top: int) -> None:
    (code,) = made(tmp_path, pictures.encoded(with_code(1080, 24_000, (800, top)), "PNG"), POST).answer["codes"]
    assert code["text"] == ADDRESS
    assert code["top"] == pytest.approx((top + 24) / 24_000 * 10_000, abs=6)
    assert code["left"] == pytest.approx((800 + 24) / 1080 * 10_000, abs=60)


def test_a_code_as_wide_as_a_long_picture_is_found_where_pieces_meet(tmp_path: Path) -> None:
    code = pictures.qr(ADDRESS, 30)
    picture = wall(code.width, code.width * 6)
    picture.paste(code, (0, code.width * 3 // 2))
    assert texts(tmp_path, pictures.encoded(picture, "PNG")) == [ADDRESS]


def test_what_no_database_keeps_is_replaced(tmp_path: Path) -> None:
    picture = wall(800, 800)
    picture.paste(pictures.qr(b"a\0b", 8), (100, 100))
    assert texts(tmp_path, pictures.encoded(picture, "PNG")) == ["a\N{REPLACEMENT CHARACTER}b"]


def test_bytes_that_are_no_text_do_not_hide_the_other_codes(tmp_path: Path) -> None:
    picture = wall(1600, 800)
    picture.paste(pictures.qr(b"\xff\xfe\xed\xa0\x80\x80", 8), (100, 100))
    picture.paste(pictures.qr(ADDRESS, 8), (900, 100))
    found = texts(tmp_path, pictures.encoded(picture, "PNG"))
    assert ADDRESS in found
    assert all(text.encode() for text in found)


def test_the_largest_code_fits(tmp_path: Path) -> None:
    text = "7" * 7089
    picture = pictures.qr(text, 8)
    assert texts(tmp_path, pictures.encoded(picture, "PNG")) == [text[:4300]]


def corners_everywhere() -> bytes:
    """Nothing but the squares in the corners of codes: every three of them might be one."""
    code = pictures.qr(ADDRESS).convert("L")
    corner = code.crop((18, 18, 72, 72)).resize((9, 9))
    picture = Image.new("L", (1917, 1917), 255)
    for number in range(213 * 213):
        picture.paste(corner, (number % 213 * 9, number // 213 * 9))
    return pictures.encoded(picture, "PNG")


def test_a_picture_that_keeps_the_reader_busy_is_shown_without_codes(tmp_path: Path) -> None:
    content = corners_everywhere()
    status, seconds, memory = least_cost(tmp_path, content, POST)
    assert (status, memory <= MEMORY, seconds <= SECONDS) == (0, True, True)
    assert len(made(tmp_path, content, POST).sizes) == 9


DEATHS: dict[str, Callable[[], object]] = {
    "an error": lambda: (_ for _ in ()).throw(RuntimeError),
    "no memory": lambda: (_ for _ in ()).throw(MemoryError),
    "a crash": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "no end": lambda: [None for _ in iter(int, 1)],
}


@pytest.mark.parametrize("name", DEATHS)
def test_a_reader_that_fails_finds_what_it_had_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def failing(*_: object) -> object:
        yield {"text": "found before"}
        DEATHS[name]()

    monkeypatch.setattr(codes, "found", failing)
    monkeypatch.setattr(codes, "SECONDS", 0.2)
    monkeypatch.setattr(codes.limits, "take_off", lambda seconds: None)
    began = time.monotonic()
    assert codes.read(wall(100, 100), (100, 100)) == [{"text": "found before"}]
    assert time.monotonic() - began < 10


def test_reading_takes_little_of_a_photographs_time() -> None:
    photograph = pictures.textured(1920, 1440)
    assert effort(lambda: list(codes.found(photograph, photograph.size)), enough=0.1) < 0.1
