"""A member's page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.models import NICKNAME_LENGTH, User
from accounts.views.profile_tabs import POSTS, Tab, shown_tabs
from core.refusals import Missing
from follows import queries as follows
from follows.relations import Relation, meet


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Posts, pictures or facts of a member. Suspended ones are missing; another case of the handle leads here."""
    person = User.objects.active().by_handle(handle).first()
    if person is None:
        raise Missing
    to_person = meet(request.user, person)
    if person.handle != handle:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{person.get_absolute_url()}{'?' if query else ''}{query}")
    tabs = shown_tabs(request.user, person)
    tab = tabs.get(request.GET.get("tab", ""), POSTS)
    context = _head(request, person, to_person) | _tabs(person, tab, tabs.values()) | tab.part(request, person)
    return render(request, "accounts/profile.html", context)


@require_safe
def by_nickname(request: HttpRequest, nickname: str) -> HttpResponse:
    """Where a nickname leads today: tomorrow it may be somebody else's, so no permanent redirect."""
    person = queries.people_named([nickname]).get(nickname) if len(nickname) <= NICKNAME_LENGTH[1] else None
    if person is None:
        raise Missing
    meet(request.user, person)
    return redirect(person)


def _head(request: HttpRequest, person: User, to_person: Relation) -> dict[str, Any]:
    # Only whom one follows can be in a group.
    sorted_into = (
        follows.groups_by_person(request.user, [person])
        if request.user.is_authenticated and to_person.following
        else {}
    )
    return {
        "person": person,
        "kind_label": person.verified_kind,
        "follow_state": to_person.follow_state,
        "to_person": to_person,
        "groups": sorted_into.get(person.pk, []),
    }


def _tabs(person: User, current: Tab, tabs: Iterable[Tab]) -> dict[str, Any]:
    shown = [{"label": tab.label, "url": tab.address(person), "current": tab is current} for tab in tabs]
    return {"tabs": shown, "tab": current.name, "tab_template": current.template}
