"""Pictures that move: the first frame as stills, and a small animated WEBP within limits."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from media import decoder
from media.decoder.flattening import Colours, opaque
from media.models import File
from media.pipeline import Undecodable
from posts.pictures import RECIPE as POST
from tests.media import pictures
from tests.media.decoding import MEMORY, SECONDS, SQUARE, UPRIGHT, corners, least_cost, made, rendition

pytestmark = pytest.mark.decoder

MOTION = "motion.webp"
KINDS = ["GIF", "WEBP", "PNG"]


def durations(picture: Image.Image) -> list[int]:
    told = []
    for number in range(picture.n_frames):
        picture.seek(number)
        picture.load()
        told.append(picture.info["duration"])
    return told


def place(picture: Image.Image, number: int) -> float:
    """How far to the right the light square of this frame is: 0 to 1."""
    picture.seek(number)
    grey = picture.convert("L").point(lambda value: 255 if value > 245 else 0)
    left, _, right, _ = grey.getbbox()
    return left / (picture.width - (right - left))


@pytest.mark.parametrize("kind", KINDS)
def test_it_moves_at_its_own_pace_for_ever(tmp_path: Path, kind: str) -> None:
    shown = made(tmp_path, pictures.clip(pictures.frames(4), kind, duration=[40, 80, 120, 500]), POST)
    moving = shown.picture(MOTION)
    assert (moving.size, moving.n_frames, moving.info["loop"]) == ((160, 120), 4, 0)
    assert durations(moving) == [40, 80, 120, 500]
    assert [round(place(moving, number), 1) for number in range(4)] == [0, 0.3, 0.7, 1]
    assert list(shown.sizes)[-1] == MOTION


@pytest.mark.parametrize("kind", KINDS)
def test_its_stills_are_the_first_frame_and_so_is_a_picture_without_motion(tmp_path: Path, kind: str) -> None:
    moving = pictures.clip([pictures.quarters(), pictures.quarters().rotate(180)], kind)
    shown = made(tmp_path, moving, POST)
    stills = {name for name in shown.sizes if name != MOTION}
    assert {name: corners(shown.picture(name)) for name in stills} == dict.fromkeys(stills, UPRIGHT)
    assert corners(rendition(tmp_path, moving, SQUARE)) == UPRIGHT


def test_a_still_picture_does_not_move(tmp_path: Path) -> None:
    for kind in ("JPEG", "GIF", "PNG", "WEBP", "AVIF", "HEIF"):
        assert MOTION not in made(tmp_path, pictures.encoded(pictures.quarters(), kind), POST).sizes


def test_of_an_avif_that_moves_only_the_first_frame_is_shown(tmp_path: Path) -> None:
    moving = pictures.clip([pictures.quarters(), pictures.quarters().rotate(180)], "AVIF")
    shown = made(tmp_path, moving, POST)
    assert MOTION not in shown.sizes
    assert corners(shown.picture("feed-540.webp")) == UPRIGHT


def test_the_picture_that_an_apng_shows_elsewhere_is_no_frame(tmp_path: Path) -> None:
    instead, shown = Image.new("RGB", (160, 120), "black"), pictures.frames(3)
    apng = pictures.encoded(instead, "PNG", save_all=True, default_image=True, append_images=shown, duration=100)
    moving = made(tmp_path, apng, POST).picture(MOTION)
    assert moving.n_frames == 3
    assert place(moving, 0) == 0


def test_frames_too_short_to_be_meant_take_a_tenth_of_a_second(tmp_path: Path) -> None:
    hasty = pictures.clip(pictures.frames(4), duration=[0, 10, 20, 30])
    assert durations(made(tmp_path, hasty, POST).picture(MOTION)) == [100, 100, 20, 30]


def test_no_frame_stays_longer_than_a_minute(tmp_path: Path) -> None:
    slow = pictures.clip(pictures.frames(3), duration=[655_000, 40, 40])
    assert durations(made(tmp_path, slow, POST).picture(MOTION))[0] == 60_000


def test_it_is_made_smaller_to_fit_and_never_larger(tmp_path: Path) -> None:
    for size, seen in {(1200, 300): (540, 135), (300, 1200): (180, 720), (50, 60): (50, 60)}.items():
        assert made(tmp_path, pictures.clip(pictures.frames(3, *size)), POST).sizes[MOTION] == seen


def test_many_frames_are_made_smaller_still(tmp_path: Path) -> None:
    """300 frames of 500 × 375 would be 56 million pixels to write."""
    many = pictures.repeated_gif([frame.quantize(8) for frame in pictures.frames(2, 500, 375)], 150)
    width, height = made(tmp_path, many, POST).sizes[MOTION]
    assert 70_000 < width * height <= 25_000_000 / 300
    assert width / height == pytest.approx(4 / 3, abs=0.02)


def test_a_turned_animation_is_set_upright(tmp_path: Path) -> None:
    stored = [pictures.lying(6, 300, 200), pictures.lying(6, 300, 200)]
    stored[1].paste("white", (0, 0, 20, 20))
    moving = made(tmp_path, pictures.clip(stored, "WEBP", exif=pictures.with_orientation(6)), POST).picture(MOTION)
    assert moving.size == (300, 200)
    assert corners(moving) == UPRIGHT


def test_what_one_could_see_through_is_white_in_every_frame(tmp_path: Path) -> None:
    clear = [Image.new("RGBA", (100, 100), (0, 0, 0, 0)) for _ in range(3)]
    for number, frame in enumerate(clear):
        frame.paste((255, 0, 0, 128 if number else 255), (number * 20, 40, number * 20 + 20, 60))
    for kind in KINDS:
        moving = made(tmp_path, pictures.clip(clear, kind, disposal=2), POST).picture(MOTION)
        for number in range(3):
            moving.seek(number)
            assert min(moving.convert("RGB").getpixel((90, 10))) > 240


def test_greys_of_sixteen_bits_keep_their_light() -> None:
    """A frame as it is read, before it is written; Pillow can't write an animation of such frames for us."""
    for deep, shown in {0x4000: 0x3F, 0x8000: 0x7F, 0xFFFF: 0xFF}.items():
        frame = Colours(None).to_srgb(opaque(Image.new("I;16", (8, 8), deep)))
        assert frame.getpixel((4, 4)) == (shown, shown, shown)


