"""A member's page: who finds it, what it shows, what it costs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from accounts import actions
from tests import factories
from tests.queries import QueryGuard

if TYPE_CHECKING:
    from accounts.models import User

As = Callable[["User"], Client]


@pytest.fixture(autouse=True)
def _english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"


def test_everybody_may_read_it(visitor: Client, star: "User") -> None:
    actions.edit_profile(user=star, nickname="阿星", bio="Sings\nand writes", region="云南大理")
    page = visitor.get("/u/star/").content.decode()
    for shown in ("阿星", "@star", "Sings<br>and writes", "云南大理", "Singer and songwriter", "Personal", "Follow"):
        assert shown in page, shown


def test_another_case_leads_to_the_one_address(visitor: Client, alice: "User") -> None:
    answer = visitor.get("/u/ALICE/?tab=about")
    assert (answer.status_code, answer["Location"]) == (302, "/u/alice/?tab=about")


def test_a_nickname_leads_to_the_page_of_today(visitor: Client, star: "User") -> None:
    for name in ("阿星", "star", "STAR"):
        answer = visitor.get(f"/n/{name}/")
        assert (answer.status_code, answer["Location"]) == (302, "/u/star/"), name
    assert visitor.get("/n/nobody/").status_code == 404
    assert visitor.get(f"/n/{'x' * 500}/").status_code == 404


@pytest.mark.parametrize("handle", ["nobody", "a", "x" * 200, "阿星", "al%00ice", "alice%E2%80%AE"])
def test_what_is_nobodys_handle_is_missing_or_refused(visitor: Client, alice: "User", handle: str) -> None:
    assert visitor.get(f"/u/{handle}/").status_code in (400, 404)


def test_suspended_members_answer_like_missing_ones(visitor: Client, alice: "User") -> None:
    actions.suspend(user=alice, by=None, reason="test")
    suspended, missing = visitor.get("/u/alice/"), visitor.get("/u/nobody/")
    assert suspended.status_code == missing.status_code == 404
    # But for the address that was asked for: signing in leads back there.
    assert "alice" not in suspended.content.decode().replace("/u/alice/", "").replace("%2Fu%2Falice%2F", "")
    assert visitor.get("/n/alice/").status_code == 404


def test_the_declaration_is_shown_with_kind_and_date(visitor: Client, brand: "User") -> None:
    page = visitor.get("/u/brand/").content.decode()
    assert "emblem-blue" in page
    for shown in ("Makers of good tea", "Business", f"{brand.verified_at.year}"):
        assert shown in page
    about = visitor.get("/u/brand/?tab=about").content.decode()
    assert "/help/verification/" in about


def test_one_sees_whether_one_follows_and_is_followed(as_: As, alice: "User", bob: "User") -> None:
    assert "Follows you" in as_(alice).get("/u/bob/").content.decode()
    assert 'data-state="following"' in as_(bob).get("/u/alice/").content.decode()
    factories.make_follow(follower=alice, followee=bob)
    assert 'data-state="mutual"' in as_(bob).get("/u/alice/").content.decode()


def test_ones_own_page_leads_to_editing_and_a_first_post(as_: As, alice: "User") -> None:
    page = as_(alice).get("/u/alice/").content.decode()
    assert 'href="/settings/profile/"' in page
    assert "You have not posted yet" in page
    assert "alice has not posted yet" in Client().get("/u/alice/").content.decode()


def test_posts_are_the_authors_own_newest_first_page_by_page(visitor: Client, alice: "User", mallory: "User") -> None:
    factories.make_post(author=mallory, text="not hers")
    posts = [factories.make_post(author=alice, text=f"number {n}") for n in range(21)]
    first = visitor.get("/u/alice/")
    assert f'id="post-{posts[-1].pk}"' in first.content.decode()
    assert "not hers" not in first.content.decode()
    second = visitor.get(first.context["more_url"]).content.decode()
    assert f'id="post-{posts[0].pk}"' in second
    assert f'id="post-{posts[-1].pk}"' not in second


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "1e5", "0"])
def test_a_changed_cursor_is_refused(visitor: Client, alice: "User", cursor: str) -> None:
    assert visitor.get("/u/alice/", {"cursor": cursor}).status_code == 400


def test_markup_in_names_and_bio_is_text(visitor: Client, alice: "User") -> None:
    actions.edit_profile(user=alice, nickname="alice", bio="<script>alert(1)</script>", region='"><img src=x>')
    for address in ("/u/alice/", "/u/alice/?tab=about"):
        page = visitor.get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


@pytest.mark.parametrize("tab", ["", "?tab=about"])
def test_the_page_costs_the_same_with_one_post_and_with_twenty(
    query_guard: QueryGuard, as_: As, alice: "User", bob: "User", tab: str
) -> None:
    browser = as_(bob)
    query_guard(page=lambda: browser.get(f"/u/alice/{tab}"), one_more=lambda: factories.make_post(author=alice))
