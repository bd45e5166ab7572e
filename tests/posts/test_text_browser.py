"""The browser reads and counts as the server does."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from posts.text import count_units, normalise, tokenize
from posts.vocabulary import MODULE, browser_module
from tests.posts.text_samples import CASES, nasty_texts

RUNNER = Path(__file__).with_name("text_cases.mjs")


def in_browser(runner: Path, texts: list[str]) -> list[dict[str, Any]]:
    """What the browser's code makes of each text; `runner` says which."""
    answer = subprocess.run(
        ["node", runner],  # noqa: S607
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(answer.stdout)


def read_on_server(raw: str) -> dict[str, Any]:
    text = normalise(raw)
    tokens = [[token.kind, text[token.start : token.end], token.value] for token in tokenize(text)]
    return {"units": count_units(raw), "tokens": tokens}


@pytest.mark.node
def test_passes_the_shared_cases() -> None:
    for case, reading in zip(CASES, in_browser(RUNNER, [case["text"] for case in CASES]), strict=True):
        found = [[kind, value] for kind, _, value in reading["tokens"] if kind != "text"]
        assert (found, reading["units"]) == (case["tokens"], case["units"]), case["why"]


@pytest.mark.node
def test_agrees_with_the_server_on_random_texts() -> None:
    texts = nasty_texts(2_000)
    for text, reading in zip(texts, in_browser(RUNNER, texts), strict=True):
        assert reading == read_on_server(text), ascii(text)


def test_its_vocabulary_is_in_step() -> None:
    assert MODULE.read_text(encoding="utf-8") == browser_module(), "run: python -m posts.vocabulary"
