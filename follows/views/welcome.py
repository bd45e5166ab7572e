"""First steps of a new member (product, 1.5): interests, people, a first post. Each may be skipped, and taken again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.first_steps import choose_interests, mark_welcomed
from accounts.interests import Field
from accounts.models import User
from accounts.queries import interests_of
from core.htmx import SeeOther
from core.paging import read_id
from core.refusals import BadRequest
from follows.actions import follow_many
from follows.suggestions import Suggestion, in_fields

STEP = ["GET", "HEAD", "POST"]
# As many as fit a screen or two; the chosen ones are counted on the button.
SHOWN = 12
# Chosen beforehand: a first home with some life in it, from accounts that stand for something.
CHOSEN_BEFOREHAND = 6


@login_required
@require_http_methods(STEP)
def interests(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        if "skip" not in request.POST:
            choose_interests(user=request.user, fields=request.POST.getlist("fields"))
        mark_welcomed(user=request.user)
        return SeeOther("/welcome/people/")
    context = {"step": 1, "fields": Field.choices, "chosen": interests_of(request.user)}
    return render(request, "follows/welcome/interests.html", context)


@login_required
@require_http_methods(STEP)
def people(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        if "skip" not in request.POST:
            _follow_chosen(request)
        mark_welcomed(user=request.user)
        return SeeOther("/welcome/hello/")
    suggestions = in_fields(request.user, interests_of(request.user), limit=SHOWN)
    chosen = _chosen_beforehand(suggestions)
    context = {"step": 2, "suggestions": suggestions, "chosen": chosen, "number": len(chosen)}
    return render(request, "follows/welcome/people.html", context)


@login_required
@require_safe
def hello(request: HttpRequest) -> HttpResponse:
    """Beginnings of a first post; each opens the composer with its words in it."""
    prompts = [{"text": text, "url": f"/compose/?{urlencode({'text': text})}"} for text in _prompts(request.user)]
    return render(request, "follows/welcome/hello.html", {"step": 3, "prompts": prompts})


def _follow_chosen(request: HttpRequest) -> None:
    try:
        ids = {read_id(raw) for raw in request.POST.getlist("people")}
    except ValueError:
        raise BadRequest from None
    if len(ids) > SHOWN:
        raise BadRequest
    number = follow_many(follower=request.user, followees=User.objects.filter(pk__in=ids))
    if number:
        told = ngettext("You follow %(count)d new account.", "You follow %(count)d new accounts.", number)
        messages.success(request, told % {"count": number})


def _chosen_beforehand(suggestions: list[Suggestion]) -> list[int]:
    verified = [row.person.pk for row in suggestions if row.person.badge != User.Badge.NONE]
    return verified[:CHOSEN_BEFOREHAND]


def _prompts(user: User) -> list[str]:
    prompts = [
        _("#Hello# I'm %(name)s, new here. ") % {"name": user.nickname},
        _("A small thing that made my day: "),
        _("#Good morning# Outside my window right now: "),
    ]
    fields = interests_of(user)[:1]
    return prompts + [_("#%(field)s# Who else is into this? ") % {"field": Field(field).label} for field in fields]
