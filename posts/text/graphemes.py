"""Where a text may be cut without tearing what a reader sees as one character."""

import unicodedata

# A hostile cluster need not end; Unicode's stream-safe format (UAX 15) calls 30 enough for every language.
MAX_CLUSTER = 32
ZWJ = "\u200d"
# Canonical combining class of a virama, which binds the next letter to a conjunct (क्ष).
_VIRAMA = 9
# Zero-width (non-)joiner, Thai and Lao AM, half-width kana marks, vowels and finals of decomposed Hangul,
# skin tones, the tags that spell a region's flag.
_EXTENDERS = (
    ("\u200c", ZWJ),
    ("\u0e33", "\u0e33"),
    ("\u0eb3", "\u0eb3"),
    ("\uff9e", "\uff9f"),
    ("\u1160", "\u11ff"),
    ("\ud7b0", "\ud7fb"),
    ("\U0001f3fb", "\U0001f3ff"),
    ("\U000e0020", "\U000e007f"),
)


def cluster_end(text: str, start: int, limit: int) -> int:
    """The end of the cluster that begins at `start`: letter and marks, emoji sequence, flag."""
    end = start + 2 if _is_flag(text[start : start + 2]) else start + 1
    limit = min(limit, start + MAX_CLUSTER)
    while end < limit and _continues(text[end - 1], text[end]):
        end += 1
    return end


def _is_flag(pair: str) -> bool:
    return len(pair) == 2 and all("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in pair)


def _continues(before: str, character: str) -> bool:
    if unicodedata.category(character)[0] == "M" or any(low <= character <= high for low, high in _EXTENDERS):
        return True
    if before == ZWJ:
        return not character.isspace()
    return unicodedata.combining(before) == _VIRAMA and character.isalpha()
