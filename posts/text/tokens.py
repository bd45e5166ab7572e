"""The one tokenizer: what a text holds, for its length, display, notifications, search and links.

It scans from left to right; addresses are found first and win. Every attempt looks at most MAX_TOPIC characters ahead,
so the work grows with the text and nothing else.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from posts.emoticons import KEYS
from posts.text.addresses import address_spans
from posts.text.limits import MAX_MENTION, MIN_HANDLE
from topics.naming import MAX_TOPIC, is_topic_name

Kind = Literal["text", "topic", "mention", "url", "emoticon"]


class Token(NamedTuple):
    """A stretch of a text. `value`: the topic's name, the mentioned word, the URL, the emoticon's key, or the text."""

    kind: Kind
    start: int
    end: int
    value: str


# `#️⃣` is an emoji, not a hash.
_KEYCAP = "\ufe0f?\u20e3"
# Nothing opens before a blank or another hash; saying so here spares a text full of them most of the work.
_OPENER = re.compile(rf"[#＃](?!{_KEYCAP}|[\s#＃])|[@＠](?=[\w-])|\[")
_HASHED = re.compile(rf"[#＃]([^#＃\n]{{1,{MAX_TOPIC}}})[#＃](?!{_KEYCAP})")
_EMOTICON = re.compile(rf"\[([^\[\]\s]{{1,{max(map(len, KEYS))}}})\]")
_ASCII = re.compile(r"[A-Za-z0-9_-]*")


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order and without gaps."""
    tokens: list[Token] = []
    position = 0
    for start, end in address_spans(text):
        tokens.extend(_between_addresses(text, position, start))
        tokens.append(Token("url", start, end, text[start:end]))
        position = end
    tokens.extend(_between_addresses(text, position, len(text)))
    return tokens


def _between_addresses(text: str, position: int, limit: int) -> Iterator[Token]:
    search_from = position
    while opener := _OPENER.search(text, search_from, limit):
        token = _READERS[opener[0]](text, opener.start(), limit)
        if token is None:
            search_from = opener.end()
            continue
        if position < token.start:
            yield _text(text, position, token.start)
        yield token
        position = search_from = token.end
    if position < limit:
        yield _text(text, position, limit)


def _text(text: str, start: int, end: int) -> Token:
    return Token("text", start, end, text[start:end])


def _topic(text: str, start: int, limit: int) -> Token | None:
    """`#inside#`, else `#word`."""
    hashed = _HASHED.match(text, start, limit)
    if hashed and is_topic_name(hashed[1]):
        return Token("topic", start, hashed.end(), hashed[1])
    return _word_topic(text, start, limit)


def _word_topic(text: str, start: int, limit: int) -> Token | None:
    if start and _is_word(text[start - 1]):
        return None
    end = start + 1
    while end < limit and end <= start + MAX_TOPIC + 1 and _is_word(text[end]):
        end += 1
    word = text[start + 1 : end]
    if not word or _is_mark(word[0]) or not _names_something(word) or not is_topic_name(word):
        return None
    return Token("topic", start, end, word)


def _mention(text: str, start: int, limit: int) -> Token | None:
    if start and _before_mention(text[start - 1]):
        return None
    end = start + 1
    while end < limit and end <= start + MAX_MENTION and (_is_word(text[end]) or text[end] == "-"):
        end += 1
    word = text[start + 1 : end]
    return Token("mention", start, end, word) if word and not _is_mark(word[0]) else None


def _before_mention(character: str) -> bool:
    """`user@example.com` and `@@x` mention nobody."""
    return character in "_.@＠" or (character.isascii() and character.isalnum())


def _emoticon(text: str, start: int, limit: int) -> Token | None:
    bracketed = _EMOTICON.match(text, start, limit)
    if bracketed is None or bracketed[1] not in KEYS:
        return None
    return Token("emoticon", start, bracketed.end(), KEYS[bracketed[1]])


_READERS = {"#": _topic, "＃": _topic, "@": _mention, "＠": _mention, "[": _emoticon}


def _is_word(character: str) -> bool:
    """A letter, mark or digit of any script, or `_`."""
    return character == "_" or unicodedata.category(character)[0] == "L" or character.isdecimal() or _is_mark(character)


def _is_mark(character: str) -> bool:
    """A mark of a script. Variation selectors belong to emoji: `❤️#love` is a heart and a topic."""
    return unicodedata.category(character) in ("Mn", "Mc") and not "\ufe00" <= character <= "\ufe0f"


def _names_something(word: str) -> bool:
    """`#1` and `#2024` count or date something; they name nothing."""
    return not all(character.isdecimal() or _is_mark(character) for character in word)


def mention_candidates(word: str) -> tuple[str, str | None]:
    """Whom `@word` may mean: the whole as nickname or handle, else its ASCII beginning as a handle (`@star你好`)."""
    beginning = _ASCII.match(word)[0]  # type: ignore[index]
    is_handle = MIN_HANDLE <= len(beginning) <= MAX_MENTION and beginning != word
    return word, beginning if is_handle else None
