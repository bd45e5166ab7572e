"""When two names meet."""

import pytest

from accounts import folding
from scripts import make_look_alikes
from tests.effort import effort


def meet(one: str, other: str) -> bool:
    return bool(folding.keys(one) & folding.keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "ALICE"),
        ("alice", "ａｌｉｃｅ"),
        ("alice", "ＡＬＩＣＥ"),
        ("alice", "аlice"),  # Cyrillic а
        ("alice", "аlісе"),  # Cyrillic а, і, с, е
        ("alice", "a1ice"),
        ("alice", "aIice"),
        ("paypal", "PayPaI"),
        ("nike", "Νike"),  # Greek capital Nu
        ("vodka", "νodka"),  # Greek small nu
        ("zero", "zer0"),
        ("ZERO", "zer0"),
        ("后来", "後來"),
        ("国语", "國語"),
        ("力量", "カ量"),  # Katakana ka
        ("вася", "ВАСЯ"),
        ("straße", "STRASSE"),
        ("user_2", "uѕer_2"),
    ],
)
def test_names_that_read_the_same_meet(one: str, other: str) -> None:
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ian", "lan"),
        ("will", "wiii"),
        ("博士", "博土"),
        ("黄鹂", "黄鹃"),
        ("modern", "modem"),
        ("alice", "alíce"),
        ("日", "曰"),
    ],
)
def test_names_that_people_tell_apart_do_not_meet(one: str, other: str) -> None:
    assert not meet(one, other)


def test_of_ascii_only_three_and_two_characters_look_alike() -> None:
    alphabet = [chr(code) for code in range(128) if chr(code).isalnum() or chr(code) in "_-"]
    pairs = {frozenset((a, b)) for a in alphabet for b in alphabet if folding.skeleton(a) == folding.skeleton(b)}
    beyond_case = {pair for pair in pairs if len({letter.lower() for letter in pair}) > 1}
    assert beyond_case == {frozenset(pair) for pair in ("l1", "lI", "1I", "L1", "LI", "0O", "0o")}


def test_the_fold_of_a_beginning_is_the_beginning_of_the_fold() -> None:
    name = "乾隆後來Ｘ說話發"
    assert all(folding.fold(name).startswith(folding.fold(name[:end])) for end in range(len(name)))


def test_the_table_is_what_the_script_makes() -> None:
    assert folding.LOOK_ALIKES.read_text("utf-8") == make_look_alikes.table()


def test_folding_is_quick() -> None:
    folding.keys("warm")
    assert effort(lambda: [folding.keys(f"小明{number}") for number in range(1000)], enough=0.2) < 0.2
