"""The quoting chain: where it begins, and what goes when the whole is too long. Browser and server agree."""

import json
import random
from pathlib import Path
from typing import Any, TypedDict

import pytest

from posts.text import MAX_CODE_POINTS, MAX_UNITS, Fitted, check, count_units, fit, normalise, quote, take_apart
from tests.effort import effort
from tests.posts.test_text_browser import in_browser
from tests.posts.text_samples import NASTY

HERE = Path(__file__)
RUNNER = HERE.with_name("quoting_cases.mjs")


class Case(TypedDict):
    """`text`: stretches and how often each is repeated; `names` of the quotes; how many of them are `kept`."""

    why: str
    text: list[tuple[str, int]]
    names: list[str]
    kept: int


CASES: list[Case] = json.loads(HERE.with_name("quoting_cases.json").read_text(encoding="utf-8"))


def written(case: Case) -> str:
    return "".join(stretch * times for stretch, times in case["text"])


def chains(count: int) -> list[str]:
    """Random chains around the limit, of what turns the tokenizer's rules; the same each time."""
    source = random.Random(5)
    heads = ["//@star:", "//@阿星：", "//＠b:", "//@bob", " //@c:", "/@d:"]

    def stretch() -> str:
        words = "".join(source.choices(NASTY, k=source.randint(0, 6)))
        return words * source.choice([1, 1, 1, 60, 300])

    return ["".join(stretch() + source.choice(heads) for _ in range(source.randint(1, 8))) for _ in range(count)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_whole_quotes_go_the_oldest_first(case: Case) -> None:
    text = written(case)
    said, quotes = take_apart(text)
    assert "".join([said, *quotes]) == text
    assert len(quotes) == len(case["names"])
    kept = normalise("".join([said, *quotes[: case["kept"]]]))
    assert fit(text) == Fitted(kept, tuple(case["names"][case["kept"] :]))


def test_of_random_chains_as_much_is_kept_as_fits() -> None:
    for raw in chains(250):
        text, dropped = fit(raw)
        said, quotes = take_apart(normalise(raw))
        kept = len(quotes) - len(dropped)
        assert text == normalise("".join([said, *quotes[:kept]])), ascii(raw)
        assert not kept or fits(text), ascii(raw)
        assert not dropped or not fits(normalise("".join([said, *quotes[: kept + 1]]))), ascii(raw)


def fits(text: str) -> bool:
    return count_units(text) <= MAX_UNITS and len(text) <= MAX_CODE_POINTS


def test_two_hundred_reposts_deep() -> None:
    text = "字" * 30
    for depth in range(200):
        text = fit(f"第{depth}层楼" + quote(text, f"member{depth}")).text
        check(text)
    said, quotes = take_apart(text)
    assert said == "第199层楼"
    assert quotes[0].startswith("//@member199:第198层楼")
    # The first words were said two hundred reposts ago.
    assert 150 < len(quotes) < 200


def test_a_text_that_looks_like_a_chain_is_quoted_as_it_stands() -> None:
    assert quote("//@nobody:it was him", "alice") == "//@alice://@nobody:it was him"
    assert take_apart("//@alice://@nobody:it was him").quotes == ("//@alice:", "//@nobody:it was him")


@pytest.mark.parametrize("seed", ["//@a:", "//@a: ", "//@a:http://a.cn", "//", "//@", " ", "😀//@b："], ids=ascii)
def test_grows_with_the_text(seed: str) -> None:
    text = seed * (40_000 // len(seed))
    assert effort(lambda: fit(text), enough=0.5) < 0.5


@pytest.mark.node
def test_the_browser_leaves_the_same() -> None:
    texts = [*map(written, CASES), *chains(150)]
    for text, left in zip(texts, in_browser(RUNNER, texts), strict=True):
        assert said_so(left) == fit(text), ascii(text)


def said_so(left: Any) -> Fitted:
    return Fitted(left["text"], tuple(left["dropped"]))
