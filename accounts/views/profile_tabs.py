"""The parts of a member's page: a later kind of post joins them as one more line of TABS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.paging import read_cursor
from interactions.queries import liking
from posts import queries as posts

KINDS = {
    "": pgettext_lazy("posts", "All"),
    "original": pgettext_lazy("posts", "Original"),
    "reposts": pgettext_lazy("posts", "Reposts"),
    "pictures": pgettext_lazy("posts", "With pictures"),
}


@dataclass(frozen=True)
class Tab:
    """One part: its `?tab=`, what draws it, and who has it."""

    name: str
    label: Promise
    template: str
    part: Callable[[HttpRequest, User], dict[str, Any]]
    shown: Callable[[Any, User], bool] = lambda viewer, person: True

    def address(self, person: User, **query: Any) -> str:
        told = {"tab": self.name} | query if self.name else query
        chosen = {name: value for name, value in told.items() if value}
        return f"{person.get_absolute_url()}{'?' if chosen else ''}{urlencode(chosen)}"


def shown_tabs(viewer: Any, person: User) -> dict[str, Tab]:
    """Those that the viewer has of this member, the first of which is where one begins."""
    return {tab.name: tab for tab in TABS if tab.shown(viewer, person)}


def _posts(request: HttpRequest, person: User) -> dict[str, Any]:
    year, kind, cursor = _read_year(request), request.GET.get("kind", ""), read_cursor(request)
    kind = kind if kind in KINDS else ""
    page = posts.by_author(person, viewer=request.user, cursor=cursor, year=year, kind=kind)
    # What stands above the rest belongs to the whole only, and is not repeated below it.
    is_whole = cursor is None and not (year or kind)
    pinned = posts.pinned(person, viewer=request.user) if is_whole else None
    return {
        "pinned": pinned,
        "posts": [row for row in page.rows if pinned is None or row.pk != pinned.pk],
        "more_url": _more(POSTS, person, page.next_cursor, year=year, kind=kind),
        "first_page": cursor is None,
        "narrowed": bool(year or kind),
        "year": year,
        "kinds": [
            {"label": label, "url": POSTS.address(person, kind=name, year=year), "current": name == kind}
            for name, label in KINDS.items()
        ],
        "years": [
            {"label": each, "url": POSTS.address(person, kind=kind, year=each), "current": each == year}
            for each in (None, *_years(request, person, year))
        ],
    }


def _years(request: HttpRequest, person: User, chosen: int | None) -> list[int]:
    """Those in which there may be something, the present one first."""
    present = timezone.localtime().year
    first = posts.first_year(person, viewer=request.user) or present
    return sorted({*range(first, present + 1), *([chosen] if chosen else [])}, reverse=True)


def _read_year(request: HttpRequest) -> int | None:
    """A year that a post's id can be of (posts.ids); anything else narrows nothing."""
    raw = request.GET.get("year", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 and 2000 <= int(raw) < 2069 else None


def _photos(request: HttpRequest, person: User) -> dict[str, Any]:
    page = posts.pictured_by(person, viewer=request.user, cursor=read_cursor(request))
    return {"posts": page.rows, "more_url": _more(PHOTOS, person, page.next_cursor)}


def _likes(request: HttpRequest, person: User) -> dict[str, Any]:
    cursor = read_cursor(request)
    page = liking.liked_by(person, viewer=request.user, cursor=cursor)
    return {"posts": page.rows, "more_url": _more(LIKES, person, page.next_cursor), "first_page": cursor is None}


def _facts(request: HttpRequest, person: User) -> dict[str, Any]:
    return {}


def _more(tab: Tab, person: User, cursor: int | None, **query: Any) -> str | None:
    return tab.address(person, **query, cursor=cursor) if cursor else None


POSTS = Tab("", _("Posts"), "accounts/_posts.html", _posts)
PHOTOS = Tab("photos", _("Photos"), "accounts/_photos.html", _photos)
LIKES = Tab(
    "likes",
    pgettext_lazy("tab", "Likes"),
    "accounts/_likes.html",
    _likes,
    shown=lambda viewer, person: person.likes_shown or viewer == person,
)
ABOUT = Tab("about", _("About"), "accounts/_about.html", _facts)
TABS = (POSTS, PHOTOS, LIKES, ABOUT)
