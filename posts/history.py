"""What a post said before: each version with what changed since the one before it, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from core.paging import Page
from posts.differences import difference
from posts.models import Post, Revision

# Versions a page: finding out what changed takes some 15 ms for the longest texts.
VERSIONS = 10


@dataclass(frozen=True)
class Version:
    """How a post was from `at` on. `text` is HTML, with what changed marked in it; without a text before, plain."""

    at: datetime
    text: SafeString
    is_current: bool
    is_first: bool
    # How many pictures it shows, and how many were taken away for it.
    pictures: int
    pictures_removed: int


def versions(post: Post, *, cursor: int | None = None, size: int = VERSIONS) -> Page[Version]:
    """A page of versions, the present one first of all. One query."""
    older = post.revisions.order_by("-pk")
    if cursor is not None:
        older = older.filter(pk__lt=cursor)
    rows: list[Post | Revision] = [post] if cursor is None else []
    rows += older[: size + 1]
    before: list[Post | Revision | None] = [*rows[1:], None]
    shown = list(zip(rows, before, strict=True))[:size]
    return Page([_version(row, last) for row, last in shown], rows[size - 1].pk if len(rows) > size else None)


def _version(row: Post | Revision, before: Post | Revision | None) -> Version:
    at = row.written_at
    removed = before.picture_count - row.picture_count if before else 0
    text = _marked(before.text, row.text) if before else _lines(row.text)
    return Version(at, text, isinstance(row, Post), before is None, row.picture_count, removed)


def _marked(before: str, after: str) -> SafeString:
    """Who does not see colours is told in words."""
    words = {
        "removed": ("del", pgettext("edit history", "removed:")),
        "added": ("ins", pgettext("edit history", "added:")),
    }
    return mark_safe("".join(_piece(words.get(act), text) for act, text in difference(before, after)))  # noqa: S308


def _piece(told: tuple[str, str] | None, text: str) -> str:
    if told is None:
        return _lines(text)
    tag, word = told
    hidden = '<span class="visually-hidden">{}</span>'
    return f"<{tag}>{hidden.format(f'[{escape(word)} ')}{_lines(text)}{hidden.format('] ')}</{tag}>"


def _lines(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))  # noqa: S308
