"""The pages of whom a person follows and of who follows them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


def text(browser: Client, address: str) -> str:
    answer = browser.get(address, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_reads_both_lists(alice: User, bob: User, visitor: Client) -> None:
    assert 'href="/u/bob/"' in text(visitor, "/u/alice/followers/")
    assert 'href="/u/alice/"' in text(visitor, "/u/bob/following/")


def test_a_mutual_follow_is_shown_as_such(alice: User, bob: User, as_: Browser) -> None:
    factories.make_follow(follower=alice, followee=bob)
    assert 'data-state="mutual"' in text(as_(alice), "/u/alice/following/")


def test_who_follows_the_reader_is_marked(alice: User, bob: User, mallory: User, as_: Browser) -> None:
    factories.make_follow(follower=bob, followee=mallory)
    assert "Follows you" in text(as_(alice), "/u/mallory/followers/")
    # The stylesheet hides the mark where it goes without saying.
    assert "own-followers" not in text(as_(alice), "/u/mallory/followers/")
    assert "own-followers" in text(as_(alice), "/u/alice/followers/")


def test_only_ones_own_followers_can_be_removed(alice: User, bob: User, as_: Browser) -> None:
    assert "/follows/bob/remove/" in text(as_(alice), "/u/alice/followers/")
    assert "/follows/bob/remove/" not in text(as_(bob), "/u/alice/followers/")
    assert "/remove/" not in text(as_(bob), "/u/bob/following/")


def test_suspended_people_are_not_listed(alice: User, bob: User, visitor: Client) -> None:
    User.objects.filter(pk=bob.pk).update(state="suspended")
    assert 'href="/u/bob/"' not in text(visitor, "/u/alice/followers/")
    assert visitor.get("/u/bob/following/").status_code == 404


def test_another_case_of_the_handle_leads_to_the_address(alice: User, visitor: Client) -> None:
    answer = visitor.get("/u/Alice/followers/")
    assert (answer.status_code, answer["Location"]) == (302, "/u/alice/followers/")


@pytest.mark.parametrize("which", ["following", "followers"])
def test_an_empty_list_says_so(alice: User, as_: Browser, visitor: Client, which: str) -> None:
    assert 'class="card empty"' in text(as_(alice), f"/u/alice/{which}/")
    assert 'class="card empty"' in text(visitor, f"/u/alice/{which}/")


def test_pages_hold_twenty_and_lead_on(alice: User, visitor: Client) -> None:
    for _ in range(21):
        factories.make_follow(follower=factories.make_user(), followee=alice)
    first = visitor.get("/u/alice/followers/")
    assert len(first.context["rows"]) == 20
    second = visitor.get("/u/alice/followers/" + first.context["more_url"])
    assert len(second.context["rows"]) == 1
    assert second.context["more_url"] is None
    assert not {row.person for row in first.context["rows"]} & {row.person for row in second.context["rows"]}


def test_past_the_end_one_is_led_back(alice: User, bob: User, visitor: Client) -> None:
    assert "That's everybody" in text(visitor, "/u/alice/followers/?cursor=1")


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "1%00", "٣"])
def test_a_tampered_cursor_is_refused(alice: User, visitor: Client, cursor: str) -> None:
    assert visitor.get(f"/u/alice/followers/?cursor={cursor}").status_code == 400


def test_nobody_is_missing(visitor: Client, db: None) -> None:
    assert visitor.get("/u/nobody/following/").status_code == 404


def test_a_post_is_refused(alice: User, visitor: Client) -> None:
    assert visitor.post("/u/alice/followers/").status_code == 405


@pytest.mark.parametrize("which", ["following", "followers"])
def test_a_page_costs_the_same_with_twenty_rows(
    alice: User, mallory: User, as_: Browser, query_guard: QueryGuard, which: str
) -> None:
    browser = as_(mallory)

    def one_more() -> None:
        other = factories.make_user()
        there = (
            {"follower": alice, "followee": other} if which == "following" else {"follower": other, "followee": alice}
        )
        factories.make_follow(**there)
        factories.make_follow(follower=other, followee=mallory)

    _, warm = query_guard(page=lambda: browser.get(f"/u/alice/{which}/"), one_more=one_more)
    # Session, reader, person, what they are to the reader, page, relations, suggested people, and the cache where it is
    # a table.
    assert warm <= 8
