"""A small site with something of everything on it, so that every form shows somewhere."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from follows.actions import block, mute
from posts.models import Post
from tests.factories import PASSWORD, make_follow, make_post, make_user
from tests.hostile.crawl import Form, forms_of


@dataclass(frozen=True)
class Actor:
    """Somebody who sends forms: a browser of theirs, and where they begin to look for forms."""

    browser: Callable[[], Client]
    start: list[str]

    def forms(self) -> list[Form]:
        return forms_of(self.browser(), self.start)


def every_form(actors: list[Actor]) -> list[tuple[Actor, Form]]:
    """Each kind of form once, with somebody whom the site shows it to."""
    return list({form.key: (actor, form) for actor in actors for form in actor.forms()}.values())


def quiet() -> Client:
    """A browser that is answered as the site answers: an error shows as a 500, not as an exception here."""
    return Client(raise_request_exception=False)


@pytest.fixture
def scene(alice: User, bob: User, star: User) -> Post:
    make_post(author=alice, text="On a site with #tea# @star [doge]")
    block(blocker=alice, blocked=make_user(handle="kept_away"))
    mute(muter=alice, muted=make_user(handle="too_loud"))
    return make_post(author=alice, text="One more")


@pytest.fixture
def letters(scene: Post, mailoutbox: list, run_outbox: Callable[[], int]) -> list[str]:
    """The links of letters: to a new password, and to an address confirmed. They are open to the bearer."""
    from tests.accounts.forms import links_in, sign_up

    sign_up(Client(), username="letters", email="letters@example.org")
    Client().post("/accounts/password/reset/", {"email": "alice@example.org"})
    run_outbox()
    return links_in(mailoutbox)


@pytest.fixture
def bearer(letters: list[str]) -> Actor:
    """Signed out, with letters in hand and a code that was asked for."""

    def browser() -> Client:
        client = quiet()
        client.post("/accounts/login/code/", {"email": "alice@example.org"})
        return client

    return Actor(browser, ["/", "/accounts/login/code/enter/", *letters])


@pytest.fixture
def member(scene: Post) -> Actor:
    """An author who is followed, signed in on two devices."""

    def browser() -> Client:
        for _device in range(2):
            client = quiet()
            client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
        return client

    return Actor(browser, ["/", "/u/alice/followers/", "/settings/sessions/", "/settings/blocks/", "/settings/mutes/"])


@pytest.fixture
def newcomer(scene: Post) -> Actor:
    """Follows somebody; the address is not confirmed yet."""
    user = make_user(handle="newcomer", email_confirmed=False)
    make_follow(follower=user, followee=scene.author)

    def browser() -> Client:
        client = quiet()
        client.force_login(user, backend="accounts.backends.StatefulBackend")
        return client

    return Actor(browser, ["/", "/u/alice/", "/accounts/email/"])


@pytest.fixture
def actors(bearer: Actor, member: Actor, newcomer: Actor) -> list[Actor]:
    return [bearer, member, newcomer]
