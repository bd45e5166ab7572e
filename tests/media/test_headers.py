"""What the request looks at before an upload is kept: its first bytes, never its pixels."""

import resource
from contextlib import suppress

import pytest
from PIL import Image

from core.refusals import Refusal, TooLarge
from media.headers import MAX_BYTES, Header, UnfitPicture, read_header
from tests.effort import effort
from tests.media import pictures

pytestmark = pytest.mark.decoder

SMALL = pictures.quarters(100, 80)
GOOD = {kind: pictures.encoded(SMALL, kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")}


@pytest.mark.parametrize("kind", GOOD)
def test_every_accepted_format_is_recognised_by_its_bytes_whatever_its_name(kind: str) -> None:
    upload = pictures.upload(GOOD[kind], name="holiday.txt")
    assert read_header(upload) == Header(kind, 100, 80)
    assert upload.read() == GOOD[kind]


REFUSED = {
    "nothing": b"",
    "text": b"hello, I am no picture" * 100,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"></svg>',
    "svg with a declaration": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "page": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7 ...",
    "bmp": pictures.encoded(SMALL, "BMP"),
    "tiff": pictures.encoded(SMALL, "TIFF"),
    "icon": pictures.encoded(SMALL, "ICO"),
    "playlist": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
    "jpeg and page": pictures.with_page(GOOD["JPEG"]),
    "gif and page": pictures.with_page(GOOD["GIF"]),
    "png and zip": pictures.with_zip(GOOD["PNG"]),
    "jpeg and zip": pictures.with_zip(GOOD["JPEG"]),
    "only a mark": b"\x89PNG\r\n\x1a\n",
    "too small": pictures.encoded(pictures.quarters(63, 400)),
    "png bomb": pictures.bare_png(30_000, 30_000),
    "webp that claims 268 megapixels": pictures.claimed_webp(16_383, 16_383),
    "png without area": pictures.bare_png(1, 1).replace(b"\0\0\0\x01\0\0\0\x01", bytes(8)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_of_ours_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UnfitPicture) as refusal:
        read_header(pictures.upload(REFUSED[name]))
    assert str(refusal.value.message).endswith((".", "。"))


def test_a_file_past_twenty_megabytes_is_too_large() -> None:
    with pytest.raises(TooLarge):
        read_header(pictures.upload(GOOD["PNG"] + bytes(MAX_BYTES)))


def test_pictures_that_carry_a_film_or_xmp_are_taken() -> None:
    film = b"\0\0\0\x18ftypmp42" + bytes(1000)
    note = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'
    assert read_header(pictures.upload(GOOD["JPEG"] + film)).format == "JPEG"
    assert read_header(pictures.upload(pictures.encoded(SMALL, "JPEG", xmp=note))).format == "JPEG"


def test_a_file_cut_anywhere_is_refused_or_left_to_the_decoder_but_never_an_error() -> None:
    for whole in GOOD.values():
        for tenth in range(10):
            try:
                read_header(pictures.upload(whole[: len(whole) * tenth // 10]))
            except Refusal as refusal:
                assert refusal.status == 400


def test_reading_a_header_costs_neither_time_nor_memory() -> None:
    heavy = [
        pictures.bare_png(30_000, 30_000),
        pictures.giant_gif(400),
        pictures.bare_png(6_000, 6_000, bits=8, colour=6),
        pictures.encoded(Image.new("RGB", (4_000, 3_000)), "WEBP"),
        pictures.encoded(Image.new("RGB", (4_000, 3_000)), "AVIF", speed=10),
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content in heavy:
        assert effort(lambda: taken_or_refused(content), enough=0.1) < 0.1  # noqa: B023
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def taken_or_refused(content: bytes) -> None:
    with suppress(UnfitPicture):
        read_header(pictures.upload(content))
