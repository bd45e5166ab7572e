"""Comments as HTML: each shape of one is drawn once a language, and filled with what is particular to a comment.

A page of twenty comments with the replies below them is eighty of these; as templates they took ten times as long.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from accounts.models import User
from core.templatetags.core import time_of
from core.wording import compact
from interactions.models import Comment
from posts.gallery import Shown

# Around a slot's name. No text can hold it: NUL is refused everywhere.
MARK = "\0"
NAMES = ("id", "post", "page", "handle", "nickname", "face", "name", "to_handle", "to_nickname", "text", "picture")
SLOTS = {name: mark_safe(f"{MARK}{name}{MARK}") for name in (*NAMES, "when", "likes", "replies", "more")}  # noqa: S308
# Shapes that are in use, and people, of whom face and name are drawn.
MOST_SHAPES, MOST_PEOPLE = 500, 2000


class Shape(NamedTuple):
    """All that decides which parts a comment has."""

    language: str
    # Below another comment on this page; below one wherever it stands.
    is_reply: bool = False
    is_below: bool = False
    # On another page than its own, as what is answered or about to be deleted: nothing is done with it there.
    is_quoted: bool = False
    # Whether replies, and the form for them, have their place below it.
    has_place: bool = False
    has_replies: bool = False
    has_more: bool = False
    is_answer: bool = False
    is_authors: bool = False
    is_pinned: bool = False
    is_hidden: bool = False
    is_choosable: bool = False
    is_unchosen: bool = False
    is_pictured: bool = False
    is_empty: bool = False
    # What the viewer is to it, and may do.
    is_member: bool = False
    is_mine: bool = False
    is_liked: bool = False
    curates: bool = False
    deletes: bool = False
    may_reply: bool = False


@dataclass(frozen=True)
class Drawn:
    """A drawn comment, or repost: its id and its HTML for this viewer."""

    id: int
    html: SafeString


def draw(
    comment: Comment,
    shape: Shape,
    *,
    text: SafeString,
    answered: User | None = None,
    picture: Shown | None = None,
    replies: SafeString | str = "",
) -> Drawn:
    """`text`: its words as HTML; `answered`: whom it replies to; `replies`: those shown below it, drawn."""
    author, language = comment.author, shape.language
    values = {
        "id": str(comment.pk),
        "post": str(comment.post_id),
        "page": comment.page,
        "handle": author.handle,
        "nickname": escape(author.nickname),
        "face": _face(author, author.version, 28 if shape.is_reply else 36, language),
        "name": _name(author, author.version, language),
        "to_handle": answered.handle if answered else "",
        "to_nickname": escape(answered.nickname) if answered else "",
        "text": text,
        "picture": _picture(comment, picture) if picture else "",
        "when": time_of(comment.created_at),
        "likes": compact(comment.like_count) if comment.like_count > 0 else "",
        "replies": replies,
        "more": _more(comment.reply_count) if shape.has_more else "",
    }
    return Drawn(comment.pk, _filled(_shaped(shape), values))


def _filled(parts: tuple[str, ...], values: Mapping[str, str]) -> SafeString:
    pieces = list(parts)
    pieces[1::2] = [values[name] for name in pieces[1::2]]
    return mark_safe("".join(pieces))  # noqa: S308


@lru_cache(MOST_SHAPES)
def _shaped(shape: Shape) -> tuple[str, ...]:
    return tuple(render_to_string("interactions/_comment.html", shape._asdict() | SLOTS).strip().split(MARK))


@lru_cache(MOST_PEOPLE)
def _face(person: User, version: int, size: int, language: str) -> SafeString:
    """A person whose version is the same looks the same."""
    return mark_safe(render_to_string("components/avatar.html", {"person": person, "size": size, "v": True}).strip())  # noqa: S308


@lru_cache(MOST_PEOPLE)
def _name(person: User, version: int, language: str) -> SafeString:
    return mark_safe(render_to_string("components/name.html", {"person": person, "link": True, "said": True}).strip())  # noqa: S308


def _picture(comment: Comment, picture: Shown) -> SafeString:
    context = {"picture": picture, "author": comment.author, "address": comment.page}
    return render_to_string("interactions/_comment_picture.html", context)


def _more(number: int) -> str:
    return ngettext("%(number)s reply", "All %(number)s replies", number) % {"number": compact(number)}
