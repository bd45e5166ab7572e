"""Whom a person follows, and who follows them: public, like everything on an open network.

In one's own lists each row says more and can do more; whom one follows can be narrowed to a group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.models import User
from core.paging import Page, read_cursor
from core.refusals import Missing
from follows import queries
from follows.models import Follow, FollowGroup
from follows.relations import Relation, Relations

SPECIAL = "special"


@dataclass(frozen=True)
class Row:
    """A person of the list, what the reader is to them, and in which of the reader's groups they are."""

    person: User
    to: Relation
    groups: Sequence[FollowGroup] = ()


@dataclass(frozen=True)
class Narrowed:
    """One's own groups, and the one to which the list is narrowed: its id, SPECIAL, or nothing."""

    groups: Sequence[FollowGroup] = ()
    chosen: str = ""

    @property
    def only(self) -> dict[str, Any]:
        """The condition on rows of following."""
        if self.chosen == SPECIAL:
            return {"special": True}
        return {"groups__group": int(self.chosen)} if self.chosen else {}

    @property
    def choose_url(self) -> str:
        return f"/settings/groups/{self.chosen}/add/"


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    person = queries.member(handle, viewer=request.user)
    if person.handle != handle or not person.is_active:
        return _elsewhere(person, "following")
    narrowed = _narrowed(request, person)
    page = queries.following(person, viewer=request.user, cursor=read_cursor(request), **narrowed.only)
    return _list(request, person, page, lambda row: row.followee, {"which": "following", "narrowed": narrowed})


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    person = queries.member(handle, viewer=request.user)
    if person.handle != handle or not person.is_active:
        return _elsewhere(person, "followers")
    page = queries.followers(person, viewer=request.user, cursor=read_cursor(request))
    return _list(request, person, page, lambda row: row.follower, {"which": "followers", "narrowed": Narrowed()})


def _elsewhere(person: User, which: str) -> HttpResponse:
    """A suspended one is missing; a handle in another case leads to the address as it is written."""
    if not person.is_active:
        raise Missing
    return redirect(f"{person.get_absolute_url()}{which}/")


def _narrowed(request: HttpRequest, person: User) -> Narrowed:
    """Only in one's own list. Raises Missing for a group that is not one's own."""
    if person != request.user:
        return Narrowed()
    groups, chosen = queries.groups_of(person), request.GET.get("group", "")
    if chosen not in {"", SPECIAL, *(str(group.pk) for group in groups)}:
        raise Missing
    return Narrowed(groups, chosen)


def _list(
    request: HttpRequest, person: User, page: Page[Follow], other: Callable[[Follow], User], context: dict[str, Any]
) -> HttpResponse:
    own, narrowed = person == request.user, context["narrowed"]
    further = {"group": narrowed.chosen} if narrowed.chosen else {}
    context |= {
        "person": person,
        "own": own,
        "rows": _rows(request, [other(row) for row in page.rows], own=own),
        "tabs": _tabs(person, context["which"]),
        "more_url": f"?{urlencode({**further, 'cursor': page.next_cursor})}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "follows/people.html", context)


def _rows(request: Any, people: list[User], *, own: bool) -> list[Row]:
    relations = Relations.between(request.user, people)
    groups = queries.groups_by_person(request.user, people) if own else {}
    return [Row(person, relations.to(person), groups.get(person.pk, ())) for person in people]


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
