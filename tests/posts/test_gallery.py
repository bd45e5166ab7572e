"""How pictures are shown: their places, what a browser is offered for them, what is covered and what is missing."""

import re

import pytest

from accounts import actions as accounts
from accounts.models import User
from media.models import File
from posts import actions, cards, gallery, queries
from posts.audience import Options
from posts.models import Post
from posts.pictures import PICTURE, Attachment
from tests.media.renditions import PLACEHOLDER, make_ready, pending

pytestmark = pytest.mark.django_db


def publish(
    author: User, number: int = 1, *, ready: bool = True, moving: bool = False, alt: str = "", **fields
) -> Post:
    sizes = {name: fields.pop(name) for name in ("width", "height") if name in fields}
    files = [pending(author, PICTURE, **sizes) for _ in range(number)]
    given = [Attachment(file.key, alt) for file in files]
    post = actions.publish(author=author, raw=fields.pop("raw", "Look"), attachments=given, **fields)
    for file in files if ready else ():
        make_ready(file, moving=moving)
    return Post.objects.select_related("author").get(pk=post.pk)


def card(post: Post, viewer: User) -> str:
    return cards.draw(queries.among([post.pk], viewer=viewer), viewer=viewer)[0].html


@pytest.mark.parametrize(
    ("number", "shape"), [(1, "one"), (2, "grid"), (3, "grid"), (4, "four"), (5, "grid"), (9, "grid")]
)
def test_the_grid_is_weibos(alice, number: int, shape: str):
    html = card(publish(alice, number), alice)
    assert f"pictures-{shape}" in html
    assert html.count("data-picture ") == number
    assert [int(n) for n in re.findall(r"/photo/(\d+)/", html)] == list(range(1, number + 1))


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [
        (4000, 3000, (480, 360)),
        (3000, 4000, (360, 480)),
        (480, 480, (480, 480)),
        (200, 150, (200, 150)),
        (6000, 1000, (480, 160)),
        (1080, 2340, (222, 480)),
        (1080, 9000, (270, 360)),
        (64, 64, (120, 120)),
        (0, 0, (480, 480)),
    ],
    ids=["landscape", "portrait", "square", "small", "panorama", "telephone", "long", "tiny", "unknown"],
)
def test_one_picture_has_its_own_shape_within_limits(alice, width: int, height: int, shown: tuple[int, int]):
    (picture,) = gallery.of(publish(alice, width=width, height=height, ready=False))
    assert (picture.width, picture.height) == shown


def test_a_browser_is_offered_sizes_to_choose_from_and_one_without_webp_a_jpeg(alice):
    html = card(publish(alice, 2), alice)
    assert (
        len(re.findall(r'<source type="image/webp" srcset="/media/[\w-]{24} \d+w, /media/[\w-]{24} \d+w"', html)) == 2
    )
    assert (
        len(re.findall(r'<img src="/media/[\w-]{24}" alt="[^"]+" width="158" height="158" loading="lazy"', html)) == 2
    )
    assert html.count(PLACEHOLDER) == 2


def test_the_place_is_there_before_the_picture(alice):
    html = card(publish(alice, 3, ready=False), alice)
    assert "data-pictures-waiting" in html
    assert html.count('class="picture-room" width="158" height="158"') == 3
    assert "<picture>" not in html


def test_pictures_fill_in_where_they_are_asked_for(as_, visitor, alice):
    post = publish(alice, ready=False)
    waiting = visitor.get("/posts/cards/", {"post": [post.pk]}).content.decode()
    assert "data-pictures-waiting" in waiting
    make_ready(post.pictures.get().file)
    filled = visitor.get("/posts/cards/", {"post": [post.pk]}).content.decode()
    assert "data-pictures-waiting" not in filled
    assert "<picture>" in filled


@pytest.mark.parametrize("asked", ["x", "-1", "99999999999999999999", "1 OR 1", "\x00"])
def test_odd_ids_of_cards_are_refused(visitor, db, asked: str):
    assert visitor.get("/posts/cards/", {"post": asked}).status_code == 400


def test_cards_that_may_not_be_seen_are_left_out(visitor, as_, alice):
    post = publish(alice)
    Post.objects.filter(pk=post.pk).update(visibility="self")
    assert "<article" not in visitor.get("/posts/cards/", {"post": post.pk}).content.decode()
    assert "<article" in as_(alice).get("/posts/cards/", {"post": post.pk}).content.decode()


def test_what_is_said_of_a_picture_is_escaped_and_read_out(alice):
    html = card(publish(alice, alt='A "cat" <script>alert(1)</script>'), alice)
    assert 'alt="A &quot;cat&quot; &lt;script&gt;alert(1)&lt;/script&gt;"' in html
    assert "data-undescribed" not in html
    assert "data-undescribed" in card(publish(alice), alice)


def test_what_is_sensitive_is_covered_and_left_out_of_the_wall_and_of_previews(visitor, alice):
    post = publish(alice, options=Options(sensitive=True), alt="What is under the veil")
    assert '<details class="veil"' in card(post, alice)
    assert "og:image" not in visitor.get(f"/p/{post.pk}/").content.decode()
    assert "data-picture " not in visitor.get("/u/alice/?tab=photos").content.decode()
    picture = visitor.get(f"/p/{post.pk}/photo/1/").content.decode()
    assert '<details class="veil"' in picture
    # What it shows is told under the veil, to those who can't see it, and not below.
    assert 'alt="What is under the veil"' in picture and "photo-alt" not in picture


