"""Signing up."""

import pytest
from django.test import Client

from accounts.models import ReservedName, User
from core.models import OutboxRow
from tests.accounts.forms import PASSWORD, sign_in, sign_up, signed_in_as, token_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_makes_an_account_and_goes_in_at_once(visitor: Client) -> None:
    answer = sign_up(visitor, username="Dora", nickname="朵拉", email="Dora@Example.ORG")
    assert (answer.status_code, answer["Location"]) == (303, "/welcome/")
    user = User.objects.get()
    assert (user.handle, user.nickname, user.email, user.email_confirmed) == ("Dora", "朵拉", "dora@example.org", False)
    assert user.emailaddress_set.filter(email="dora@example.org", primary=True, verified=False).exists()
    assert signed_in_as(visitor) == "Dora"
    assert visitor.cookies["language"].value == "zh-hans"


def test_the_handle_is_offered_as_nickname(visitor: Client) -> None:
    sign_up(visitor, nickname="")
    assert User.objects.get().nickname == "dora"


def test_all_that_is_wrong_is_told_at_once(visitor: Client) -> None:
    make_user(handle="star", nickname="阿星", email="star@example.org")
    taken = {"username": "STAR", "nickname": "阿星", "email": "Star@example.org"}
    short = sign_up(visitor, **taken, password1="short")
    assert short.status_code == 400
    assert {field: len(told) for field, told in short.context["form"].errors.items()} == dict.fromkeys(
        [*taken, "password1"], 1
    )
    good = sign_up(visitor, **taken)
    assert good.status_code == 400
    assert {field: len(told) for field, told in good.context["form"].errors.items()} == dict.fromkeys(taken, 1)


def test_leads_back_to_what_one_wanted_to_do(visitor: Client) -> None:
    page = visitor.get("/accounts/signup/?next=/topics/早安/").content.decode()
    assert 'name="next" value="/topics/%E6%97%A9%E5%AE%89/"' in page
    assert sign_up(visitor, next="/topics/早安/")["Location"] == "/topics/%E6%97%A9%E5%AE%89/"


def test_who_is_signed_in_is_led_on(as_, alice: User) -> None:
    answer = as_(alice).get("/accounts/signup/?next=/compose/")
    assert (answer.status_code, answer["Location"]) == (303, "/compose/")


@pytest.mark.parametrize("field", ["username", "email", "password1"])
def test_what_is_missing_is_told_beside_its_field(visitor: Client, field: str) -> None:
    answer = sign_up(visitor, **{field: ""})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("username", "ab"),
        ("username", "x" * 31),
        ("username", "a b"),
        ("username", "阿星星"),
        ("username", "admin"),
        ("username", "ＡＤＭＩＮ"),
        ("username", "a\0bc"),
        ("username", "ab\ufffdc"),
        ("nickname", "阿"),
        ("nickname", "a b"),
        ("nickname", "官方"),
        ("nickname", "a\u202eb"),
        ("nickname", "\u3164\u3164"),
        ("nickname", "x" * 31),
        ("nickname", "ab\0"),
        ("password1", "short"),
        ("password1", "password"),
        ("password1", "1234567890"),
        ("password1", "dora@example"),
        ("password1", "x" * 129),
        ("password1", "long-enough-\0-but"),
    ],
)
def test_bad_input_is_refused_beside_its_field(visitor: Client, field: str, typed: str) -> None:
    answer = sign_up(visitor, **{field: typed})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "email",
    [
        "plain",
        "a@b",
        "a@localhost",
        "dora@example.org\n",
        "dora@example.org\r\nBcc: all@example.org",
        "dora\0@example.org",
        "dora\t@example.org",
        "朵拉@example.org",
        "dora@例子.org",
        "dora@example.org,mallory@example.org",
        "dora@example.org mallory@example.org",
        "dora%example.org@evil.example",
        "dora!x@example.org",
        '"dora"@example.org',
        "dora@[127.0.0.1]",
        "dora@127.0.0.1",
        "<dora@example.org>",
        "dora@\u212aiosk.org",
        ".dora@example.org",
        "do..ra@example.org",
        "dora@-example.org",
        "x" * 65 + "@example.org",
        "dora@" + "x." * 130 + "org",
    ],
)
def test_odd_addresses_are_refused(visitor: Client, email: str) -> None:
    answer = sign_up(visitor, email=email)
    assert answer.status_code == 400
    assert "email" in answer.context["form"].errors
    assert not User.objects.exists()
    assert not OutboxRow.objects.exists()


@pytest.mark.parametrize("email", ["d.o-r_a+tag@mail.example.org", "o'neil@example.co.uk", "d@xn--fiqs8s.xn--fiqs8s"])
def test_ordinary_addresses_are_taken(visitor: Client, email: str) -> None:
    assert sign_up(visitor, email=email).status_code == 303


def test_keeps_what_was_typed_but_never_the_password(visitor: Client) -> None:
    page = sign_up(visitor, username="x!", nickname="朵拉", email="d@example.org", next="/compose/").content.decode()
    assert 'value="x!"' in page
    assert 'value="朵拉"' in page
    assert 'value="d@example.org"' in page
    assert 'value="/compose/"' in page
    assert PASSWORD not in page


@pytest.mark.parametrize("handle", ["ALICE", "a1ice", "aIice"])
def test_a_taken_handle_is_told_beside_its_field(visitor: Client, alice: User, handle: str) -> None:
    answer = sign_up(visitor, username=handle)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"username"}


