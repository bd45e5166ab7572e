"""The list of settings; language and appearance, for members and for visitors."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from accounts.models import User

As = Callable[["User"], Client]


def test_the_list_leads_to_every_page_of_the_settings(as_: As, alice: "User") -> None:
    browser = as_(alice)
    page = browser.get("/settings/").content.decode()
    named = ("profile", "appearance", "privacy", "groups", "blocks", "mutes", "words", "sessions")
    pages = (*(f"/settings/{name}/" for name in named), "/accounts/password/change/")
    for address in pages:
        assert f'href="{address}"' in page
        assert browser.get(address).status_code == 200


def test_a_visitors_choice_is_kept_in_the_browser(visitor: Client, db: None) -> None:
    answer = visitor.post("/settings/language/", {"language": "en", "next": "/u/alice/?tab=about"})
    assert (answer.status_code, answer["Location"]) == (303, "/u/alice/?tab=about")
    cookie = answer.cookies["language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    assert '<html lang="en"' in visitor.get("/settings/appearance/").content.decode()
    visitor.post("/settings/appearance/", {"appearance": "dark"})
    assert 'data-theme="dark"' in visitor.get("/settings/appearance/").content.decode()


def test_a_members_choice_is_kept_in_the_account_as_well(as_: As, alice: "User") -> None:
    browser = as_(alice)
    browser.post("/settings/language/", {"language": "en"})
    browser.post("/settings/appearance/", {"appearance": "dark"})
    alice.refresh_from_db()
    assert (alice.language, alice.appearance) == ("en", "dark")


@pytest.mark.parametrize(
    "evil", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_the_way_back_never_leaves_the_site(visitor: Client, db: None, evil: str) -> None:
    answer = visitor.post("/settings/language/", {"language": "en", "next": evil})
    assert answer["Location"] == "/settings/appearance/"


@pytest.mark.parametrize("name", ["language", "appearance"])
@pytest.mark.parametrize("value", ["", "xx", "nul\0", "x" * 5000, None])
def test_values_that_are_not_offered_are_refused(
    visitor: Client, as_: As, alice: "User", name: str, value: Any
) -> None:
    for browser in (visitor, as_(alice)):
        answer = browser.post(f"/settings/{name}/", {} if value is None else {name: value})
        assert answer.status_code == 400
        assert name not in answer.cookies


def test_a_choice_is_sent_not_followed(visitor: Client, db: None) -> None:
    assert visitor.get("/settings/language/").status_code == 405
    assert visitor.get("/settings/appearance/?appearance=dark").cookies.get("appearance") is None


def test_privacy_is_saved_whole_and_shown_again(alice: "User", as_: As) -> None:
    browser = as_(alice)
    assert browser.get("/settings/privacy/").content.decode().count(" checked") == 2
    assert browser.post("/settings/privacy/", {"pictures_downloadable": "on"}).status_code == 303
    alice.refresh_from_db()
    assert (alice.pictures_downloadable, alice.likes_shown) == (True, False)
    assert browser.get("/settings/privacy/").content.decode().count(" checked") == 1
