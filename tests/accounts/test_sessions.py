"""Where one is signed in."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.actions import delete_account, restore, suspend
from accounts.devices import described
from accounts.models import User
from accounts.tasks import forget_ended_sessions
from core.models import AuditEntry
from tests.accounts.forms import sign_in, signed_in_as

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
EDGE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


def browser(user_agent: str = FIREFOX, address: str = "203.0.113.5") -> Client:
    return Client(headers={"user-agent": user_agent}, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("user_agent", "browser", "system", "is_phone"),
    [
        (FIREFOX, "Firefox", "Windows", False),
        (IPHONE, "Safari", "iPhone", True),
        (WECHAT, "WeChat", "Android", True),
        (EDGE, "Edge", "macOS", False),
        ("curl/8.5", "", "", False),
        ("", "", "", False),
    ],
)
def test_devices_in_words(user_agent: str, browser: str, system: str, is_phone: bool) -> None:
    device = described(user_agent)
    assert browser in device.words
    assert system in device.words
    assert device.words
    assert device.is_phone is is_phone


def test_lists_devices_and_marks_this_one(alice: User, bob: User) -> None:
    here, there = browser(), browser(IPHONE)
    sign_in(there, "alice")
    sign_in(here, "alice")
    sign_in(browser(), "bob")
    page = here.get("/settings/sessions/")
    assert [(row["device"].is_phone, row["is_here"]) for row in page.context["rows"]] == [(False, True), (True, False)]
    assert "203.0.113.5" in page.content.decode()


def test_ends_one_device(alice: User) -> None:
    here, there = browser(), browser(IPHONE)
    sign_in(there, "alice")
    sign_in(here, "alice")
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    assert here.post(f"/settings/sessions/{other.pk}/end/").status_code == 303
    assert (signed_in_as(here), signed_in_as(there)) == ("alice", "")


def test_another_s_device_is_missing(alice: User, bob: User, as_) -> None:
    hers = browser()
    sign_in(hers, "alice")
    session = UserSession.objects.get()
    assert as_(bob).post(f"/settings/sessions/{session.pk}/end/").status_code == 404
    assert as_(bob).post("/settings/sessions/999/end/").status_code == 404
    assert as_(bob).post(f"/settings/sessions/{2**70}/end/").status_code == 404
    assert signed_in_as(hers) == "alice"


def test_signs_out_everywhere(alice: User) -> None:
    clients = [browser(), browser(IPHONE), browser(EDGE)]
    for client in clients:
        sign_in(client, "alice")
    assert clients[0].post("/settings/sessions/end-all/")["Location"] == "/accounts/login/"
    assert [signed_in_as(client) for client in clients] == ["", "", ""]
    assert not UserSession.objects.exists()


def test_signing_out_strikes_the_device_off(alice: User) -> None:
    client = browser()
    sign_in(client, "alice")
    client.post("/accounts/logout/")
    assert not UserSession.objects.exists()


@pytest.mark.parametrize("address", ["/settings/sessions/1/end/", "/settings/sessions/end-all/"])
def test_ending_needs_a_form(as_, alice: User, address: str) -> None:
    assert as_(alice).get(address).status_code == 405


def test_the_page_costs_the_same_with_many_devices(alice: User, as_, query_guard) -> None:
    client = browser()
    sign_in(client, "alice")
    query_guard(page=lambda: client.get("/settings/sessions/"), one_more=lambda: sign_in(browser(), "alice"))


def test_suspension_ends_sessions_at_once_and_for_good(alice: User, admin: User, as_) -> None:
    tracked, untracked = browser(), as_(alice)
    sign_in(tracked, "alice")
    suspend(user=alice, by=admin, reason="spam")
    assert (signed_in_as(tracked), signed_in_as(untracked)) == ("", "")
    assert tracked.get("/settings/sessions/").status_code == 302
    restore(user=alice, by=admin, reason="appeal")
    assert signed_in_as(tracked) == ""
    assert list(AuditEntry.objects.values_list("verb", "reason").order_by("pk")) == [
        ("suspend", "spam"),
        ("restore", "appeal"),
    ]


def test_deletion_ends_sessions_and_removes_the_row(alice: User) -> None:
    client = browser()
    sign_in(client, "alice")
    delete_account(user=alice)
    assert signed_in_as(client) == ""
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_sessions_past_their_time_are_forgotten(alice: User) -> None:
    over, still = browser(), browser(IPHONE)
    sign_in(over, "alice")
    sign_in(still, "alice")
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    assert len(still.get("/settings/sessions/").context["rows"]) == 1
    forget_ended_sessions()
    assert Session.objects.get().session_key == still.session.session_key
    assert UserSession.objects.get().session_key == still.session.session_key


@pytest.mark.parametrize(
    ("button", "page"),
    [
        ("/settings/sessions/1/end/", "/settings/sessions/"),
        ("/settings/profile/avatar/remove/", "/settings/profile/"),
        ("/accounts/email/send-again/", "/accounts/email/"),
    ],
)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(visitor, db, button, page):
    answer = visitor.post(button)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={page}"
