"""Texts for the tokenizer: the cases shared with the browser, and random ones from an alphabet that means harm."""

import json
import random
from pathlib import Path
from typing import TypedDict


class Case(TypedDict):
    """`tokens` are those that are not plain text, as (kind, value)."""

    why: str
    text: str
    units: int
    tokens: list[list[str]]


CASES: list[Case] = json.loads(Path(__file__).with_name("text_cases.json").read_text(encoding="utf-8"))

# Every character and word at which a rule turns.
NASTY = [
    *"#＃@＠[]_-.:/?%\\\n\t aZ09é早ßﷺ…😀",
    *["\r", "\r\n", "\u2028", "\u00a0", "\u3000", "\u200b", "\u200d", "\ufe0f", "\u20e3", "\u0301", "\u093f", "\ufeff"],
    *["http://", "HTTPS://", "https", "a.cn", "b.com:80/x", "//@", "user@", "xn--fiqs8s", "[doge]", "[微笑]", "doge]"],
    *["#早安#", "＃love", "@star", "你好", "नमस्ते", "مرحبا", "👨‍👩‍👧", "🇨🇳", "1️⃣", "#️⃣", "𠮷", "İ", "ς", "¼", "½", "١"],
]


def nasty_texts(count: int, seed: int = 20) -> list[str]:
    """The same texts each time for a seed."""
    source = random.Random(seed)
    return ["".join(source.choices(NASTY, k=source.randint(1, 24))) for _ in range(count)]
