"""Keeping posts for later: the buttons, one's own list, sorting it, and what becomes of it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from follows.models import Block
from interactions import actions
from interactions.models import Favourite
from posts.models import Post
from tests import factories
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}
SCRIPT = ENGLISH | {"HX-Request": "true"}


def text(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address, headers=ENGLISH)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_post_is_kept_once_and_let_go(as_: As, post: Post, bob: User) -> None:
    browser = as_(bob)
    for _ in range(2):
        answer = browser.post(f"/posts/{post.pk}/favourite/", {"next": "/"})
        assert (answer.status_code, answer["Location"]) == (303, f"/#post-{post.pk}")
    assert Favourite.objects.filter(user=bob, post=post).count() == 1
    for _ in range(2):
        assert browser.post(f"/posts/{post.pk}/unfavourite/").status_code == 303
    assert not Favourite.objects.exists()


def test_a_script_is_given_the_buttons_and_what_to_say(as_: As, post: Post, bob: User) -> None:
    page = as_(bob).post(f"/posts/{post.pk}/favourite/", headers=SCRIPT).content.decode()
    assert f'formaction="/posts/{post.pk}/unfavourite/"' in page and "<p data-said>Saved</p>" in page
    page = as_(bob).post(f"/posts/{post.pk}/unfavourite/", headers=SCRIPT).content.decode()
    assert f'formaction="/posts/{post.pk}/favourite/"' in page and "No longer among your favourites" in page


def test_the_list_is_ones_own_newest_first_page_by_page(as_: As, visitor: Client, alice: User, bob: User) -> None:
    posts = [factories.make_post(author=alice) for _ in range(21)]
    for each in posts:
        actions.favourite(user=bob, post_id=each.pk)
    first = as_(bob).get("/favourites/")
    assert [line["kept"].post_id for line in first.context["lines"]] == [each.pk for each in posts[:0:-1]]
    second = as_(bob).get("/favourites/" + first.context["more_url"])
    assert [line["kept"].post_id for line in second.context["lines"]] == [posts[0].pk]
    assert "Nothing kept yet" in text(as_(alice), "/favourites/")
    assert visitor.get("/favourites/")["Location"] == "/accounts/login/?next=/favourites/"
    assert as_(bob).get("/favourites/?cursor=x").status_code == 400


@pytest.mark.parametrize("why", ["private", "deleted", "blocked"])
def test_what_went_out_of_sight_leaves_a_shell_that_can_be_removed(as_: As, alice: User, bob: User, why: str) -> None:
    secret = factories.make_post(author=alice, text="A secret by now")
    actions.favourite(user=bob, post_id=secret.pk)
    if why == "blocked":
        Block.objects.create(blocker=alice, blocked=bob)
    changes = {"private": {"visibility": "self"}, "deleted": {"deleted_at": "2026-01-01T00:00:00Z"}}
    if why in changes:
        Post.objects.filter(pk=secret.pk).update(**changes[why])
    page = text(as_(bob), "/favourites/")
    assert "This post is not available." in page
    assert "A secret by now" not in page and "/u/alice/" not in page
    answer = as_(bob).post(f"/posts/{secret.pk}/unfavourite/", {"next": "/favourites/"})
    assert answer.status_code == 303
    assert not Favourite.objects.exists()


def test_a_favourite_moves_into_a_folder_and_out_of_it(as_: As, post: Post, bob: User) -> None:
    actions.favourite(user=bob, post_id=post.pk)
    folder = actions.create_folder(owner=bob, name="Recipes")
    browser, there = as_(bob), f"/posts/{post.pk}/favourite/move/"
    assert 'value="" id="folder-none" checked' in text(browser, there)
    answer = browser.post(there, {"folder": folder.pk, "next": "/favourites/?cursor=7"})
    assert (answer.status_code, answer["Location"]) == (303, "/favourites/?cursor=7")
    assert [line["folder"] for line in browser.get("/favourites/").context["lines"]] == [folder]
    assert len(browser.get(folder.get_absolute_url()).context["lines"]) == 1
    browser.post(there, {"folder": ""})
    assert "This folder is empty" in text(browser, folder.get_absolute_url())
    assert Favourite.objects.filter(folder=None).count() == 1


def test_nothing_moves_into_anothers_folder_nor_what_is_not_kept(as_: As, post: Post, bob: User, mallory: User) -> None:
    actions.favourite(user=bob, post_id=post.pk)
    theirs = actions.create_folder(owner=mallory, name="Hers", is_public=True)
    there = f"/posts/{post.pk}/favourite/move/"
    for folder, status in ((theirs.pk, 404), (2**62, 404), (2**64, 400), ("x", 400), ("-1", 400)):
        assert as_(bob).post(there, {"folder": folder}).status_code == status, folder
    for browser in (as_(mallory),):
        assert browser.get(there).status_code == browser.post(there).status_code == 404
    assert as_(bob).get(f"/posts/{2**64}/favourite/move/").status_code == 404
    assert Favourite.objects.get().folder is None


def test_the_list_costs_the_same_with_twenty(query_guard: QueryGuard, as_: As, bob: User) -> None:
    browser = as_(bob)

    def one_more() -> None:
        post = factories.make_post()
        actions.favourite(user=bob, post_id=post.pk)
        folder = actions.create_folder(owner=bob, name=f"f{post.pk}"[-20:])
        actions.move_favourite(user=bob, post_id=post.pk, folder_id=folder.pk)

    query_guard(page=lambda: browser.get("/favourites/"), one_more=one_more)
