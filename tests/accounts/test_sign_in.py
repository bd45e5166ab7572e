"""Signing in with a password, and what stands against guessing."""

import pytest
from captcha.models import CaptchaStore
from django.test import Client

from accounts import sign_in as door
from accounts.actions import suspend
from accounts.models import User
from tests.accounts.forms import PASSWORD, sign_in, signed_in_as
from tests.factories import make_user

pytestmark = pytest.mark.django_db
UNSAFE = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "\\\\evil",
    "///evil",
    "evil",
    "http:///evil",
    "/\t/evil.example",
]


def captcha() -> dict[str, str]:
    """The right answer to the latest picture."""
    store = CaptchaStore.objects.latest("pk")
    return {"captcha_0": store.hashkey, "captcha_1": store.response}


@pytest.mark.parametrize("login", ["alice", "ALICE", " alice ", "alice@example.org", "Alice@Example.Org"])
def test_by_handle_or_address(visitor: Client, alice: User, login: str) -> None:
    answer = sign_in(visitor, login)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert signed_in_as(visitor) == "alice"


def test_leads_back(visitor: Client, alice: User) -> None:
    assert sign_in(visitor, "alice", next="/p/1/?x=1")["Location"] == "/p/1/?x=1"


@pytest.mark.parametrize("address", UNSAFE)
def test_never_leads_elsewhere(visitor: Client, alice: User, as_, address: str) -> None:
    assert sign_in(visitor, "alice", next=address)["Location"] == "/"
    assert as_(alice).get("/accounts/login/", {"next": address})["Location"] == "/"
    assert Client().get("/accounts/login/", {"next": address}).status_code in (200, 400)


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(visitor: Client, alice: User) -> None:
    known = sign_in(visitor, "alice", "wrong-password")
    unknown = sign_in(Client(), "nobody-here", "wrong-password")
    assert (known.status_code, unknown.status_code) == (400, 400)
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert b'value="alice"' in known.content
    assert b"wrong-password" not in known.content


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("", PASSWORD),
        ("alice", ""),
        ("a\0lice", PASSWORD),
        ("x" * 300, PASSWORD),
        ("alice", "x" * 300),
        ("alice", "p\0"),
    ],
)
def test_bad_input(visitor: Client, alice: User, login: str, password: str) -> None:
    assert sign_in(visitor, login, password).status_code == 400
    assert signed_in_as(visitor) == ""


def test_a_suspended_member_is_told_so_with_the_right_password_only(visitor: Client, alice: User) -> None:
    suspend(user=alice, by=None, reason="spam")
    right = sign_in(visitor, "alice").context["form"].non_field_errors()
    wrong = sign_in(visitor, "alice", "wrong-password").context["form"].non_field_errors()
    assert list(right) != list(wrong)
    assert signed_in_as(visitor) == ""


def test_letters_off_a_picture_are_asked_for_after_failures_only(visitor: Client, alice: User) -> None:
    for _ in range(2):
        assert b"captcha_1" not in sign_in(visitor, "alice", "wrong-password").content
    third = sign_in(visitor, "alice", "wrong-password")
    assert b"captcha_1" in third.content
    assert b'href="/accounts/login/code/"' in third.content
    assert sign_in(visitor, "alice").status_code == 400
    assert sign_in(visitor, "alice", captcha_0="x", captcha_1="wrong").status_code == 400
    assert sign_in(visitor, "alice", **captcha()).status_code == 303
    assert b"captcha_1" not in Client().get("/accounts/login/").content


@pytest.mark.parametrize("before", [" " * 300, "\t" * 260, "\u3000" * 300, "\r\n" * 200])
def test_blanks_in_front_count_with_the_rest(visitor: Client, alice: User, before: str) -> None:
    for _ in range(3):
        sign_in(visitor, f"{before}alice", "wrong-password")
    answer = sign_in(Client(), f"{before}alice")
    assert answer.status_code == 400
    assert b"captcha_1" in answer.content


def test_a_letter_that_reads_as_another_counts_with_it(visitor: Client) -> None:
    make_user(handle="kelvin", password=PASSWORD)
    for _ in range(3):
        sign_in(visitor, "kelvin", "wrong-password")
    assert b"captcha_1" in sign_in(visitor, "\u212aelvin").content


def test_a_success_forgets_the_failures(visitor: Client, alice: User) -> None:
    for _ in range(3):
        sign_in(visitor, "alice", "wrong-password")
    sign_in(visitor, "alice", **captcha())
    assert sign_in(Client(), "alice").status_code == 303


def test_the_picture_is_drawn(visitor: Client, alice: User) -> None:
    for _ in range(3):
        sign_in(visitor, "alice", "wrong-password")
    picture = visitor.get(f"/accounts/captcha/{CaptchaStore.objects.latest('pk').hashkey}/")
    assert picture["Content-Type"] == "image/png"
    assert visitor.get("/accounts/captcha/none/").status_code == 410


def test_failures_from_elsewhere_ask_for_letters_too(alice: User) -> None:
    for place in range(3):
        Client(REMOTE_ADDR=f"203.0.113.{place}").post("/accounts/login/", {"login": "alice", "password": "wrong-one"})
    assert b"captcha_1" in sign_in(Client(REMOTE_ADDR="198.51.100.1"), "ALICE@example.org", "wrong-one").content


def lock(client: Client, *logins: str) -> list[int]:
    return [sign_in(client, logins[turn % len(logins)], "wrong-password").status_code for turn in range(12)]


