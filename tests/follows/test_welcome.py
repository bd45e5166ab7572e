"""First steps: interests, people, a first post; each may be skipped, and taken again."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.actions.first_steps import choose_interests
from accounts.models import User
from accounts.queries import interests_of
from follows.models import Follow
from follows.suggestions import suggested
from tests import factories
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def observatory(brand: User) -> User:
    User.objects.filter(pk=brand.pk).update(field="science")
    return brand


def test_interests_are_chosen(mallory: User, as_: Browser) -> None:
    answer = as_(mallory).post("/welcome/", {"fields": ["science", "food"]})
    assert (answer.status_code, answer["Location"]) == (303, "/welcome/people/")
    assert interests_of(mallory) == ["science", "food"]
    mallory.refresh_from_db()
    assert mallory.welcomed_at


def test_choosing_again_replaces_what_was_chosen(mallory: User, as_: Browser) -> None:
    choose_interests(user=mallory, fields=["science", "food"])
    browser = as_(mallory)
    page = browser.get("/welcome/").content.decode()
    assert page.count(" checked") == 2
    browser.post("/welcome/", {"fields": ["food", "pets"]})
    assert interests_of(mallory) == ["food", "pets"]
    browser.post("/welcome/", {})
    assert interests_of(mallory) == []


def test_skipping_keeps_what_was_chosen_before(mallory: User, as_: Browser) -> None:
    choose_interests(user=mallory, fields=["science"])
    answer = as_(mallory).post("/welcome/", {"skip": "1", "fields": ["food"]})
    assert answer["Location"] == "/welcome/people/"
    assert interests_of(mallory) == ["science"]


def test_an_unknown_field_is_refused(mallory: User, as_: Browser) -> None:
    assert as_(mallory).post("/welcome/", {"fields": ["science", "gossip"]}).status_code == 400
    assert interests_of(mallory) == []


def test_accounts_of_the_fields_come_chosen(mallory: User, observatory: User, as_: Browser) -> None:
    factories.make_user(handle="somebody")
    choose_interests(user=mallory, fields=["science"])
    answer = as_(mallory).get("/welcome/people/", headers=ENGLISH)
    assert answer.context["chosen"] == [observatory.pk]
    page = answer.content.decode()
    assert "Official account in Science" in page
    assert page.count(" checked") == 1


def test_the_chosen_are_followed_at_once(mallory: User, alice: User, observatory: User, as_: Browser) -> None:
    browser = as_(mallory)
    answer = browser.post("/welcome/people/", {"people": [observatory.pk, alice.pk]}, headers=ENGLISH)
    assert (answer.status_code, answer["Location"]) == (303, "/welcome/hello/")
    assert Follow.objects.filter(follower=mallory).count() == 2
    assert "You follow 2 new accounts." in browser.get("/welcome/hello/", headers=ENGLISH).content.decode()


def test_sending_twice_follows_once(mallory: User, alice: User, as_: Browser) -> None:
    browser = as_(mallory)
    for _ in range(2):
        assert browser.post("/welcome/people/", {"people": [alice.pk, mallory.pk]}).status_code == 303
    alice.refresh_from_db()
    assert alice.follower_count == 1


def test_skipping_follows_nobody(mallory: User, alice: User, as_: Browser) -> None:
    answer = as_(mallory).post("/welcome/people/", {"skip": "1", "people": [alice.pk]})
    assert answer["Location"] == "/welcome/hello/"
    assert not Follow.objects.exists()


@pytest.mark.parametrize("people", [["x"], ["-1"], [str(2**70)], [str(n) for n in range(1, 14)], ["１"]])
def test_impossible_choices_are_refused(mallory: User, as_: Browser, people: list[str]) -> None:
    assert as_(mallory).post("/welcome/people/", {"people": people}).status_code == 400


def test_somebody_unknown_is_passed_over(mallory: User, as_: Browser) -> None:
    assert as_(mallory).post("/welcome/people/", {"people": ["999999"]}).status_code == 303


def test_the_limit_is_told(mallory: User, alice: User, as_: Browser, settings: Settings) -> None:
    settings.OPEN_LIMITS = False
    people = User.objects.bulk_create([User(handle=f"p{n}", nickname=f"p{n}") for n in range(60)])
    Follow.objects.bulk_create([Follow(follower=mallory, followee=person) for person in people])
    assert as_(mallory).post("/welcome/people/", {"people": [alice.pk]}).status_code == 429


def test_who_follows_everybody_goes_on(mallory: User, as_: Browser) -> None:
    assert as_(mallory).get("/welcome/people/").status_code == 200


def test_a_first_post_has_a_beginning(mallory: User, as_: Browser) -> None:
    choose_interests(user=mallory, fields=["music"])
    browser = as_(mallory)
    page = browser.get("/welcome/hello/", headers=ENGLISH)
    prompt = page.context["prompts"][0]
    assert prompt["text"] == "#Hello# I'm mallory, new here. "
    assert "mallory, new here." in browser.get(prompt["url"], headers=ENGLISH).content.decode()
    assert page.context["prompts"][-1]["text"].startswith("#Music#")


def test_home_leads_to_first_steps_until_they_are_taken(mallory: User, as_: Browser) -> None:
    browser = as_(mallory)
    assert 'id="first-steps-title"' in browser.get("/").content.decode()
    browser.post("/welcome/", {"skip": "1"})
    assert 'id="first-steps-title"' not in browser.get("/").content.decode()


def test_the_first_home_of_a_new_member_names_people(mallory: User, alice: User, as_: Browser) -> None:
    assert [row.person.handle for row in suggested(mallory)] == ["alice"]
    assert 'href="/u/alice/"' in as_(mallory).get("/").content.decode()


@pytest.mark.parametrize("address", ["/welcome/", "/welcome/people/", "/welcome/hello/"])
def test_visitors_sign_in_first(visitor: Client, db: None, address: str) -> None:
    for answer in (visitor.get(address), visitor.post(address)):
        assert answer.status_code in (302, 303)
        assert answer["Location"].startswith("/accounts/login/?next=/welcome/")


def test_people_cost_the_same_with_more_of_them(mallory: User, as_: Browser, query_guard: QueryGuard) -> None:
    choose_interests(user=mallory, fields=["science"])
    browser = as_(mallory)

    def one_more() -> None:
        user = factories.make_user()
        factories.verify(user, kind="business", declaration="An observatory")
        User.objects.filter(pk=user.pk).update(field="science")

    cold, _ = query_guard(page=lambda: browser.get("/welcome/people/"), one_more=one_more)
    # Session, member, interests, accounts of the fields, popular ones, relations.
    assert cold <= 6