@pytest.mark.parametrize("nickname", ["Alice", "ａｌｉｃｅ", "аlice"])
def test_a_taken_nickname_is_told_beside_its_field(visitor: Client, alice: User, nickname: str) -> None:
    answer = sign_up(visitor, nickname=nickname)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"nickname"}
    assert not ReservedName.objects.filter(folded="dora").exists()


def test_a_known_address_is_told_to_sign_in_or_reset(visitor: Client, alice: User) -> None:
    answer = sign_up(visitor, email="ALICE@example.org")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'href="/accounts/login/"' in page
    assert '<a class="text-link" href="/accounts/password/reset/">' in page
    assert set(answer.context["form"].errors) == {"email"}
    assert User.objects.count() == 1


def test_the_letter_that_asks_to_confirm_is_sent_later(visitor: Client, run_outbox, mailoutbox) -> None:
    sign_up(visitor)
    assert mailoutbox == []
    run_outbox()
    assert [letter.to for letter in mailoutbox] == [["dora@example.org"]]


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_form_without_our_token_is_refused_with_its_text(visitor: Client, token: str) -> None:
    answer = sign_up(visitor, token=token)
    assert answer.status_code == 400
    assert b'value="dora"' in answer.content
    assert token_of(answer)
    assert not User.objects.exists()


def test_another_s_token_is_refused(visitor: Client) -> None:
    token = token_of(Client().get("/accounts/signup/"))
    visitor.get("/accounts/signup/")
    assert sign_up(visitor, token=token).status_code == 400
    assert not User.objects.exists()


def test_a_second_click_leads_to_the_first_result(visitor: Client) -> None:
    token = token_of(visitor.get("/accounts/signup/?next=/compose/"))
    before = visitor.cookies["session"].value
    assert sign_up(visitor, token=token, next="/compose/").status_code == 303
    visitor.cookies["session"] = before
    again = sign_up(visitor, token=token, next="/compose/")
    assert (again.status_code, again["Location"]) == (303, "/compose/")
    assert User.objects.count() == 1
    assert signed_in_as(visitor) == "dora"


def test_a_second_click_with_another_password_does_not_let_in(visitor: Client) -> None:
    token = token_of(visitor.get("/accounts/signup/"))
    before = visitor.cookies["session"].value
    sign_up(visitor, token=token)
    visitor.cookies["session"] = before
    assert sign_up(visitor, token=token, password1="another-long-phrase").status_code == 303
    assert signed_in_as(visitor) == ""


@pytest.mark.parametrize("name", ["alice", "ALICE"])
def test_a_taken_form_does_not_serve_to_try_passwords_of_others(visitor: Client, alice: User, name: str) -> None:
    token = token_of(visitor.get("/accounts/signup/"))
    before = visitor.cookies["session"].value
    sign_up(visitor, token=token)
    for tried in ["first-guess-of-mine", "second-guess-of-mine", "third-guess-of-mine", PASSWORD]:
        visitor.cookies["session"] = before
        assert sign_up(visitor, token=token, username=name, password1=tried).status_code == 303
        assert signed_in_as(visitor) == ""
    assert "captcha" in sign_in(visitor, "alice").context["form"].fields


def test_tries_from_one_place_are_limited(visitor: Client, settings, alice: User) -> None:
    settings.OPEN_LIMITS = False
    token = token_of(visitor.get("/accounts/signup/"))
    answers = [sign_up(visitor, token=token, email="alice@example.org") for _ in range(61)]
    assert [answer.status_code for answer in answers] == [400] * 60 + [429]
    assert 'value="alice@example.org"' in answers[-1].content.decode()
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600


def test_a_forged_address_does_not_escape_the_limit(visitor: Client, settings) -> None:
    settings.OPEN_LIMITS = False
    token = token_of(visitor.get("/accounts/signup/"))
    typed = {"username": "x", "token": token}
    for turn in range(61):
        answer = visitor.post("/accounts/signup/", typed, headers={"x-forwarded-for": f"127.0.0.{turn}"})
    assert answer.status_code == 429


def test_speaks_the_language_of_the_browser(visitor: Client) -> None:
    sign_up(visitor, username="first", email="first@example.org")
    english = Client(headers={"accept-language": "en"})
    sign_up(english)
    assert [user.language for user in User.objects.order_by("pk")] == ["zh-hans", "en"]


def test_a_member_made_by_an_operator_signs_in_too(visitor: Client) -> None:
    User.objects.create_superuser("admin", "root@example.org", PASSWORD)
    assert sign_in(visitor, "root@example.org").status_code == 303


def test_a_very_long_next_is_left_aside(visitor: Client) -> None:
    assert sign_up(visitor, next="/search/?q=" + "x" * 400)["Location"] == "/welcome/"


def test_no_form_but_a_posted_one(visitor: Client) -> None:
    assert visitor.put("/accounts/signup/").status_code == 405
    assert make_user().pk


def test_takes_on_what_the_browser_looks_like(visitor: Client) -> None:
    visitor.cookies["appearance"] = "dark"
    sign_up(visitor)
    assert User.objects.get().appearance == "dark"
    assert visitor.cookies["appearance"].value == "dark"
    other = Client()
    other.cookies["appearance"] = "neon"
    sign_up(other, username="eve", email="eve@example.org")
    assert User.objects.get(handle="eve").appearance == "system"


def test_a_password_like_one_s_names_is_refused(visitor: Client) -> None:
    answer = sign_up(visitor, username="some-long-handle", password1="Some-long-handle1")
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"password1"}
