"""The one filter that turns a post's text into HTML: topics, mentions and emoticons are drawn, all else is escaped.

A URL stays plain text; the link policy will answer here whether this author may link there (product, 9).
"""

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from posts.emoticons import EMOTICONS
from posts.text import Token, mention_candidates, tokenize


def text_html(text: str, people: Mapping[str, str]) -> SafeString:
    """The text as HTML. `people`: the word that means somebody → their handle."""
    return mark_safe("".join(_draw(token, text, people) for token in tokenize(text)).replace("\n", "<br>"))  # noqa: S308


def _draw(token: Token, text: str, people: Mapping[str, str]) -> str:
    shown = text[token.start : token.end]
    if token.kind == "topic":
        return format_html('<a class="topic" href="/topics/{}/">{}</a>', quote(token.value, safe=""), shown)
    if token.kind == "mention":
        return _mention(token, shown, people)
    if token.kind == "emoticon":
        return _emoticon(token.value, get_language() or "en")
    return escape(shown)


def _mention(token: Token, shown: str, people: Mapping[str, str]) -> str:
    for word in mention_candidates(token.value):
        if word and word in people:
            end = 1 + len(word)
            link = format_html('<a class="mention" href="/u/{}/">{}</a>', people[word], shown[:end])
            return link + escape(shown[end:])
    return escape(shown)


@cache
def _emoticon(key: str, language: str) -> str:
    emoticon = EMOTICONS[key]
    return format_html(
        '<img class="emoticon" src="{}" alt="[{}]" title="{}" width="20" height="20" loading="lazy">',
        static(emoticon.path),
        emoticon.label,
        emoticon.label,
    )
