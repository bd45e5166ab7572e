"""The tokenizer's work grows with the text and nothing else, whatever the text is made to hit."""

from functools import partial

import pytest

from posts.text import TextRefused, check, count_units, fold_at, normalise, tokenize
from tests.effort import effort

# Goal (product, 3.3): 5,000 hostile characters below 50 ms. Eight times as many may take eight times as long; an
# algorithm that looks back or ahead over the whole text would take sixty-four times.
SIZE, SECONDS, TIMES = 5_000, 0.05, 8

HOSTILE = [
    *["#", "@", "[", "]", "＃", ".", "-", ":", "/", "\n", " ", "\u0301", "\u200d", "a", "你", "😀", "1", "_"],
    *[
        "#a",
        "＃x",
        "#a ",
        "# ",
        "@a",
        "@@",
        "[a",
        "[doge",
        "[doge]",
        "a.",
        "-.",
        "a-",
        "a.cn@",
        "a.cn/.",
        "a.cn ",
        "a_.cn",
    ],
    *["http://", "http:/", "https", "a.http.", "https.http", "http://a", "http://a.", "http://a[", "http://a ", "//@a"],
    *["#ﷺ", "#" + "ﷺ" * 32, "#" + "a" * 31 + "/", "#" + "a" * 40, "@" + "a" * 40, "#️⃣", "👨‍", "🇨", "#\u200b", "#."],
]


def _checked(text: str) -> None:
    try:
        check(text)
    except TextRefused:
        return


@pytest.mark.parametrize("seed", HOSTILE, ids=ascii)
def test_five_thousand_hostile_characters(seed: str) -> None:
    text = seed * (SIZE // len(seed))
    for work in (normalise, tokenize, count_units, fold_at, _checked):
        assert effort(partial(work, text), enough=SECONDS) < SECONDS, work


@pytest.mark.parametrize("head", ["", "http://a", "a.cn/", "#", "@"])
@pytest.mark.parametrize("seed", HOSTILE, ids=ascii)
def test_grows_with_the_text(head: str, seed: str) -> None:
    text, enough = head + seed * (SIZE * TIMES // len(seed)), SECONDS * TIMES
    assert effort(partial(tokenize, text), enough=enough) < enough
