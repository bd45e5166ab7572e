"""What the tokenizer reads, how long a text is, and why one is refused."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from posts.text import (
    MAX_CODE_POINTS,
    MAX_MARKS,
    MAX_UNITS,
    MAX_URL,
    TextRefused,
    check,
    count_units,
    mention_candidates,
    normalise,
    tokenize,
)
from tests.posts.text_samples import CASES, NASTY, Case
from topics.naming import is_topic_name

nasty = st.lists(st.sampled_from(NASTY) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_reads_and_counts(case: Case) -> None:
    found = [[token.kind, token.value] for token in tokenize(normalise(case["text"])) if token.kind != "text"]
    assert found == case["tokens"]
    assert count_units(case["text"]) == case["units"]


@given(nasty)
def test_tokens_cover_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert [token.start for token in tokens[1:]] == [token.end for token in tokens[:-1]]
    assert all(token.start < token.end for token in tokens)


@given(nasty)
def test_no_two_stretches_of_text_meet(text: str) -> None:
    kinds = [token.kind for token in tokenize(text)]
    assert ("text", "text") not in zip(kinds, kinds[1:], strict=False)


@given(nasty)
def test_every_topic_may_be_called_so(text: str) -> None:
    assert all(is_topic_name(token.value) for token in tokenize(text) if token.kind == "topic")


@given(nasty)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert count_units(once) == count_units(text)


@given(nasty, nasty)
def test_units_stay_below_code_points_doubled(left: str, right: str) -> None:
    text = normalise(left + right)
    addresses = sum(token.kind == "url" for token in tokenize(text))
    assert count_units(text) <= 2 * len(text) + 10 * addresses


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\u0301\u0302", "empty"),
        ("你" * MAX_UNITS + "a", "too_long"),
        ("a" * (2 * MAX_UNITS + 1), "too_long"),
        ("e\u0301" * (MAX_CODE_POINTS // 2) + "e", "too_many_code_points"),
        ("http://a.cn/" + "x" * (MAX_URL - 11), "url_too_long"),
        ("e" + "\u0301" * (MAX_MARKS + 1), "stacked_marks"),
        ("a\x00b", "forbidden_character"),
        ("a\x0bb", "forbidden_character"),
        ("a\u202eb", "forbidden_character"),
        ("a\u2066b", "forbidden_character"),
        ("a\ufffdb", "forbidden_character"),
        ("a\ud800b", "forbidden_character"),
        ("a\ufdd0b", "forbidden_character"),
        ("a\U0010ffffb", "forbidden_character"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(TextRefused) as refused:
        check(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "你" * MAX_UNITS,
        "a" * (2 * MAX_UNITS),
        "e\u0301\u0302\u0303\u0304" * 1600,
        "http://a.cn/" + "x" * (MAX_URL - 12),
        "one\ttwo\nthree",
        "می‌خواهم 👨‍👩‍👧 ❤️ \u200fשלום\u200e",
        "ကျွှော်",
    ],
    ids=["2,000 Han", "4,000 ASCII", "8,000 code points", "2,048 of an address", "tab and line", "joiners", "Burmese"],
)
def test_accepts_up_to_each_limit(text: str) -> None:
    check(text)


def test_empty_text_may_stand_beside_an_attachment() -> None:
    check("", may_be_empty=True)
    with pytest.raises(TextRefused):
        check("\u0301", may_be_empty=True)


def test_a_refusal_tells_its_figures() -> None:
    with pytest.raises(TextRefused) as refused:
        check("你" * (MAX_UNITS + 3))
    with override("en"):
        assert str(refused.value) == "Too long by 3: a post has at most 2,000 characters."


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("star", ("star", None)),
        ("star你好", ("star你好", "star")),
        ("阿星", ("阿星", None)),
        ("ab你好", ("ab你好", None)),
        ("a-b_c你", ("a-b_c你", "a-b_c")),
    ],
)
def test_mention_candidates(word: str, candidates: tuple[str, str | None]) -> None:
    assert mention_candidates(word) == candidates