def test_an_account_is_locked_for_an_address_after_ten_failures(visitor: Client, alice: User) -> None:
    assert lock(visitor, "alice") == [400] * 9 + [429] * 3
    answer = sign_in(visitor, "alice")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert b'href="/accounts/login/code/"' in answer.content


def test_handle_address_and_spellings_count_together(visitor: Client, alice: User) -> None:
    assert lock(visitor, "alice", "ALICE", "alice@example.org", "Alice@EXAMPLE.org", " alice")[9:] == [429] * 3


def test_a_forged_address_does_not_open_the_lock(alice: User, settings) -> None:
    for turn in range(10):
        spoof = {"x-forwarded-for": f"127.0.0.{turn}", "x-real-ip": "10.0.0.1", "forwarded": "for=1.2.3.4"}
        answer = Client().post("/accounts/login/", {"login": "alice", "password": "wrong-one"}, headers=spoof)
    assert answer.status_code == 429


def test_behind_trusted_proxies_the_vouched_address_counts(alice: User, settings) -> None:
    settings.PROXY_HOPS = 1

    def fail(chain: str) -> int:
        return (
            Client()
            .post("/accounts/login/", {"login": "alice", "password": "wrong-one"}, headers={"x-forwarded-for": chain})
            .status_code
        )

    assert [fail(f"10.0.0.{turn}, 203.0.113.9") for turn in range(10)][-1] == 429
    assert fail("203.0.113.9, 203.0.113.10") == 400


def test_the_owner_elsewhere_is_not_locked_out(visitor: Client, alice: User) -> None:
    lock(visitor, "alice")
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(elsewhere, "alice").status_code == 400
    assert sign_in(elsewhere, "alice", **captcha()).status_code == 303


def test_a_list_of_accounts_is_stopped_by_its_address(visitor: Client, monkeypatch) -> None:
    monkeypatch.setattr(door, "ADDRESS_FAILURES", 20)
    answers = [sign_in(visitor, f"victim{turn}", "wrong-password").status_code for turn in range(21)]
    assert answers == [400] * 20 + [429]


@pytest.mark.parametrize(
    "address",
    ["/accounts/login.json", "/accounts/login", "/accounts/login.html", "/accounts/login/.json", "/accounts/LOGIN/"],
)
def test_no_other_address_signs_in(visitor: Client, alice: User, address: str) -> None:
    answer = visitor.post(address, {"login": "alice", "password": PASSWORD})
    assert answer.status_code in (404, 301)
    assert signed_in_as(visitor) == ""


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/inactive/",
        "/accounts/email/verify/",
        "/accounts/3rdparty/",
        "/accounts/sessions/",
        "/accounts/reauthenticate/",
        "/accounts/password/set/",
    ],
)
def test_the_library_s_own_pages_are_not_routed(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_nobody_and_a_suspended_member_take_as_long_as_a_wrong_password(
    visitor: Client, alice: User, bob: User, monkeypatch
) -> None:
    suspend(user=bob, by=None, reason="spam")
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    monkeypatch.setattr(User, "check_password", lambda self, raw: bool(hashed.append(raw)))
    sign_in(visitor, "alice", "wrong-password")
    sign_in(visitor, "nobody-here", "wrong-password")
    sign_in(visitor, "nobody@example.org", "wrong-password")
    sign_in(visitor, "bob", "wrong-password")
    assert hashed == ["wrong-password"] * 4


def test_brings_language_and_appearance_into_the_browser(visitor: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en", appearance="dark")
    sign_in(visitor, "alice")
    assert (visitor.cookies["language"].value, visitor.cookies["appearance"].value) == ("en", "dark")


def test_signing_out_needs_a_form(visitor: Client, alice: User) -> None:
    sign_in(visitor, "alice")
    assert visitor.get("/accounts/logout/").status_code == 405
    answer = visitor.post("/accounts/logout/")
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert signed_in_as(visitor) == ""


def test_the_admin_s_door_is_ours(visitor: Client, alice: User, admin: User, as_) -> None:
    answer = visitor.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    assert sign_in(visitor, "admin", next="/admin/")["Location"] == "/admin/"
    assert visitor.get("/admin/").status_code == 200
    assert as_(alice).get("/admin/", follow=True).status_code == 403
    assert visitor.get("/admin/password_change/")["Location"] == "/accounts/password/change/"


def test_the_session_key_changes_at_the_door(visitor: Client, alice: User) -> None:
    visitor.get("/accounts/signup/")
    before = visitor.cookies["session"].value
    sign_in(visitor, "alice")
    assert visitor.cookies["session"].value != before


def test_a_place_with_many_failures_is_asked_before_it_types(visitor: Client, monkeypatch) -> None:
    monkeypatch.setattr(door, "ADDRESS_FAILURES_BEFORE_CAPTCHA", 5)
    for turn in range(5):
        sign_in(Client(), f"victim{turn}", "wrong-password")
    assert b"captcha_1" in visitor.get("/accounts/login/").content
    assert b"captcha_1" not in Client(REMOTE_ADDR="198.51.100.7").get("/accounts/login/").content


def test_a_household_of_ipv6_counts_as_one(alice: User) -> None:
    for turn in range(10):
        place = Client(REMOTE_ADDR=f"2001:db8:1:2::{turn:x}")
        answer = place.post("/accounts/login/", {"login": "alice", "password": "wrong-one"})
    assert answer.status_code == 429
