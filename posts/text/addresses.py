"""Where a text holds web addresses: after `https?://`, or as a bare host that ends in a listed top-level domain.

Linkify libraries misread Chinese (`看http://a.cn/x你好`), so the rules are our own. Every character is visited a fixed
number of times; keep it so (tests/posts/test_text_growth.py).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from posts.emoticons import KEYS

TLDS = Path(__file__).parents[1] / "tlds.txt"
# DNS (RFC 1035): bytes of a label, and of a whole name.
MAX_LABEL, MAX_HOST = 63, 253
# What ends a sentence rather than an address.
TRAILING = ".,;:!?'\")"

_EMOTICON = "|".join(re.escape(name) for name in KEYS)
# RFC 3986's characters; but `[doge]` after an address is an emoticon, and `//@name` the chain of a repost.
_CHARACTERS = rf"(?:[A-Za-z0-9\-._~:?#\]@!$&'()*+,;=%]|/(?!/[@＠])|\[(?!(?:{_EMOTICON})\]))*"
_START = re.compile(
    r"(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?://)[A-Za-z0-9]"
    # None of these before a bare host: it would be the rest of a longer word, or of an e-mail address.
    r"|(?<![A-Za-z0-9@＠._-])(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
)
_REST = re.compile(_CHARACTERS)
_PORT_AND_PATH = re.compile(rf"(?::[0-9]{{1,5}}(?![A-Za-z0-9]))?(?:(?:\?|/(?!/[@＠])){_CHARACTERS})?")
_SCHEME_AT_END = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?$")


@cache
def listed_tlds() -> frozenset[str]:
    """The top-level domains that make a bare host an address: countries', punycode ones, the common generic ones."""
    lines = TLDS.read_text(encoding="ascii").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def address_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address, in order."""
    position = 0
    while found := _START.search(text, position):
        end = _end_after_scheme(text, found.end()) if found["scheme"] else _end_after_host(text, found)
        if end:
            yield found.start(), end
        position = end or _resume(found)


def _end_after_scheme(text: str, position: int) -> int:
    return _without_trailing(text, _REST.match(text, position).end())  # type: ignore[union-attr]


def _end_after_host(text: str, found: re.Match[str]) -> int | None:
    if not _is_host(found["host"]):
        return None
    end = _PORT_AND_PATH.match(text, found.end()).end()  # type: ignore[union-attr]
    # `first.last.cn@example.com` is an e-mail address, `example.com_old` a file.
    if text[end : end + 1] in ("@", "＠", "_"):
        return None
    return _without_trailing(text, end)


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return (
        len(host) <= MAX_HOST
        and labels[-1].lower() in listed_tlds()
        and all(len(label) <= MAX_LABEL and not label.startswith("-") and not label.endswith("-") for label in labels)
    )


def _without_trailing(text: str, end: int) -> int:
    while text[end - 1] in TRAILING:
        end -= 1
    return end


def _resume(found: re.Match[str]) -> int:
    """Where to look on after a refused host: its last letters may begin `http://`."""
    scheme = _SCHEME_AT_END.search(found["host"])
    return found.end() - (len(scheme[0]) if scheme else 0)
