"""HEIC as telephones write it: tiles, turned by a box of the file, up to 48 megapixels."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image, ImageCms

from media import decoder
from media.headers import Header, UnfitPicture, read_header
from media.models import File
from media.pipeline import Undecodable
from posts.pictures import RECIPE as POST
from tests.media import pictures
from tests.media.decoding import MEMORY, SECONDS, SQUARE, UPRIGHT, corners, least_cost, made, rendition

pytestmark = pytest.mark.decoder


def header(content: bytes) -> Header:
    return read_header(pictures.upload(content, "IMG_0001.HEIC"))


def test_its_size_is_read_without_opening_it() -> None:
    assert header(pictures.heic(pictures.quarters(500, 400))) == Header("HEIC", 500, 400)
    assert (
        "pi_heif"
        not in subprocess.run(
            [sys.executable, "-c", "import sys, media.headers; print(*sys.modules)"],
            cwd=decoder.FOLDER.parent.parent,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .split()
    )


def test_of_tiles_the_whole_is_meant_and_its_turn_counts() -> None:
    tile = pictures.textured(256, 256)
    assert header(pictures.tiled_heic(tile, 1500, 1000)) == Header("HEIC", 1500, 1000)
    assert header(pictures.tiled_heic(tile, 1500, 1000, turn=1)) == Header("HEIC", 1000, 1500)
    assert header(pictures.tiled_heic(tile, 1500, 1000, turn=2)) == Header("HEIC", 1500, 1000)


BRANDS = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"heim": "HEIC",
    b"heis": "HEIC",
    b"hevc": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
}


@pytest.mark.parametrize("brand", BRANDS)
def test_every_mark_of_it_is_known(brand: bytes) -> None:
    content = pictures.heic(pictures.quarters())
    assert header(content[:8] + brand + content[12:]).format == BRANDS[brand]


def test_a_common_mark_with_avif_among_the_compatible_ones_is_avif() -> None:
    content = pictures.encoded(pictures.quarters(), "AVIF")
    assert header(content[:8] + b"mif1" + content[12:]) == Header("AVIF", 400, 300)


@pytest.mark.parametrize("content", [b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)])
def test_one_without_a_size_is_damaged(content: bytes) -> None:
    with translation.override("en"), pytest.raises(UnfitPicture, match="damaged"):
        header(content)


def test_too_many_pixels_are_told_with_the_number() -> None:
    with translation.override("en"), pytest.raises(UnfitPicture, match="49 million"):
        header(pictures.tiled_heic(pictures.textured(256, 256), 9000, 6000))


@pytest.mark.parametrize(("turn", "size"), [(0, (400, 300)), (1, (300, 400)), (2, (400, 300)), (3, (300, 400))])
def test_it_is_turned_by_its_box(tmp_path: Path, turn: int, size: tuple[int, int]) -> None:
    turned = pictures.quarters(400, 300).rotate(90 * turn, expand=True)
    whole = made(tmp_path, pictures.tiled_heic(pictures.quarters(400, 300), 400, 300, turn=turn), POST)
    assert (whole.answer["width"], whole.answer["height"]) == size
    assert corners(whole.picture("feed-540.webp")) == corners(turned)


def test_exif_does_not_turn_it_once_more(tmp_path: Path) -> None:
    """Telephones write the turn twice: as a box, which counts, and in EXIF."""
    whole = made(tmp_path, pictures.heic(pictures.quarters(), exif=pictures.with_orientation(1).tobytes()), POST)
    assert corners(whole.picture("feed-540.webp")) == UPRIGHT


def test_its_colours_are_brought_to_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert corners(rendition(tmp_path, pictures.heic(pictures.quarters(), icc_profile=profile))) == UPRIGHT


def test_ten_bits_become_eight(tmp_path: Path) -> None:
    import pillow_heif

    deep = pillow_heif.from_bytes("RGB;16", (100, 100), b"\0\x80" * 30_000)
    deep.save(tmp_path / "deep.heic")
    seen = rendition(tmp_path, (tmp_path / "deep.heic").read_bytes()).getpixel((50, 50))
    assert all(120 < value < 136 for value in seen)


def test_one_cut_at_each_tenth_is_damaged(tmp_path: Path) -> None:
    whole = pictures.heic(Image.effect_noise((600, 400), 90).convert("RGB"))
    for tenth in range(1, 10):
        with pytest.raises(Undecodable) as refusal:
            made(tmp_path, whole[: len(whole) * tenth // 10], SQUARE)
        assert refusal.value.reason == File.Reason.DAMAGED


SIZES = {"12": (4032, 3024), "24": (5712, 4284), "48": (8064, 6048)}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
@pytest.mark.parametrize("megapixels", SIZES)
def test_a_telephones_photograph_fits_in_memory_and_time(tmp_path: Path, megapixels: str) -> None:
    # At this quality 48 megapixels would be 6 MB, as telephones make them, if each tile were kept by itself.
    photograph = pictures.tiled_heic(pictures.textured(512, 512), *SIZES[megapixels], turn=3, quality=45)
    assert header(photograph).format == "HEIC"
    status, seconds, memory = least_cost(tmp_path, photograph, POST)
    assert status == 0
    assert memory <= MEMORY
    assert seconds <= SECONDS


class WithoutMemory:
    size, mode, stride = (10, 10), "RGB", 30

    @property
    def data(self) -> bytes:
        raise RuntimeError("Memory allocation error: Unspecified: Allocating 146313231 bytes failed")


def test_one_past_the_memory_is_called_too_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from media.decoder import heic

    (tmp_path / "original").write_bytes(pictures.heic(pictures.quarters()))
    original = heic.HeicOriginal(tmp_path / "original")
    monkeypatch.setattr(original, "_opened", WithoutMemory())
    with pytest.raises(MemoryError):
        original.decode(1)
