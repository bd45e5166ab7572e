"""What a reader left out of lists by muted words, looked for in the texts of the posts that were found.

Muted people are left out by the database (`PostQuerySet.unmuted_by`). Words are not looked for there: they are compared
as people read them (follows.words), and a page that becomes shorter by it goes on below all that was looked at.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import IntegerField, Value

from core.paging import Page
from follows import words
from follows.models import MutedWord
from posts.models import CardRow, Post


def left(rows: Sequence[CardRow], *, viewer: Any) -> list[CardRow]:
    """Those of the rows that say nothing the viewer muted: neither they themselves nor the root that they show.

    One's own stay; and so does what reposts a root that the viewer may not see: it must not tell what it said. One
    query for a viewer who muted words, none for others.
    """
    if not rows or viewer is None or not viewer.is_authenticated or not viewer.mutes_words:
        return list(rows)
    others = [row for row in rows if row.author_id != viewer.pk]
    shown = {pk for row in others for pk in _shown(row)}
    muted, texts = _words_and_texts(viewer, shown)
    hidden = {pk for pk, text in texts.items() if words.hides(muted, text)}
    return [row for row in rows if row.author_id == viewer.pk or hidden.isdisjoint(_shown(row))]


def left_of(page: Page[CardRow], *, viewer: Any) -> Page[CardRow]:
    """The same of a page, which goes on where it would have."""
    return Page(left(page.rows, viewer=viewer), page.next_cursor)


def _shown(row: CardRow) -> tuple[int, ...]:
    return (row.pk, row.root_id) if row.root_seen and row.root_id else (row.pk,)


def _words_and_texts(viewer: Any, ids: set[int]) -> tuple[list[str], dict[int, str]]:
    """The viewer's muted words as they are compared, and the texts of these posts."""
    nothing = Value(0, output_field=IntegerField())
    muted = MutedWord.objects.filter(owner=viewer).order_by().annotate(of=nothing).values_list("of", "folded")
    said = Post.objects.filter(pk__in=ids).order_by().values_list("pk", "text")
    found = list(said.union(muted, all=True))
    return [text for pk, text in found if not pk], {pk: text for pk, text in found if pk}
