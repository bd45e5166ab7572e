"""Confirming an e-mail address, and exchanging it."""

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import letters
from accounts.actions import EmailTaken, change_email, confirm_email, suspend
from accounts.letters import Stationery
from accounts.models import User
from core.models import OutboxRow
from tests.accounts.forms import PASSWORD, links_in, sign_up
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAPER = Stationery("http://testserver", "en")


@pytest.fixture
def link(visitor: Client, run_outbox, mailoutbox) -> str:
    """The path in the letter that asks dora to confirm."""
    sign_up(visitor)
    run_outbox()
    return links_in(mailoutbox)[-1]


def test_the_link_shows_a_button_and_pressing_it_confirms(link: str, visitor: Client) -> None:
    assert visitor.get(link).status_code == 200
    assert not User.objects.get().email_confirmed
    answer = visitor.post(link)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    user = User.objects.get()
    assert user.email_confirmed
    assert user.emailaddress_set.get().verified


def test_pressing_twice_does_no_harm(link: str, visitor: Client) -> None:
    assert [visitor.post(link).status_code for _ in range(2)] == [303, 303]


def test_works_signed_out_too(link: str) -> None:
    assert Client().post(link)["Location"] == "/accounts/login/"
    assert User.objects.get().email_confirmed


def test_works_for_three_days(link: str, visitor: Client) -> None:
    with time_machine.travel(timezone.now() + timezone.timedelta(days=4)):
        assert visitor.post(link).status_code == 404


@pytest.mark.parametrize("proof", ["x", "a:b:c", "WzEsImEiLCJhIl0:1x:y"])
def test_made_up_links(visitor: Client, proof: str) -> None:
    assert visitor.get(f"/accounts/confirm-email/{proof}/").status_code == 404


def test_dies_with_the_suspension(link: str, visitor: Client) -> None:
    suspend(user=User.objects.get(), by=None, reason="")
    assert visitor.post(link).status_code == 404


def test_the_letter_is_sent_again_a_few_times(visitor: Client, run_outbox, mailoutbox) -> None:
    sign_up(visitor)
    answers = [visitor.post("/accounts/email/send-again/").status_code for _ in range(7)]
    assert answers == [303] * 6 + [429]
    run_outbox()
    assert len(mailoutbox) == 7


def test_a_confirmed_member_gets_no_further_letter(as_, alice: User) -> None:
    assert as_(alice).post("/accounts/email/send-again/").status_code == 303
    assert not OutboxRow.objects.exists()


def test_a_letter_whose_reader_is_gone_is_not_sent(visitor: Client, run_outbox, mailoutbox) -> None:
    sign_up(visitor)
    confirm_email(user=User.objects.get())
    run_outbox()
    assert mailoutbox == []


def change(client: Client, email: str = "new@example.org", password: str = PASSWORD) -> object:
    return client.post("/accounts/email/", {"email": email, "oldpassword": password})


def test_changing_takes_the_password_and_a_letter_to_both(as_, alice: User, run_outbox, mailoutbox) -> None:
    client = as_(alice)
    assert change(client, "New@Example.org").status_code == 303
    run_outbox()
    assert User.objects.get().email == "alice@example.org"
    assert [letter.to for letter in mailoutbox] == [["new@example.org"]]
    assert client.post(links_in(mailoutbox)[-1]).status_code == 303
    run_outbox()
    user = User.objects.get()
    assert (user.email, user.email_confirmed) == ("new@example.org", True)
    assert list(user.emailaddress_set.values_list("email", "verified")) == [("new@example.org", True)]
    assert mailoutbox[-1].to == ["alice@example.org"]


def test_changing_without_the_password_is_refused(as_, alice: User) -> None:
    answer = change(as_(alice), password="wrong-one")
    assert answer.status_code == 400
    assert "oldpassword" in answer.context["form"].errors
    assert b"new@example.org" in answer.content
    assert not OutboxRow.objects.exists()


@pytest.mark.parametrize("email", ["", "alice@example.org", "new@example.org\n", "x"])
def test_bad_addresses(as_, alice: User, email: str) -> None:
    assert change(as_(alice), email).status_code == 400


def test_whether_an_address_is_a_member_s_is_not_told(as_, alice: User, bob: User, run_outbox, mailoutbox) -> None:
    client = as_(alice)
    assert change(client, "bob@example.org").status_code == 303
    run_outbox()
    answer = client.post(links_in(mailoutbox)[-1])
    assert answer.status_code == 409
    assert User.objects.get(pk=alice.pk).email == "alice@example.org"


def test_an_older_link_is_worthless_after_a_change(as_, alice: User, run_outbox, mailoutbox) -> None:
    client = as_(alice)
    change(client)
    run_outbox()
    change_email(user=alice, email="third@example.org", stationery=PAPER)
    assert client.post(links_in(mailoutbox)[-1]).status_code == 404


def test_a_letter_cannot_be_given_further_headers(db: None) -> None:
    user = make_user(handle="dora", email_confirmed=False)
    User.objects.filter(pk=user.pk).update(email="a@example.org\nbcc: b@example.org")
    user.refresh_from_db()
    letters.ask_to_confirm(user, PAPER)
    with pytest.raises(ValueError, match=r"newline|Newline|Header"):
        letters.post(OutboxRow.objects.get().payload)
    assert mail.outbox == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", sorted(letters.LETTERS))
def test_every_letter_can_be_written(db: None, kind: str, language: str, mailoutbox) -> None:
    user = make_user(handle="dora", nickname="朵拉", email_confirmed=False)
    paper = {"origin": "http://testserver", "language": language}
    asked = {"user": user.pk, "to": user.email, "was": user.email, "code": "12345678"}
    assert letters.post({"kind": kind, **paper, **asked})
    letter = mailoutbox[-1]
    assert "朵拉" in letter.body
    assert "&" not in letter.body
    assert "微言" in letter.subject


def test_a_settings_page_says_what_is_closed(visitor: Client) -> None:
    sign_up(visitor)
    assert b"/accounts/email/send-again/" in visitor.get("/accounts/email/").content


def test_members_without_an_address_are_written_nothing(run_outbox, mailoutbox) -> None:
    user = make_user(handle="dora", email="")
    letters.tell_password_changed(user, PAPER)
    change_email(user=user, email="dora@example.org", stationery=PAPER)
    assert run_outbox() == 0
    assert User.objects.get().email_confirmed


def test_every_column_of_the_address_moves_together(alice: User) -> None:
    with pytest.raises(EmailTaken):
        change_email(user=make_user(handle="dora"), email="alice@example.org", stationery=PAPER)
    dora = User.objects.get(handle="dora")
    assert (dora.email, dora.emailaddress_set.get().email) == ("dora@example.org", "dora@example.org")
