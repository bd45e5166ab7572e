"""The buttons: follow, unfollow, remove; with and without JavaScript, signed in and out."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from follows.models import Follow

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def test_following_leads_back_to_where_the_button_was(alice: User, mallory: User, as_: Browser) -> None:
    answer = as_(mallory).post("/follows/alice/follow/", {"next": "/search/?q=al"})
    assert (answer.status_code, answer["Location"]) == (303, "/search/?q=al")
    assert Follow.objects.filter(follower=mallory, followee=alice).exists()


@pytest.mark.parametrize("evil", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_a_foreign_next_leads_to_the_person(alice: User, mallory: User, as_: Browser, evil: str) -> None:
    answer = as_(mallory).post("/follows/alice/follow/", {"next": evil})
    assert answer["Location"] == "/u/alice/"


def test_a_script_is_given_the_button_alone(alice: User, mallory: User, as_: Browser) -> None:
    browser = as_(mallory)
    answer = browser.post("/follows/alice/follow/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'action="/follows/alice/unfollow/"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    answer = browser.post("/follows/alice/unfollow/", headers={"HX-Request": "true"})
    assert 'action="/follows/alice/follow/"' in answer.content.decode()


def test_following_back_is_mutual(alice: User, bob: User, as_: Browser) -> None:
    answer = as_(alice).post("/follows/bob/follow/", headers={"HX-Request": "true"})
    assert 'data-state="mutual"' in answer.content.decode()


def test_unfollowing_twice_is_no_error(alice: User, bob: User, as_: Browser) -> None:
    browser = as_(bob)
    for _ in range(2):
        answer = browser.post("/follows/alice/unfollow/")
        assert (answer.status_code, answer["Location"]) == (303, "/u/alice/")
    assert not Follow.objects.exists()


@pytest.mark.parametrize("verb", ["follow", "unfollow"])
def test_reading_the_address_of_a_verb_changes_nothing(alice: User, bob: User, as_: Browser, verb: str) -> None:
    answer = as_(bob).get(f"/follows/alice/{verb}/")
    assert (answer.status_code, answer["Location"]) == (302, "/u/alice/")
    assert Follow.objects.filter(follower=bob, followee=alice).exists()


@pytest.mark.parametrize("verb", ["follow", "unfollow", "remove"])
def test_a_visitor_signs_in_first_and_comes_back(alice: User, visitor: Client, verb: str) -> None:
    answer = visitor.post(f"/follows/alice/{verb}/", {"next": "/u/alice/followers/"})
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/login/?next=%2Fu%2Falice%2Ffollowers%2F")


def test_a_visitor_without_next_comes_back_to_the_person(alice: User, visitor: Client) -> None:
    assert visitor.post("/follows/alice/follow/")["Location"] == "/accounts/login/?next=%2Fu%2Falice%2F"


@pytest.mark.parametrize("verb", ["follow", "unfollow", "remove"])
def test_nobody_is_missing(bob: User, as_: Browser, verb: str) -> None:
    assert as_(bob).post(f"/follows/nobody/{verb}/").status_code == 404


def test_a_handle_counts_in_any_case(alice: User, mallory: User, as_: Browser) -> None:
    assert as_(mallory).post("/follows/ALICE/follow/").status_code == 303
    assert Follow.objects.filter(follower=mallory, followee=alice).exists()


def test_following_oneself_is_told_in_words(alice: User, as_: Browser) -> None:
    answer = as_(alice).post("/follows/alice/follow/", headers={"Accept-Language": "en"})
    assert answer.status_code == 409
    assert "follow yourself" in answer.content.decode()


def test_a_suspended_account_is_told_in_words(alice: User, bob: User, as_: Browser) -> None:
    User.objects.filter(pk=alice.pk).update(state="suspended")
    answer = as_(bob).post("/follows/alice/follow/", headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert "suspended" in answer.content.decode()


def test_a_deleted_account_is_missing(alice: User, bob: User, as_: Browser) -> None:
    User.objects.filter(pk=alice.pk).update(state="deleted")
    assert as_(bob).post("/follows/alice/follow/").status_code == 404


def test_the_limit_is_told_in_words(alice: User, mallory: User, as_: Browser, settings: Settings) -> None:
    settings.OPEN_LIMITS = False
    people = User.objects.bulk_create([User(handle=f"p{n}", nickname=f"p{n}") for n in range(60)])
    Follow.objects.bulk_create([Follow(follower=mallory, followee=person) for person in people])
    answer = as_(mallory).post("/follows/alice/follow/", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "60 accounts in an hour" in answer.content.decode()


def test_a_stale_csrf_token_changes_nothing(alice: User, mallory: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mallory, backend="accounts.backends.StatefulBackend")
    assert browser.post("/follows/alice/follow/").status_code == 403
    assert not Follow.objects.exists()


def test_other_methods_are_refused(alice: User, bob: User, as_: Browser) -> None:
    assert as_(bob).put("/follows/alice/follow/").status_code == 405


def test_a_follower_is_removed_after_asking(alice: User, bob: User, as_: Browser) -> None:
    browser = as_(alice)
    page = browser.get("/follows/bob/remove/")
    assert page.status_code == 200
    assert Follow.objects.exists()
    answer = browser.post("/follows/bob/remove/")
    assert (answer.status_code, answer["Location"]) == (303, "/u/alice/followers/")
    assert not Follow.objects.exists()


def test_somebody_who_does_not_follow_is_not_asked_about(alice: User, mallory: User, as_: Browser) -> None:
    assert as_(alice).get("/follows/mallory/remove/")["Location"] == "/u/mallory/"
    assert as_(alice).post("/follows/mallory/remove/").status_code == 303
