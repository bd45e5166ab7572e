"""Texts for very many posts, made of what the demo's people wrote: sentences that belong together, and topics.

Which topics are used how often follows Zipf: a few are everywhere, most are rare.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import accumulate, product
from pathlib import Path
from random import Random

from django.utils import timezone

from operations.demo import content
from operations.demo.shares import zipf
from posts.text import tokenize

FILE = Path(__file__).with_name("large.toml")
# A sentence ends at a full stop, question or exclamation mark, unless a quotation closes or an emoticon follows.
END = re.compile(r"(?<=[。！？])(?![”’」』）。！？]|\s*\[)|(?<=[.!?])\s+(?!\[)|\n+(?!\[)")
HAN = re.compile(r"[\u4e00-\u9fff]")
# Of how many passages and topics a text is made: chances of 0, 1, 2 …
PASSAGES = (0, 70, 30)
TOPICS = (35, 50, 15)
LONGEST_PASSAGE = 4
# Steepness of Zipf's law for topics.
STEEP = 1.0

Passages = list[list[str]]


def compose(count: int, chance: Random) -> list[str]:
    """`count` texts of one to eight sentences, Chinese or English, most of them with a topic or two."""
    chinese, english = _sources()
    names = _topic_names(chance)
    reach = list(accumulate(zipf(len(names), steep=STEEP)))
    made = []
    for _ in range(count):
        language = chance.choices((chinese, english), (len(chinese), len(english)))[0]
        passages = [_passage(language, chance) for _ in range(_some(PASSAGES, chance))]
        tags = dict.fromkeys(chance.choices(names, cum_weights=reach, k=_some(TOPICS, chance)))
        made.append("".join(passages).strip() + "".join(f"#{name}#" for name in tags))
    return made


def _sources() -> tuple[Passages, Passages]:
    """The sentences of each of the demo's posts, Chinese and English. Posts that mention or link are left out."""
    found: tuple[Passages, Passages] = ([], [])
    for post in content.posts(timezone.now()):
        tokens = tokenize(post.text)
        if not {"mention", "url"} & {token.kind for token in tokens}:
            plain = "".join(post.text[token.start : token.end] for token in tokens if token.kind != "topic")
            sentences = list(_sentences(plain))
            if sentences:
                found[HAN.search(plain) is None].append(sentences)
    return found


def _sentences(text: str) -> Iterator[str]:
    for piece in END.split(text):
        sentence = piece.strip()
        if sentence:
            yield sentence if HAN.search(sentence) else f"{sentence} "


def _passage(sources: Passages, chance: Random) -> str:
    """Some sentences of one post that follow one another."""
    sentences = chance.choice(sources)
    first = chance.randrange(len(sentences))
    return "".join(sentences[first : first + chance.randint(1, LONGEST_PASSAGE)])


def _topic_names(chance: Random) -> list[str]:
    """The most used first: those of the demo, then cities and themes in any order."""
    words = {name: text.split() for name, text in tomllib.loads(FILE.read_text("utf-8")).items()}
    local = [f"{city}{theme}" for city, theme in product(words["cities"], words["themes"])]
    local += [f"{city} {theme}" for city, theme in product(words["english_cities"], words["english_themes"])]
    return [*content.topics(), *chance.sample(local, len(local))]


def _some(chances: Iterable[int], chance: Random) -> int:
    weights = list(chances)
    return chance.choices(range(len(weights)), weights)[0]
