"""When two names count as the same: by spelling (case, width, script of Han), and by look (look-alike letters).

A name has two keys. Its spelling is NFKC, casefolded, traditional characters simplified one by one; so `Ａlice` is
`alice` and `後來` is `后来`. Its skeleton goes on to replace every character by the first of its class in
look_alikes.txt (made by scripts/make_look_alikes.py), before casefolding, because that is what the eye meets: `Νike`
with a Greek Nu looks like `Nike`, though its small letter `ν` looks like `v`. Two names meet when they share a key. So
`Ian` and `lan` meet, `ian` and `lan` do not; of ASCII only `l I 1` and `O 0` (with it `o`) are one. Sequences (`rn`
for `m`) are not folded.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

import opencc

LOOK_ALIKES = Path(__file__).with_name("look_alikes.txt")


@lru_cache(maxsize=10_000)
def fold(name: str) -> str:
    """The spelling: what makes `@word` mean a name. The fold of a beginning is the beginning of the fold."""
    return spelling(name)


def spelling(text: str) -> str:
    """The fold of a text of any length, which is not kept in memory."""
    return simplified(_compatible(_compatible(text).casefold()))


@lru_cache(maxsize=10_000)
def skeleton(name: str) -> str:
    """What the name looks like: an address for comparing, never for showing."""
    table = _look_alikes()
    return fold(_compatible(name).translate(table)).translate(table).casefold()


def keys(name: str) -> set[str]:
    """The folded names that a name takes for its owner: one, or two when it can be mistaken for another spelling."""
    return {fold(name), skeleton(name)}


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, each by itself: a phrase must not change how its beginning folds."""
    return text if text.isascii() else "".join(map(_simplified, text))


def _compatible(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=20_000)
def _simplified(letter: str) -> str:
    return letter if letter.isascii() else _simplifier().convert(letter)


@lru_cache(maxsize=1)
def _look_alikes() -> dict[int, str]:
    classes = LOOK_ALIKES.read_text("utf-8").split()
    return {ord(letter): members[0] for members in classes for letter in members[1:]}
