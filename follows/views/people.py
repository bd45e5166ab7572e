"""Whom a person follows, and who follows them: public, like everything on an open network."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.models import User
from core.paging import Page, read_cursor
from core.refusals import Missing
from follows import queries
from follows.models import Follow
from follows.relations import Relations


@dataclass(frozen=True)
class Row:
    """A person of the list, and what the reader is to them. Mutual is said by the button; `follows_you` is the rest."""

    person: User
    follow_state: str
    follows_you: bool


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    return _listed(request, handle, "following", queries.following, lambda row: row.followee)


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    return _listed(request, handle, "followers", queries.followers, lambda row: row.follower)


def _listed(
    request: HttpRequest, handle: str, which: str, read: Callable[..., Page[Follow]], other: Callable[[Follow], User]
) -> HttpResponse:
    """One of the two lists. A handle in another case leads to the address as it is written."""
    person = queries.member(handle, viewer=request.user)
    if not person.is_active:
        raise Missing
    if person.handle != handle:
        return redirect(f"{person.get_absolute_url()}{which}/")
    page = read(person, cursor=read_cursor(request))
    own_followers = which == "followers" and person == request.user
    context = {
        "person": person,
        "which": which,
        "own": person == request.user,
        "own_followers": own_followers,
        "rows": _rows(request, [other(row) for row in page.rows]),
        "tabs": _tabs(person, which),
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "follows/people.html", context)


def _rows(request: HttpRequest, people: list[User]) -> list[Row]:
    relations = Relations.between(request.user, people)
    known = ((person, relations.to(person)) for person in people)
    return [Row(person, to.follow_state, to.followed_by and not to.following) for person, to in known]


def _tabs(person: User, which: str) -> list[dict[str, object]]:
    here = person.get_absolute_url()
    named = [
        ("following", pgettext("count", "Following"), person.following_count),
        ("followers", _("Followers"), person.follower_count),
    ]
    return [
        {"label": label, "url": f"{here}{name}/", "current": name == which, "count": count}
        for name, label, count in named
    ]
