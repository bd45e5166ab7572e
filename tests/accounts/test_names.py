"""Handles and nicknames: what they may be, and that each has one owner."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import names
from accounts.actions import (
    NicknameChangedLately,
    change_nickname,
    create_account,
    create_crowd,
    delete_account,
    suspend,
)
from accounts.models import ReservedName, User
from accounts.names import NameTaken
from accounts.queries import people_named
from tests.factories import make_user


@pytest.mark.parametrize("handle", ["abc", "a_b-c", "A1-", "x" * 30])
def test_handles_that_may_be(handle: str) -> None:
    names.check_handle(handle)


@pytest.mark.parametrize(
    "handle", ["", "ab", "x" * 31, "with space", "阿星啊", "a.b", "a/b", "abc\n", "ａｂｃ", "аbc", "a\0c"]
)
def test_handles_that_may_not_be(handle: str) -> None:
    with pytest.raises(ValidationError):
        names.check_handle(handle)


@pytest.mark.parametrize("nickname", ["阿星", "a_", "小明-2", "Żółw", "Вася", "こんにちは", "한글", "x" * 30, "١٢"])
def test_nicknames_that_may_be(nickname: str) -> None:
    names.check_nickname(nickname)


@pytest.mark.parametrize(
    "nickname",
    [
        "",
        "阿",
        "x" * 31,
        "a b",
        "a\u3000b",
        "a\u200bb",
        "a\u202eb",
        "a\u2066b",
        "ab\n",
        "a\0b",
        "ab\ufffd",
        "\u3164\u3164",
        "a\u115fb",
        "a\u1160b",
        "a\uffa0b",
        "☺☺",
        "a\u0301\u0302b",
        "ﷺa",
        "a\u00adb",
        "a.b",
        "<b>",
    ],
)
def test_nicknames_that_may_not_be(nickname: str) -> None:
    with pytest.raises(ValidationError):
        names.check_nickname(nickname)


@pytest.mark.parametrize(
    "word", ["admin", "ADMIN", "аdmin", "adm1n-not", "settings", "官方", "管理員", "企业微博助理", "微言"]
)
def test_reserved_words(word: str) -> None:
    if word == "adm1n-not":
        names.check_not_reserved(word)
        return
    with pytest.raises(ValidationError):
        names.check_not_reserved(word)


@pytest.mark.parametrize("other", ["ALICE", "Alice", "a1ice", "aIice"])
def test_a_handle_is_taken_in_every_spelling(alice: User, other: str) -> None:
    with pytest.raises(NameTaken) as refusal:
        create_account(handle=other, email="", password=None)
    assert refusal.value.field == "handle"


@pytest.mark.parametrize("nickname", ["ALICE", "ａｌｉｃｅ", "аlice", "Alice"])
def test_a_nickname_may_not_look_like_another_s_handle(alice: User, nickname: str) -> None:
    with pytest.raises(NameTaken) as refusal:
        create_account(handle="somebody", email="", password=None, nickname=nickname)
    assert refusal.value.field == "nickname"
    assert not User.objects.filter(handle="somebody").exists()


@pytest.mark.parametrize("nickname", ["後來人", "后来人"])
def test_a_nickname_is_taken_in_both_scripts(db: None, nickname: str) -> None:
    make_user(handle="first", nickname="后来人")
    with pytest.raises(NameTaken):
        make_user(handle="second", nickname=nickname)


def test_a_handle_may_not_look_like_another_s_nickname(db: None) -> None:
    make_user(handle="first", nickname="Second")
    with pytest.raises(NameTaken):
        make_user(handle="second")


def test_one_s_own_names_are_free(alice: User) -> None:
    assert change_nickname(user=alice, nickname="ALICE").nickname == "ALICE"


def test_an_old_nickname_is_kept_from_others_for_180_days(db: None) -> None:
    first = make_user(handle="first", nickname="北方的河")
    change_nickname(user=first, nickname="南方的海")
    with time_machine.travel(timezone.now() + timedelta(days=179)), pytest.raises(NameTaken):
        make_user(handle="second", nickname="北方的河")
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert make_user(handle="second", nickname="北方的河").nickname == "北方的河"
        with pytest.raises(NameTaken):
            change_nickname(user=first, nickname="北方的河")


def test_an_old_nickname_stays_free_for_its_owner(db: None) -> None:
    first = make_user(handle="first", nickname="北方的河")
    change_nickname(user=first, nickname="南方的海")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        change_nickname(user=first, nickname="北方的河")
    assert ReservedName.objects.get(folded="北方的河").is_nickname
    assert ReservedName.objects.get(folded="南方的海").kept_until is not None


def test_a_nickname_changes_once_in_90_days(alice: User) -> None:
    version = alice.version
    change_nickname(user=alice, nickname="爱丽丝")
    assert alice.version == version + 1
    change_nickname(user=alice, nickname="爱丽丝")
    with pytest.raises(NicknameChangedLately):
        change_nickname(user=alice, nickname="另一个")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert change_nickname(user=alice, nickname="另一个").nickname == "另一个"


def test_a_refused_change_leaves_all_as_it_was(alice: User, bob: User) -> None:
    with pytest.raises(NameTaken):
        change_nickname(user=bob, nickname="Alice")
    row = ReservedName.objects.get(folded="bob")
    assert row.is_nickname
    assert row.kept_until is None
    assert User.objects.get(pk=bob.pk).nickname == "bob"


def test_a_deleted_account_s_handle_is_never_given_again(db: None) -> None:
    first = make_user(handle="first", nickname="阿一")
    delete_account(user=first)
    with time_machine.travel(timezone.now() + timedelta(days=4000)):
        with pytest.raises(NameTaken):
            make_user(handle="First")
        with pytest.raises(NameTaken):
            make_user(handle="second", nickname="FIRST")
        assert make_user(handle="third", nickname="阿一").pk


def test_a_deleted_account_s_nickname_is_kept_for_a_while(db: None) -> None:
    delete_account(user=make_user(handle="first", nickname="阿一"))
    with pytest.raises(NameTaken):
        make_user(handle="second", nickname="阿一")


def test_people_are_named_in_one_query(star: User, alice: User, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        found = people_named(["阿星", "STAR", "Alice", "nobody", "ａｌｉｃｅ"])
    assert found == {"阿星": star, "STAR": star, "Alice": alice, "ａｌｉｃｅ": alice}
    with django_assert_num_queries(0):
        assert people_named([]) == {}


def test_only_a_spelling_names_somebody(db: None) -> None:
    make_user(handle="IAN")
    assert people_named(["lan", "аlice"]) == {}
    assert set(people_named(["ian"])) == {"ian"}


def test_neither_suspended_members_nor_old_names_are_named(alice: User, bob: User) -> None:
    suspend(user=alice, by=None, reason="")
    change_nickname(user=bob, nickname="老鲍")
    create_account(handle="carol", email="", password=None, nickname="卡萝")
    assert set(people_named(["alice", "bob", "老鲍", "卡萝"])) == {"bob", "老鲍", "卡萝"}
    change = User.objects.get(handle="carol")
    change_nickname(user=change, nickname="新名字")
    assert people_named(["卡萝"]) == {}


def test_a_crowd_is_made_at_once(db: None) -> None:
    crowd = create_crowd({"handle": f"crowd-{number}", "nickname": f"路人{number}"} for number in range(700))
    assert User.objects.filter(handle__startswith="crowd-").count() == 700
    assert not any(user.has_usable_password() for user in crowd)
    assert people_named(["路人699", "crowd-3"])["路人699"] == crowd[699]


def test_a_crowd_with_a_taken_name_is_not_made(alice: User) -> None:
    with pytest.raises(NameTaken):
        create_crowd([{"handle": "crowd-1"}, {"handle": "crowd-2", "nickname": "ALICE"}])
    with pytest.raises(NameTaken):
        create_crowd([{"handle": "crowd-1"}, {"handle": "crowd-2", "nickname": "CROWD-1"}])
    assert not User.objects.filter(handle__startswith="crowd-").exists()