def test_an_animation_carries_nothing_but_pixels(tmp_path: Path) -> None:
    told = pictures.clip(pictures.frames(3), "WEBP", exif=pictures.telling_exif(), xmp=pictures.TELLING_XMP)
    content = made(tmp_path, told, POST).content(MOTION)
    assert [mark for mark in (b"EXIF", b"XMP ", b"ICCP", pictures.SECRET_MAKER.encode()) if mark in content] == []


def claiming_apng(frames: int) -> bytes:
    """An APNG whose number of frames, which stands at its beginning, is not that of the frames that follow: three."""
    apng = pictures.clip(pictures.frames(3), "PNG")
    start, claim = apng.index(b"acTL") - 4, pictures.chunk(b"acTL", frames.to_bytes(4, "big") + bytes(4))
    return apng[:start] + claim + apng[start + len(claim) :]


def test_an_animation_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    whole = pictures.clip(pictures.frames(5), "GIF")
    for content in (claiming_apng(7), whole[: len(whole) * 2 // 3]):
        with pytest.raises(Undecodable) as refusal:
            made(tmp_path, content, POST)
        assert refusal.value.reason == File.Reason.DAMAGED


LONG: dict[str, Callable[[], bytes]] = {
    "400 giant frames": lambda: pictures.giant_gif(400),
    "three of them": lambda: pictures.giant_gif(3),
    "more than anybody watches": lambda: pictures.giant_gif(2500, side=200),
    "800,000 of one pixel": lambda: pictures.giant_gif(800_000, side=1),
    "a claim of a billion": lambda: claiming_apng(10**9),
}


@pytest.mark.parametrize("name", LONG)
def test_what_moves_for_too_long_is_refused_soon(tmp_path: Path, name: str) -> None:
    content = LONG[name]()
    status, seconds, memory = least_cost(tmp_path, content, POST)
    assert (status, memory <= MEMORY) == (decoder.TOO_LONG, True)
    assert seconds <= SECONDS / 2
    with pytest.raises(Undecodable) as refusal:
        made(tmp_path, content, POST)
    assert refusal.value.reason == File.Reason.TOO_LONG
    assert made(tmp_path, content, SQUARE).sizes


def colours(width: int, height: int) -> list[Image.Image]:
    return [pictures.textured(width, height).quantize(64, method=Image.Quantize.FASTOCTREE) for _ in range(2)]


HEAVY: dict[str, Callable[[], bytes]] = {
    "a clip of 100 frames": lambda: pictures.repeated_gif(colours(480, 270), 50),
    "large frames": lambda: pictures.repeated_gif(colours(1920, 1080), 20),
    "giant frames": lambda: pictures.repeated_gif(colours(5000, 4000), 2),
    "many small frames": lambda: pictures.repeated_gif(colours(150, 140), 750),
    "webp": lambda: pictures.clip([pictures.textured(1280, 720) for _ in range(2)] * 36, "WEBP", method=0, quality=50),
    "apng": lambda: pictures.clip([pictures.textured(1280, 720) for _ in range(2)] * 20, "PNG", compress_level=1),
}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
@pytest.mark.parametrize("name", HEAVY)
def test_no_animation_takes_more_than_300_megabytes_and_5_seconds(tmp_path: Path, name: str) -> None:
    status, seconds, memory = least_cost(tmp_path, HEAVY[name](), POST)
    assert status == 0
    assert memory <= MEMORY
    assert seconds <= SECONDS
