"""A member's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.models import NICKNAME_LENGTH, User
from core.paging import read_cursor
from core.refusals import Missing
from follows.relations import Relation, relation
from posts import queries as posts

POSTS, PHOTOS, ABOUT = "posts", "photos", "about"


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Posts, pictures or facts of a member. Suspended ones are missing; another case of the handle leads here."""
    person = User.objects.active().by_handle(handle).first()
    to_person = relation(request.user, person) if person else None
    if person is None or to_person is None or to_person.apart:
        raise Missing
    if person.handle != handle:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{person.get_absolute_url()}{'?' if query else ''}{query}")
    asked = request.GET.get("tab", "")
    tab = asked if asked in (PHOTOS, ABOUT) else POSTS
    part = {POSTS: _posts, PHOTOS: _photos}.get(tab, _facts)
    return render(request, "accounts/profile.html", _head(person, tab, to_person) | part(request, person))


@require_safe
def by_nickname(request: HttpRequest, nickname: str) -> HttpResponse:
    """Where a nickname leads today: tomorrow it may be somebody else's, so no permanent redirect."""
    person = queries.people_named([nickname]).get(nickname) if len(nickname) <= NICKNAME_LENGTH[1] else None
    if person is None or relation(request.user, person).apart:
        raise Missing
    return redirect(person)


def _head(person: User, tab: str, to_person: Relation) -> dict[str, Any]:
    return {
        "person": person,
        "kind_label": person.verified_kind,
        "tab": tab,
        "follow_state": to_person.follow_state,
        "follows_you": to_person.followed_by,
        "tabs": _tabs(person, tab),
    }


def _tabs(person: User, tab: str) -> list[dict[str, Any]]:
    address = person.get_absolute_url()
    return [
        {"label": _("Posts"), "url": address, "current": tab == POSTS},
        {"label": _("Photos"), "url": f"{address}?tab={PHOTOS}", "current": tab == PHOTOS},
        {"label": _("About"), "url": f"{address}?tab={ABOUT}", "current": tab == ABOUT},
    ]


def _posts(request: HttpRequest, person: User) -> dict[str, Any]:
    page = posts.by_author(person, viewer=request.user, cursor=read_cursor(request))
    more = f"{person.get_absolute_url()}?cursor={page.next_cursor}" if page.next_cursor else None
    return {"posts": page.rows, "more_url": more}


def _photos(request: HttpRequest, person: User) -> dict[str, Any]:
    page = posts.pictured_by(person, viewer=request.user, cursor=read_cursor(request))
    more = f"{person.get_absolute_url()}?tab={PHOTOS}&cursor={page.next_cursor}" if page.next_cursor else None
    return {"posts": page.rows, "more_url": more}


def _facts(request: HttpRequest, person: User) -> dict[str, Any]:
    return {}