def test_other_sites_are_shown_a_jpeg(visitor, alice):
    post = publish(alice, alt="A cat")
    page = visitor.get(f"/p/{post.pk}/").content.decode()
    address = re.search(r'property="og:image" content="http://testserver(/media/[\w-]{24})"', page)
    assert address and visitor.get(address[1])["Content-Type"] == "image/jpeg"


def test_long_and_moving_pictures_are_marked(alice):
    assert 'class="picture-mark"' in card(publish(alice, width=1000, height=4000), alice)
    moving = card(publish(alice, moving=True), alice)
    assert "data-motion=" in moving and 'aria-pressed="false"' in moving
    assert "data-motion" not in card(publish(alice, raw="Still"), alice)


def test_of_a_long_picture_the_wider_file_is_shown_whole(alice):
    post = publish(alice, width=1000, height=39_000)
    file = post.pictures.get().file
    file.renditions.filter(name="whole.webp").update(width=420, height=16_383)
    file.renditions.filter(name="whole.jpeg").update(width=1000, height=39_000)
    (picture,) = gallery.of(post)
    assert picture.whole == picture.whole_jpeg
    file.renditions.filter(name="whole.webp").update(width=1000)
    (picture,) = gallery.of(post)
    assert picture.whole.name == "whole.webp"


# --- Failures -------------------------------------------------------------------------------------------------------
def failed(author: User) -> Post:
    post = publish(author, ready=False)
    reason = {"state": File.State.FAILED, "reason": File.Reason.TOO_SLOW}
    File.objects.filter(postpicture__post=post).update(**reason)
    actions.redraw(file=post.pictures.get().file)
    return Post.objects.select_related("author").get(pk=post.pk)


def test_a_picture_that_failed_says_so_to_all_and_why_to_its_author(as_, visitor, alice, mallory):
    post = failed(alice)
    why = str(File.Reason.TOO_SLOW.label)
    assert "picture-failed" in card(post, mallory) and why not in card(post, mallory)
    assert why in card(post, alice)
    address = f"/p/{post.pk}/photo/1/"
    assert "/retry/" in as_(alice).get(address).content.decode()
    page = visitor.get(address).content.decode()
    assert "/retry/" not in page and why not in page


# --- The page of one picture ----------------------------------------------------------------------------------------
def test_each_picture_has_a_page_with_its_neighbours(visitor, alice):
    post = publish(alice, 3, alt="One of three")
    page = visitor.get(f"/p/{post.pk}/photo/2/").content.decode()
    assert f"/p/{post.pk}/photo/1/" in page and f"/p/{post.pk}/photo/3/" in page
    assert "One of three" in page
    assert 'rel="prev"' not in visitor.get(f"/p/{post.pk}/photo/1/").content.decode()


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_there_is_no_page_of_a_picture_that_is_not_there(visitor, alice, number: str):
    post = publish(alice)
    assert visitor.get(f"/p/{post.pk}/photo/{number}/").status_code == 404
    assert visitor.get(f"/p/{publish(alice, raw='again').pk}/photo/1/").status_code == 200


def test_saving_is_offered_where_the_author_allows_it(visitor, as_, alice):
    post = publish(alice)
    assert "data-save=" in card(post, alice)
    assert " download=" in visitor.get(f"/p/{post.pk}/photo/1/").content.decode()
    browser = as_(alice)
    assert browser.post("/settings/privacy/", {}).status_code == 303
    assert "data-save=" not in card(post, alice)
    assert " download=" not in visitor.get(f"/p/{post.pk}/photo/1/").content.decode()
    assert "checked" not in browser.get("/settings/privacy/").content.decode()
    assert browser.post("/settings/privacy/", {"pictures_downloadable": "on"}).status_code == 303
    alice.refresh_from_db()
    assert alice.pictures_downloadable
    assert "data-save=" in card(post, alice)


def test_privacy_is_a_members_own_page(visitor, db):
    assert visitor.get("/settings/privacy/").status_code == 302


# --- The wall, and what pages cost ----------------------------------------------------------------------------------
def test_the_photos_tab_collects_what_the_viewer_may_see(visitor, as_, alice):
    public, private = publish(alice, 2), publish(alice, raw="Mine")
    Post.objects.filter(pk=private.pk).update(visibility="self")
    publish(alice, raw="Not yet", ready=False)
    page = visitor.get("/u/alice/?tab=photos").content.decode()
    assert set(re.findall(r"/p/(\d+)/photo/", page)) == {str(public.pk)}
    assert str(private.pk) in as_(alice).get("/u/alice/?tab=photos").content.decode()


def test_an_empty_wall_says_what_it_is_for(visitor, as_, alice):
    assert "/compose/" in as_(alice).get("/u/alice/?tab=photos").content.decode()
    assert visitor.get("/u/alice/?tab=photos").status_code == 200


def test_a_wall_costs_the_same_with_more_on_it(visitor, alice, query_guard):
    cold, _ = query_guard(
        page=lambda: visitor.get("/u/alice/?tab=photos"), one_more=lambda: publish(alice, raw=str(Post.objects.count()))
    )
    assert cold <= 8


def test_cards_cost_the_same_with_more_pictures(as_, alice, query_guard):
    browser = as_(alice)
    cold, warm = query_guard(
        page=lambda: browser.get("/u/alice/"), one_more=lambda: publish(alice, 3, raw=str(Post.objects.count()))
    )
    assert cold <= 15
    assert warm <= 8


def test_a_suspended_members_wall_is_missing(visitor, alice):
    publish(alice)
    accounts.suspend(user=alice, by=None, reason="test")
    assert visitor.get("/u/alice/?tab=photos").status_code == 404
