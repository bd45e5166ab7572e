"""Where the feed cuts a long text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.text import count_units, fold_at, tokenize
from tests.posts.text_samples import NASTY

nasty = st.lists(st.sampled_from(NASTY), max_size=60).map("".join)


def test_a_text_that_fits_is_not_cut() -> None:
    assert fold_at("你" * 140) is None
    assert fold_at("a" * 280) is None
    assert fold_at("") is None


def test_cuts_after_140_units() -> None:
    assert fold_at("你" * 141) == 140
    assert fold_at("a" * 281) == 280


@pytest.mark.parametrize(
    "whole",
    ["#早安大家#", "@star", "http://a.cn/x", "[doge]", "e\u0301", "👨‍👩‍👧", "👍🏽", "🇨🇳", "1️⃣", "❤️", "क्षि", "กำ", "각"],
)
def test_tears_nothing(whole: str) -> None:
    text = "你好吗 " + whole + "再见" * 20
    widest = count_units("你好吗 " + whole)
    cuts = {fold_at(text, units) for units in range(3, widest)}
    inside = range(len("你好吗 ") + 1, len("你好吗 " + whole))
    assert not cuts & set(inside)


def test_two_flags_are_cut_between() -> None:
    assert fold_at("🇨🇳🇫🇷", 6) == len("🇨🇳")


def test_leaves_no_blank_at_the_cut() -> None:
    assert fold_at("你好 世界", 2) == 2
    assert fold_at("你好\n\n世界", 3) == 2


def test_a_joiner_does_not_hold_the_next_line() -> None:
    assert fold_at("你\u200d\n好好好", 1) == 2


def test_a_cluster_without_end_is_cut_all_the_same() -> None:
    assert fold_at("👩‍" * 2000) is not None


@given(nasty, st.integers(min_value=0, max_value=20))
def test_what_shows_fits_and_ends_between_tokens(text: str, units: int) -> None:
    cut = fold_at(text, units)
    if cut is None:
        assert count_units(text) <= units
    else:
        assert cut < len(text)
        assert not any(token.kind != "text" and token.start < cut < token.end for token in tokenize(text))
