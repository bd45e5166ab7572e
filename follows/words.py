"""Words that a member does not want to read: looked for in a text as they are, at any place, never as a pattern.

Word and text are folded by one function, so that neither case nor width nor script of Han makes a difference, nor how
words are parted, nor a character without a width between two letters: `蘋果` hides `苹果`, `end` hides `ＥＮＤ`.
"""

from collections.abc import Sequence
from typing import Any

from accounts.folding import spelling
from follows.models import MutedWord

# Soft hyphen, joiners and spaces without a width, directional marks, variation selectors, fillers: nobody sees them,
# and one of them inside a word would else let it through.
UNSEEN = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFEFF, 0xFFA0]
    + [*range(0x200B, 0x2010), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10)]
)


def fold(text: str) -> str:
    """What of a text is compared."""
    return " ".join(spelling(text.translate(UNSEEN)).split())


def read(viewer: Any) -> tuple[str, ...]:
    """The folded words that the viewer does not want to read. One query; none for visitors and those without any."""
    if viewer is None or not viewer.is_authenticated or not viewer.mutes_words:
        return ()
    return tuple(MutedWord.objects.filter(owner=viewer).order_by("pk").values_list("folded", flat=True))


def hides(words: Sequence[str], text: str) -> bool:
    """Whether one of these folded words (`read`) stands in the text."""
    if not words:
        return False
    folded = fold(text)
    return any(word in folded for word in words)
