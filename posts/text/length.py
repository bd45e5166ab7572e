"""What a text comes to: its tidied form, its units, and where the feed folds it.

static/js/post-text.js counts by the same rule; both pass tests/posts/text_cases.json.
"""

import re
from collections.abc import Iterable, Iterator

from posts.text.graphemes import cluster_end
from posts.text.limits import FOLD_UNITS
from posts.text.tokens import Token, tokenize
from topics.naming import INVISIBLE

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_WHITE_SPACE = "\t\n\v\f \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# White space without width; joiners, direction marks and variation selectors may end a text for a reason and stay.
ENDS = _WHITE_SPACE + "\u200b\u2060\ufeff"
# The Braille blank is a symbol to Unicode and nothing to the eye.
_BLANK = _WHITE_SPACE + "\u2800"

# Halves of a unit: after Weibo's rule (w), ASCII counts half, an address like ten Han characters.
_ASCII, _WIDE, _ASTRAL, _ADDRESS = 1, 2, 4, 20


def normalise(raw: str) -> str:
    """The text as it is kept: line ends LF, ends trimmed; empty when there is nothing to see."""
    text = _LINE_ENDS.sub("\n", raw)
    if not INVISIBLE.sub("", text).strip(_BLANK):
        return ""
    return text.strip(ENDS)


def count_units(text: str) -> int:
    """Length in units: ASCII ½, accents, variation selectors, ZWJ 0, astral 2, others 1, a URL 10; rounded up."""
    tidy = normalise(text)
    return units_of(tidy, tokenize(tidy))


def units_of(text: str, tokens: Iterable[Token]) -> int:
    """Length in units of a normalised text whose tokens are known."""
    return (sum(halves_of_token(text, token) for token in tokens) + 1) // 2


def fold_at(text: str, units: int = FOLD_UNITS) -> int | None:
    """Where to cut so that at most `units` show, never inside a token or character; None when the whole text fits."""
    left = units * 2
    for start, halves in _pieces(text):
        left -= halves
        if left < 0:
            return len(text[:start].rstrip())
    return None


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Start and halves of each stretch that must not be torn."""
    for token in tokenize(text):
        if token.kind != "text":
            yield token.start, halves_of_token(text, token)
            continue
        start = token.start
        while start < token.end:
            end = cluster_end(text, start, token.end)
            yield start, halves_of(text[start:end])
            start = end


def halves_of_token(text: str, token: Token) -> int:
    """Halves of a unit; rounded up, their sum is the text's length."""
    return _ADDRESS if token.kind == "url" else halves_of(text[token.start : token.end])


def halves_of(letters: str) -> int:
    """Halves of letters that are no address."""
    return sum(map(_halves, letters))


def _halves(character: str) -> int:
    if character < "\x80":
        return _ASCII
    if "\u0300" <= character <= "\u036f" or "\ufe00" <= character <= "\ufe0f" or character == "\u200d":
        return 0
    return _ASTRAL if character > "\uffff" else _WIDE
