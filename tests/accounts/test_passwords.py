"""Changing and resetting a password."""

import time

import pytest
import time_machine
from django.test import Client

from accounts.actions import suspend
from accounts.models import User
from tests.accounts.forms import PASSWORD, links_in, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
NEW = "another-long-phrase"


@pytest.fixture
def link(alice: User, visitor: Client, run_outbox, mailoutbox) -> str:
    """The path in the letter that offers alice a new password."""
    visitor.post("/accounts/password/reset/", {"email": "Alice@example.org"})
    run_outbox()
    return links_in(mailoutbox)[-1]


def test_changing_ends_the_other_sessions(alice: User, run_outbox, mailoutbox) -> None:
    here, there = Client(), Client()
    sign_in(here, "alice")
    sign_in(there, "alice")
    answer = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW})
    assert (answer.status_code, answer["Location"]) == (303, "/settings/sessions/")
    assert (signed_in_as(here), signed_in_as(there)) == ("alice", "")
    assert len(here.get("/settings/sessions/").context["rows"]) == 1
    assert here.get("/settings/sessions/").context["rows"][0]["is_here"]
    run_outbox()
    assert [letter.to for letter in mailoutbox] == [["alice@example.org"]]
    assert sign_in(Client(), "alice", NEW).status_code == 303


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"oldpassword": "wrong-one", "password1": NEW}, "oldpassword"),
        ({"oldpassword": PASSWORD, "password1": "short"}, "password1"),
        ({"oldpassword": PASSWORD, "password1": "password"}, "password1"),
        ({"oldpassword": PASSWORD, "password1": "alice@example"}, "password1"),
        ({"oldpassword": "", "password1": NEW}, "oldpassword"),
        ({"oldpassword": PASSWORD, "password1": "a-long-phrase\0"}, "password1"),
    ],
)
def test_a_bad_change_is_told_beside_its_field(as_, alice: User, typed: dict[str, str], field: str) -> None:
    client = as_(alice)
    answer = client.post("/accounts/password/change/", typed)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert User.objects.get().check_password(PASSWORD)
    assert signed_in_as(client) == "alice"


def test_a_borrowed_browser_cannot_try_passwords(as_, alice: User) -> None:
    client = as_(alice)
    typed = {"oldpassword": "wrong-one", "password1": NEW}
    answers = [client.post("/accounts/password/change/", typed).status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]


def test_changing_needs_a_member(visitor: Client) -> None:
    assert visitor.get("/accounts/password/change/")["Location"].startswith("/accounts/login/?next=")


def test_resetting_sets_the_password_and_goes_in(link: str, visitor: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(email_confirmed=False)
    assert visitor.get(link).status_code == 200
    assert visitor.post(link, {"password1": NEW}).status_code == 303
    assert signed_in_as(visitor) == "alice"
    user = User.objects.get()
    assert user.check_password(NEW)
    assert user.email_confirmed


def test_resetting_ends_every_session(alice: User, as_, run_outbox, mailoutbox) -> None:
    listed, unlisted = Client(), as_(alice)
    sign_in(listed, "alice")
    listed.post("/accounts/password/reset/", {"email": "alice@example.org"})
    run_outbox()
    Client().post(links_in(mailoutbox)[-1], {"password1": NEW})
    assert (signed_in_as(listed), signed_in_as(unlisted)) == ("", "")


def test_a_link_works_once(link: str, visitor: Client) -> None:
    visitor.post(link, {"password1": NEW})
    stale = Client().get(link)
    assert stale.status_code == 404
    assert "这个链接已失效" in stale.content.decode()
    assert Client().post(link, {"password1": "a-third-long-phrase"}).status_code == 404


def test_a_link_works_for_three_hours(link: str, visitor: Client) -> None:
    with time_machine.travel(time.time() + 4 * 3600):
        assert visitor.get(link).status_code == 404


def test_a_link_dies_with_the_suspension(link: str, visitor: Client, alice: User) -> None:
    suspend(user=alice, by=None, reason="")
    assert visitor.get(link).status_code == 404


def test_a_weak_password_is_refused(link: str, visitor: Client) -> None:
    answer = visitor.post(link, {"password1": "password"})
    assert answer.status_code == 400
    assert "password1" in answer.context["form"].errors


@pytest.mark.parametrize("uid", ["x", "MQ", "!!!", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "LTE"])
def test_made_up_links(visitor: Client, uid: str) -> None:
    assert visitor.get(f"/accounts/password/reset/key/{uid}/abc-def/").status_code == 404


def test_the_answer_is_the_same_for_nobody(visitor: Client, alice: User, run_outbox, mailoutbox) -> None:
    answers = [
        visitor.post("/accounts/password/reset/", {"email": email}) for email in ("alice@example.org", "x@example.org")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (303, "/accounts/password/reset/sent/")
    ] * 2
    assert visitor.get("/accounts/password/reset/sent/").status_code == 200
    run_outbox()
    assert [letter.to for letter in mailoutbox] == [["alice@example.org"]]


def test_nobody_s_mailbox_is_flooded(alice: User) -> None:
    def ask(turn: int) -> int:
        client = Client(REMOTE_ADDR=f"203.0.113.{turn}")
        return client.post("/accounts/password/reset/", {"email": "alice@example.org"}).status_code

    assert [ask(turn) for turn in range(8)] == [303] * 6 + [429] * 2


@pytest.mark.parametrize("email", ["", "alice", "alice@example.org\r\nBcc: b@example.org", "al\0ice@example.org"])
def test_bad_addresses(visitor: Client, email: str) -> None:
    assert visitor.post("/accounts/password/reset/", {"email": email}).status_code == 400
