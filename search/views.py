"""The search page: people and topics by the beginning of their names."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from follows.relations import Relations
from follows.suggestions import Suggestion, suggested
from search import queries
from search.forms import SearchForm, Wanted
from topics import queries as topics
from topics.models import Topic

KINDS = ("all", "people", "topics")
# Under "all" a taste of each kind, under a kind a page of it: who is further down is found with one more letter.
TASTE, PAGE = 5, 50


@dataclass(frozen=True)
class Found:
    """What a search found of each kind, and whether there is more of it under the kind's own tab."""

    people: list[User] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    more_people: bool = False
    more_topics: bool = False


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "search/search.html", {"form": form, "q": request.GET.get("q", "")}, status=400)
    wanted = form.wanted()
    asked = request.GET.get("tab", "")
    kind = asked if asked in KINDS else wanted.kind
    context = {"form": form, "q": form.cleaned_data["q"], "text": wanted.text}
    return render(request, "search/search.html", context | _page(request, wanted, kind))


def _page(request: HttpRequest, wanted: Wanted, kind: str) -> dict[str, Any]:
    if not wanted.text:
        return _before_searching(request)
    found = _found(request, wanted.text, kind)
    nothing = not found.people and not found.topics
    return {
        "kind": kind,
        "tabs": _tabs(request, kind),
        "rows": _rows(request, found.people),
        "topics": found.topics,
        "more_people": _address(request, "people") if found.more_people else None,
        "more_topics": _address(request, "topics") if found.more_topics else None,
        "suggestions": suggested(request.user, TASTE) if nothing else [],
    }


def _before_searching(request: HttpRequest) -> dict[str, Any]:
    """Without a word to look for: people to follow, and what is talked about."""
    return {"suggestions": suggested(request.user, TASTE), "popular": topics.popular(10)}


def _found(request: HttpRequest, text: str, kind: str) -> Found:
    size = TASTE if kind == "all" else PAGE
    people = queries.people(text, size + 1, viewer=request.user) if kind != "topics" else []
    named = topics.starting_with(text, size + 1) if kind != "people" else []
    more = kind == "all"
    return Found(people[:size], named[:size], more and len(people) > size, more and len(named) > size)


def _rows(request: HttpRequest, people: list[User]) -> list[Suggestion]:
    relations = Relations.between(request.user, people)
    return [Suggestion(person, _about(person), relations.to(person).follow_state) for person in people]


def _about(person: User) -> str:
    """The handle, since it may be what was found, and what the person says they are."""
    said = person.declaration or person.bio
    return f"@{person.handle} · {said}" if said else f"@{person.handle}"


def _tabs(request: HttpRequest, kind: str) -> list[dict[str, object]]:
    labels = {"all": _("All"), "people": _("People"), "topics": _("Topics")}
    return [{"label": labels[name], "url": _address(request, name), "current": name == kind} for name in KINDS]


def _address(request: HttpRequest, kind: str) -> str:
    return f"/search/?{urlencode({'q': request.GET.get('q', ''), 'tab': kind})}"
