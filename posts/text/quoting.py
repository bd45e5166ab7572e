"""The chain of a repost: `what I say//@who:what they said//@whom:what was said before`, the newest quote first.

static/js/post-quotes.js reads it by the same rule; both pass tests/posts/quoting_cases.json.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from posts.text.length import ENDS, halves_of, halves_of_token, normalise
from posts.text.limits import MAX_CODE_POINTS, MAX_UNITS
from posts.text.tokens import tokenize

# A parent's whole text behind as many words of one's own, and as much again. What is past it could never be kept, and
# need not be read.
MOST_READ = 3 * MAX_CODE_POINTS


class Quote(NamedTuple):
    """Where a quote begins in its text, the name behind its `//@`, and how long all before it is."""

    start: int
    name: str
    halves: int


class Chain(NamedTuple):
    """A text taken apart: what its writer says, and the quotes behind it, the newest first. Together they are it."""

    said: str
    quotes: tuple[str, ...]


class Fitted(NamedTuple):
    """A text that fits, and whose quotes were left out for it, the newest first."""

    text: str
    dropped: tuple[str, ...] = ()


def quote(text: str, name: str) -> str:
    """What somebody said, as the repost of it begins."""
    return f"//@{name}:{text}"


def take_apart(text: str) -> Chain:
    """Where somebody's words end and the chain begins."""
    cuts = [*(found.start for found in _quotes(text)), len(text)]
    return Chain(text[: cuts[0]], tuple(text[start:end] for start, end in pairwise(cuts)))


def fit(raw: str) -> Fitted:
    """The text as it can be posted: past a limit whole quotes are left out, the oldest first, never a part of one.

    What is too long even without quotes comes back without them, for posts.text.check to refuse.
    """
    text = normalise(raw[:MOST_READ])
    quotes = list(_quotes(text))
    if not quotes or _fits(len(text), _halves(text)):
        return Fitted(text)
    kept = len(quotes) - 1
    while kept and not _fits(*_before(text, quotes[kept])):
        kept -= 1
    return Fitted(normalise(text[: quotes[kept].start]), tuple(found.name for found in quotes[kept:]))


def _quotes(text: str) -> Iterator[Quote]:
    """`//@name:`, of any width: a mention as the tokenizer reads it, and what makes it a quote around it."""
    halves = 0
    for token in tokenize(text):
        slashes = token.start - 2
        is_quote = token.kind == "mention" and text[max(slashes, 0) : token.start] == "//"
        if is_quote and text[token.end : token.end + 1] in (":", "："):
            yield Quote(slashes, token.value, halves - halves_of("//"))
        halves += halves_of_token(text, token)


def _halves(text: str) -> int:
    return sum(halves_of_token(text, token) for token in tokenize(text))


def _before(text: str, quote: Quote) -> tuple[int, int]:
    """Code points and halves of what stands before a quote, its end trimmed; no token reaches over that end."""
    end, halves = quote.start, quote.halves
    while end and text[end - 1] in ENDS:
        end -= 1
        halves -= halves_of(text[end])
    return end, halves


def _fits(code_points: int, halves: int) -> bool:
    return code_points <= MAX_CODE_POINTS and halves <= 2 * MAX_UNITS
