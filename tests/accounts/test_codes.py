"""Signing in with a code from a letter."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import codes
from accounts.actions import suspend
from accounts.models import User
from tests.accounts.forms import signed_in_as

pytestmark = pytest.mark.django_db


def ask(client: Client, email: str = "alice@example.org", **typed: str) -> object:
    return client.post("/accounts/login/code/", {"email": email} | typed)


def enter(client: Client, code: str) -> object:
    return client.post("/accounts/login/code/enter/", {"code": code})


@pytest.fixture
def code_sent(run_outbox, mailoutbox):
    def last() -> str:
        run_outbox()
        return re.search(r"\d{4} \d{4}", mailoutbox[-1].body)[0]

    return last


def test_signs_in_and_leads_back(visitor: Client, alice: User, code_sent) -> None:
    User.objects.filter(pk=alice.pk).update(email_confirmed=False)
    assert ask(visitor, "Alice@Example.org", next="/compose/")["Location"] == "/accounts/login/code/enter/"
    answer = enter(visitor, code_sent())
    assert (answer.status_code, answer["Location"]) == (303, "/compose/")
    assert signed_in_as(visitor) == "alice"
    assert User.objects.get().email_confirmed


def test_works_once_and_in_its_browser_only(visitor: Client, alice: User, code_sent) -> None:
    ask(visitor)
    code = code_sent()
    stranger = Client()
    assert enter(stranger, code).status_code == 302
    ask(stranger, "other@example.org")
    assert enter(stranger, code).status_code == 400
    enter(visitor, code)
    visitor.post("/accounts/logout/")
    assert enter(visitor, code).status_code == 302


def test_the_answer_is_the_same_for_nobody(visitor: Client, alice: User, run_outbox, mailoutbox) -> None:
    known, unknown = ask(visitor), ask(Client(), "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    run_outbox()
    assert [letter.to for letter in mailoutbox] == [["alice@example.org"]]


def test_asking_does_the_same_work_for_nobody(alice: User, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for email in ("alice@example.org", "nobody@example.org"):
        client = Client(REMOTE_ADDR=f"203.0.113.{len(counts)}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(client, email)
        counts.append([re.sub(r"'[^']*'|\d+", "", query["sql"])[:60] for query in queries])
    assert counts[0] == counts[1]


def test_five_tries_then_it_is_over(visitor: Client, alice: User, code_sent) -> None:
    ask(visitor)
    code = code_sent()
    for _ in range(codes.TRIES):
        assert enter(visitor, "00000000").status_code == 400
    assert enter(visitor, code).status_code == 400
    assert signed_in_as(visitor) == ""


def test_is_over_after_ten_minutes(visitor: Client, alice: User, code_sent) -> None:
    ask(visitor)
    code = code_sent()
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=11)):
        assert enter(visitor, code).status_code == 400


def test_does_not_let_suspended_members_in(visitor: Client, alice: User, code_sent) -> None:
    ask(visitor)
    code = code_sent()
    suspend(user=alice, by=None, reason="")
    assert enter(visitor, code).status_code == 400


@pytest.mark.parametrize("email", ["", "alice", "alice@example.org\n", "a\0@example.org"])
def test_bad_addresses(visitor: Client, email: str) -> None:
    assert ask(visitor, email).status_code == 400


@pytest.mark.parametrize("code", ["", "1\0", "9" * 40])
def test_bad_codes(visitor: Client, alice: User, code: str) -> None:
    ask(visitor)
    assert enter(visitor, code).status_code == 400


def test_nobody_s_mailbox_is_flooded(alice: User, run_outbox, mailoutbox) -> None:
    answers = [ask(Client(REMOTE_ADDR=f"203.0.113.{turn}"), "ALICE@example.org").status_code for turn in range(8)]
    assert answers == [303] * 6 + [429] * 2
    run_outbox()
    assert len(mailoutbox) == 6


def test_nobody_writes_to_a_list(visitor: Client) -> None:
    answers = [ask(visitor, f"victim{turn}@example.org").status_code for turn in range(31)]
    assert answers == [303] * 30 + [429]


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https:evil.example"])
def test_never_leads_elsewhere(visitor: Client, alice: User, code_sent, address: str) -> None:
    ask(visitor, next=address)
    assert enter(visitor, code_sent())["Location"] == "/"
