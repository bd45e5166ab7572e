"""What the child makes of a recipe: sizes, parts, what is left out, the placeholder."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from media.recipes import Box, Order, Recipe, cropped
from posts.pictures import RECIPE as POST
from tests.media import pictures
from tests.media.decoding import UPRIGHT, WIDE, corners, made, rendition

pytestmark = pytest.mark.decoder


def contained(width: int, height: int) -> Recipe:
    return Recipe((Order("whole", Box("contain", width, height)),))


def test_a_cover_is_the_middle_three_to_one(tmp_path: Path) -> None:
    assert rendition(tmp_path, pictures.jpeg(3000, 2000), WIDE).size == (1200, 400)


def test_a_small_picture_keeps_its_size_and_is_cropped_to_the_shape(tmp_path: Path) -> None:
    square = cropped("192", 192, 192)
    assert rendition(tmp_path, pictures.jpeg(100, 64), square).size == (64, 64)
    assert rendition(tmp_path, pictures.jpeg(300, 300), WIDE).size == (300, 100)
    assert rendition(tmp_path, pictures.jpeg(64, 4000), WIDE).size == (64, 21)


def test_what_is_contained_is_whole_and_inside_and_never_enlarged(tmp_path: Path) -> None:
    for size, seen in {(3000, 2000): (600, 400), (2000, 3000): (533, 800), (300, 200): (300, 200)}.items():
        whole = rendition(tmp_path, pictures.jpeg(*size), contained(600, 800))
        assert whole.size == seen
        assert corners(whole) == UPRIGHT


def test_a_post_gets_every_rendition_of_a_photograph(tmp_path: Path) -> None:
    photograph = made(tmp_path, pictures.jpeg(4032, 3024), POST)
    assert photograph.sizes == {
        "cell-240.webp": (240, 240),
        "cell-360.webp": (360, 360),
        "cell-360.jpeg": (360, 360),
        "feed-540.webp": (540, 405),
        "feed-720.webp": (720, 540),
        "feed-1080.webp": (1080, 810),
        "feed-1080.jpeg": (1080, 810),
        "whole.webp": (1920, 1440),
        "whole.jpeg": (1920, 1440),
    }
    assert {photograph.picture(name).format for name in photograph.sizes if "webp" in name} == {"WEBP"}
    assert {photograph.picture(name).format for name in photograph.sizes if "jpeg" in name} == {"JPEG"}


def test_what_would_only_repeat_another_size_of_its_family_is_left_out(tmp_path: Path) -> None:
    small = made(tmp_path, pictures.jpeg(500, 400), POST)
    assert small.sizes == {
        "cell-240.webp": (240, 240),
        "cell-360.webp": (360, 360),
        "cell-360.jpeg": (360, 360),
        "feed-540.webp": (500, 400),
        "feed-1080.jpeg": (500, 400),
        "whole.webp": (500, 400),
        "whole.jpeg": (500, 400),
    }
    square = made(tmp_path, pictures.jpeg(100, 100), POST)
    names = ["cell-240.webp", "cell-360.jpeg", "feed-540.webp", "feed-1080.jpeg", "whole.webp", "whole.jpeg"]
    assert square.sizes == dict.fromkeys(names, (100, 100))


def striped(width: int, height: int) -> Image.Image:
    """Red at the beginning, blue after."""
    picture = Image.new("RGB", (width, height), pictures.BLUE)
    picture.paste(pictures.RED, (0, 0, width, width * 2))
    return picture


def test_of_a_long_picture_lists_show_the_beginning_and_all_of_it_can_be_read(tmp_path: Path) -> None:
    long = made(tmp_path, pictures.encoded(striped(1200, 24_000), "PNG"), POST)
    assert long.sizes == {
        "cell-240.webp": (240, 240),
        "cell-360.webp": (360, 360),
        "cell-360.jpeg": (360, 360),
        "feed-540.webp": (540, 720),
        "feed-720.webp": (720, 960),
        "feed-1080.webp": (1080, 1440),
        "feed-1080.jpeg": (1080, 1440),
        "whole.webp": (819, 16_383),
        "whole.jpeg": (1080, 21_600),
    }
    for name in ("cell-240.webp", "feed-540.webp", "feed-1080.jpeg"):
        assert corners(long.picture(name)) == ["red"] * 4
    whole = long.picture("whole.jpeg").resize((10, 200))
    assert [whole.getpixel((5, y))[0] > 200 for y in (5, 15, 25, 195)] == [True, True, False, False]


@pytest.mark.parametrize(("height", "shown"), [(1000, (400, 600)), (999, (400, 600)), (1001, (400, 533))])
def test_long_begins_at_two_and_a_half(tmp_path: Path, height: int, shown: tuple[int, int]) -> None:
    feed = Recipe((Order("feed", Box("contain", 400, 600), Box("cover", 400, 533)),))
    size = rendition(tmp_path, pictures.encoded(Image.new("RGB", (400, height))), feed).size
    assert size == ((400, 533) if height >= 1000 else (round(400 * 600 / height), 600))


def test_one_edge_is_not_lost_on_the_way_down(tmp_path: Path) -> None:
    """A frame of one colour around another stays on all four sides, whatever the factors were that led here."""
    for width, height in ((4031, 3023), (3999, 2999), (1921, 1441)):
        framed = Image.new("RGB", (width, height), pictures.RED)
        framed.paste(pictures.GREEN, (40, 40, width - 40, height - 40))
        for kind in ("JPEG", "PNG"):
            small = rendition(tmp_path, pictures.encoded(framed, kind), contained(400, 400))
            right, bottom = small.width - 1, small.height - 1
            for spot in ((0, bottom // 2), (right, bottom // 2), (right // 2, 0), (right // 2, bottom)):
                red, green, _ = small.getpixel(spot)
                assert (red > 180, green < 80) == (True, True)


def test_the_placeholder_is_the_picture_in_sixteen_pixels(tmp_path: Path) -> None:
    for size, seen in {(4032, 3024): (16, 12), (600, 1200): (8, 16), (10, 10): (10, 10)}.items():
        address = made(tmp_path, pictures.jpeg(*size), POST).answer["placeholder"]
        kind, _, content = address.partition(",")
        assert kind == "data:image/webp;base64"
        assert len(address) <= 600
        tiny = Image.open(io.BytesIO(base64.b64decode(content)))
        assert tiny.size == seen
        assert corners(tiny) == UPRIGHT


def test_a_placeholder_of_noise_is_short_as_well(tmp_path: Path) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((16, 16), 255) for _ in range(3)])
    assert 0 < len(made(tmp_path, pictures.encoded(noise, "PNG"), POST).answer["placeholder"]) <= 600


def test_what_a_recipe_does_not_ask_for_is_not_made(tmp_path: Path) -> None:
    answer = made(tmp_path, pictures.encoded(pictures.qr("https://example.com/")), WIDE).answer
    assert (answer["placeholder"], answer["codes"]) == ("", [])
