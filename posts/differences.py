"""What changed between two texts, in pieces that a reader takes in: words where a script has blanks, else characters.

The work grows with the texts whatever they hold: a page of history is open to everybody. Parts that both have just once
are fixed points, as in the patience diff; between them short stretches are compared in full, long ones replaced.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from posts.text.graphemes import cluster_end

_BLANKS = re.compile(r"[^\S\n]+")
# Letters but those of scripts without blanks between words: Thai, Lao, Burmese, Khmer, kana, Han.
_LETTERS = re.compile(
    r"(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\w)+"
)
# Stretches of so many parts each are compared in full: a sentence. Its worst case is 4 ms.
SHORT = 40
# How often a stretch between fixed points is looked through for others, which the rest of the text hid.
DEPTH = 8

Act = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    act: Act
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order; what was removed stands ahead of what came in its place."""
    return list(_joined(_readable(list(_joined(_compared(_split(before), _split(after), DEPTH))))))


def _split(text: str) -> list[str]:
    parts, place = [], 0
    while place < len(text):
        end = _end(text, place)
        parts.append(text[place:end])
        place = end
    return parts


def _end(text: str, place: int) -> int:
    """Of blanks, of a word with the marks on its letters, or of what is seen as one character."""
    if blanks := _BLANKS.match(text, place):
        return blanks.end()
    end = place
    while letters := _LETTERS.match(text, end):
        end = cluster_end(text, letters.end() - 1, len(text))
    return end if end > place else cluster_end(text, place, len(text))


def _compared(old: Sequence[str], new: Sequence[str], depth: int) -> Iterator[Piece]:
    """With what both begin and end with set aside."""
    start = _alike(zip(old, new, strict=False))
    end = _alike(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
    yield Piece("same", "".join(old[:start]))
    yield from _between(old[start : len(old) - end], new[start : len(new) - end], depth)
    yield Piece("same", "".join(old[len(old) - end :]))


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    number = 0
    for one, other in pairs:
        if one != other:
            break
        number += 1
    return number


def _between(old: Sequence[str], new: Sequence[str], depth: int) -> Iterator[Piece]:
    if old and new and len(old) <= SHORT and len(new) <= SHORT:
        yield from _in_full(old, new)
        return
    begin_old = begin_new = 0
    for at_old, at_new in _fixed_points(old, new) if depth else ():
        yield from _compared(old[begin_old:at_old], new[begin_new:at_new], depth - 1)
        yield Piece("same", old[at_old])
        begin_old, begin_new = at_old + 1, at_new + 1
    if begin_old:
        yield from _compared(old[begin_old:], new[begin_new:], depth - 1)
    else:
        yield from _replaced(old, new)


def _in_full(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for act, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Piece("same", "".join(old[old_start:old_end]))
        else:
            yield from _replaced(old[old_start:old_end], new[new_start:new_end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    yield Piece("removed", "".join(old))
    yield Piece("added", "".join(new))


def _fixed_points(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where the parts stand that both have just once, as many of them as come in the same order."""
    only_old, only_new = _once(old), _once(new)
    return _rising([(place, only_new[part]) for part, place in only_old.items() if part in only_new])


def _once(parts: Sequence[str]) -> dict[str, int]:
    """Blanks and signs are no fixed points: they hold nothing."""
    number = Counter(parts)
    return {part: place for place, part in enumerate(parts) if number[part] == 1 and part[0].isalnum()}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in the order of their first, the longest row in which the second rises too."""
    lowest: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for turn, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        before.append(last[length - 1] if length else -1)
        lowest[length : length + 1], last[length : length + 1] = [place], [turn]
    row, turn = [], last[-1] if last else -1
    while turn >= 0:
        row.append(pairs[turn])
        turn = before[turn]
    return row[::-1]


def _readable(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A single letter or blank that stayed between changes is told as changed with them: else it reads as a riddle."""
    for place, piece in enumerate(pieces):
        inside = 0 < place < len(pieces) - 1
        if piece.act == "same" and inside and len(piece.text.strip(" ")) <= 1 and piece.text != "\n":
            yield from _replaced([piece.text], [piece.text])
        else:
            yield piece


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours as one, empty ones left out."""
    removed = added = same = ""
    for act, text in pieces:
        if act == "same" and text:
            yield from _told(removed, added)
            removed, added, same = "", "", same + text
        elif text:
            yield from _told(same=same)
            same = ""
            removed, added = (removed + text, added) if act == "removed" else (removed, added + text)
    yield from _told(removed, added, same)


def _told(removed: str = "", added: str = "", same: str = "") -> Iterator[Piece]:
    told: tuple[tuple[Act, str], ...] = (("removed", removed), ("added", added), ("same", same))
    yield from (Piece(act, text) for act, text in told if text)
