"""Many at once, on a real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.test import Client

from accounts import names
from accounts.actions import change_nickname, create_account
from accounts.models import ReservedName, User
from accounts.names import NameTaken
from core.models import Submission
from tests.accounts.forms import sign_up, token_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run all calls in threads of their own; an exception is a result."""

    def run(call: Callable[[], object]) -> object:
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_one_form_sent_forty_times_makes_one_account() -> None:
    browser = Client()
    token = token_of(browser.get("/accounts/signup/"))
    cookie = browser.cookies["session"].value

    def send() -> tuple[int, str]:
        client = Client()
        client.cookies["session"] = cookie
        answer = sign_up(client, token=token)
        return answer.status_code, answer.get("Location", "")

    assert at_once(*[send] * 40) == [(303, "/welcome/")] * 40
    assert User.objects.count() == 1
    assert Submission.objects.count() == 1
    assert ReservedName.objects.count() == 1


def test_one_handle_goes_to_one_of_many() -> None:
    spellings = ["racer", "RACER", "Racer", "rAcer", "raceR", "RacEr"]
    results = at_once(
        *[lambda name=name: sign_up(Client(), username=name, email=f"{name}@example.org") for name in spellings]
    )
    again = at_once(
        *[
            lambda turn=turn: create_account(handle=f"other{turn}", nickname="Rаcer", email="", password=None)
            for turn in range(4)
        ]
    )
    assert sorted(answer.status_code for answer in results) == [303] + [400] * 5
    assert all(isinstance(result, NameTaken) for result in again)
    assert User.objects.count() == 1


def test_one_address_goes_to_one_of_many() -> None:
    results = at_once(*[lambda turn=turn: sign_up(Client(), username=f"racer-{turn}x") for turn in range(6)])
    assert sorted(answer.status_code for answer in results) == [303] + [400] * 5
    assert ReservedName.objects.count() == 2 or User.objects.count() == 1


def test_two_members_cannot_take_one_nickname() -> None:
    members = [make_user(handle=f"member-{letter}") for letter in "abcdef"]
    results = at_once(*[lambda member=member: change_nickname(user=member, nickname="后來人") for member in members])
    assert sum(isinstance(result, NameTaken) for result in results) == 5
    assert User.objects.filter(nickname="后來人").count() == 1


def test_names_exchanged_at_once_do_not_wait_for_each_other() -> None:
    one, two = make_user(handle="one-", nickname="I0I0"), make_user(handle="two-", nickname="O1O1")
    results = at_once(
        lambda: change_nickname(user=one, nickname="Ol-l0"),
        lambda: change_nickname(user=two, nickname="0l-lO"),
    )
    assert sum(isinstance(result, NameTaken) for result in results) == 1


def test_names_exchanged_between_two_members_are_refused_to_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has let go of their own name when they ask for the other's: neither may wait for the other."""
    one, two = make_user(nickname="甲甲"), make_user(nickname="乙乙")
    both_left, keep = Barrier(2), names.keep_nickname

    def keep_and_wait(user: User) -> None:
        keep(user)
        with suppress(BrokenBarrierError):
            both_left.wait(0.5)

    monkeypatch.setattr(names, "keep_nickname", keep_and_wait)
    results = at_once(
        lambda: change_nickname(user=one, nickname="乙乙"), lambda: change_nickname(user=two, nickname="甲甲")
    )
    assert [type(result) for result in results] == [NameTaken, NameTaken]
    assert set(User.objects.values_list("nickname", flat=True)) == {"甲甲", "乙乙"}


def test_two_sign_ups_with_each_other_s_names_make_one_account() -> None:
    for turn in range(10):
        x, y = f"first-{turn}x", f"second-{turn}y"
        results = at_once(
            *[
                lambda handle=handle, nickname=nickname: create_account(
                    handle=handle, nickname=nickname, email="", password=None
                )
                for handle, nickname in [(x, y), (y, x)] * 3
            ]
        )
        assert sorted(type(result).__name__ for result in results) == ["NameTaken"] * 5 + ["User"]
