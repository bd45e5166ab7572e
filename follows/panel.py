"""The panel of people to follow, as it stands beside most pages: each row is drawn once a language, with slots for what
is the viewer's.

Drawing three rows by their templates took a third of a home page. Who is shown is asked for every page all the same
(follows.suggestions): nothing here decides about it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.models import User
from follows.suggestions import Known, Suggestion

# Rows that a process keeps, some 2 kB each.
KEPT = 1_000
# Stand-ins in what is drawn; NUL comes in no text.
REASON, TOKEN, BACK, ROWS = (mark_safe(f"\0{name}\0") for name in ("reason", "token", "back", "rows"))  # noqa: S308


class Face(NamedTuple):
    """What a row shows of a person: who changes any of it is drawn anew."""

    id: int
    handle: str
    nickname: str
    avatar_key: str
    badge: str
    get_absolute_url: str


def draw(people: Sequence[Suggestion], *, token: str, back: str) -> SafeString:
    """The panel with these people; `token` is the page's, `back` where following leads back to. Empty without any."""
    if not people:
        return mark_safe("")
    language = get_language() or "en"
    rows = [_row(language, _face(shown.person)).replace(REASON, escape(shown.reason)) for shown in people]
    # The same in each row; and nobody's nickname can hold a stand-in.
    filled = "".join(rows).replace(TOKEN, escape(token)).replace(BACK, escape(back))
    return mark_safe(_frame(language).replace(ROWS, filled))  # noqa: S308


def _face(person: User | Known) -> Face:
    return Face(person.pk, person.handle, person.nickname, person.avatar_key, person.badge, person.get_absolute_url())


@lru_cache(maxsize=KEPT)
def _row(language: str, face: Face) -> str:
    context = {
        "person": face,
        "reason": REASON,
        "follow_state": "follow",
        "avatar_size": 36,
        "csrf_token": TOKEN,
        "request": {"get_full_path": BACK},
    }
    return f"<li>{render_to_string('components/person_row.html', context)}</li>"


@cache
def _frame(language: str) -> str:
    return render_to_string("components/people_panel.html", {"rows": ROWS})
