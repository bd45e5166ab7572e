"""Write accounts/look_alikes.txt out of Unicode's confusables: `python scripts/make_look_alikes.py`.

One line is one class of single characters that look alike; the first stands for all. Left out: characters that no name
may hold, sequences (`rn` for `m`: it would merge `modern` with `modem`), and the pairs of DISTINCT. Beyond those, what
Unicode says is taken as it is: among ASCII only `l I 1` and `O 0` meet.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import confusable_homoglyphs

SOURCE = Path(confusable_homoglyphs.__file__).with_name("confusables.json")
TARGET = Path(__file__).resolve().parent.parent / "accounts" / "look_alikes.txt"
# Ordinary characters that every reader tells apart: 博士 is not 博土, an oriole is not a cuckoo.
DISTINCT = {frozenset("土士"), frozenset("鹂鹃")}
# The source wraps letters of right-to-left scripts in these.
MARKS = str.maketrans("", "", "\u200e\u200f")


def nameable(text: str) -> bool:
    """Whether it is one character that a nickname may hold after NFKC."""
    if len(text) != 1 or unicodedata.normalize("NFKC", text) != text:
        return False
    category = unicodedata.category(text)
    return category[0] == "L" or category == "Nd" or text in "_-"


def pairs() -> Iterator[tuple[str, str]]:
    for letter, alikes in json.loads(SOURCE.read_text("utf-8")).items():
        for alike in alikes:
            one, other = letter.translate(MARKS), alike["c"].translate(MARKS)
            if nameable(one) and nameable(other) and frozenset((one, other)) not in DISTINCT:
                yield one, other


def classes() -> list[str]:
    """Union-find over the pairs; an ASCII letter stands first (a letter before a digit), else the lowest code point."""
    parent: dict[str, str] = {}

    def root(letter: str) -> str:
        while parent.setdefault(letter, letter) != letter:
            letter = parent[letter]
        return letter

    for one, other in pairs():
        parent[root(one)] = root(other)
    found = defaultdict(list)
    for letter in parent:
        found[root(letter)].append(letter)
    return sorted("".join(sorted(members, key=rank)) for members in found.values())


def rank(letter: str) -> tuple[bool, bool, bool, str]:
    return (not letter.isascii(), letter.isdigit(), letter.isupper() and letter != "O", letter)


def table() -> str:
    return "\n".join(classes()) + "\n"


if __name__ == "__main__":
    TARGET.write_text(table(), "utf-8")
