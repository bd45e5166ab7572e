"""First steps of a new member (product, 1.5): interests, people, a first post. Each may be skipped, and taken again."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.interests import Field
from accounts.models import User
from accounts.queries import interests_of
from core.htmx import SeeOther
from core.paging import read_id
from core.refusals import BadRequest
from follows import first_steps
from follows.suggestions import Suggestion, in_fields

STEP = ["GET", "HEAD", "POST"]
# As many as fit a screen or two; the chosen ones are counted on the button.
SHOWN = 12
# Chosen beforehand: a first home with some life in it, from accounts that stand for something.
CHOSEN_BEFOREHAND = 6


@login_required
@require_http_methods(STEP)
def interests(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    if request.method != "POST":
        context = {"step": 1, "fields": Field.choices, "chosen": interests_of(member)}
        return render(request, "follows/welcome/interests.html", context)
    if "skip" in request.POST:
        first_steps.skip(member=member)
    else:
        first_steps.take_interests(member=member, fields=request.POST.getlist("fields"))
    return SeeOther("/welcome/people/")


@login_required
@require_http_methods(STEP)
def people(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    if request.method != "POST":
        suggestions = in_fields(member, interests_of(member), limit=SHOWN)
        context = {"step": 2, "suggestions": suggestions, "chosen": _chosen_beforehand(suggestions)}
        return render(request, "follows/welcome/people.html", context)
    if "skip" in request.POST:
        first_steps.skip(member=member)
    elif number := first_steps.take_people(member=member, ids=_chosen(request)):
        told = ngettext("You follow %(count)d new account.", "You follow %(count)d new accounts.", number)
        messages.success(request, told % {"count": number})
    return SeeOther("/welcome/hello/")


@login_required
@require_safe
def hello(request: HttpRequest) -> HttpResponse:
    """Beginnings of a first post; each opens the composer with its words in it."""
    texts = _beginnings(cast(User, request.user))
    prompts = [{"text": text, "url": f"/compose/?{urlencode({'text': text})}"} for text in texts]
    return render(request, "follows/welcome/hello.html", {"step": 3, "prompts": prompts})


def _chosen(request: HttpRequest) -> set[int]:
    """The ids in the posted form. Raises BadRequest for what our form does not send."""
    try:
        ids = {read_id(raw) for raw in request.POST.getlist("people")}
    except ValueError:
        raise BadRequest from None
    if len(ids) > SHOWN:
        raise BadRequest
    return ids


def _chosen_beforehand(suggestions: list[Suggestion]) -> list[int]:
    verified = [row.person.pk for row in suggestions if row.person.badge != User.Badge.NONE]
    return verified[:CHOSEN_BEFOREHAND]


def _beginnings(user: User) -> list[str]:
    texts = [
        _("#Hello# I'm %(name)s, new here. ") % {"name": user.nickname},
        _("A small thing that made my day: "),
        _("#Good morning# Outside my window right now: "),
    ]
    fields = interests_of(user)[:1]
    return texts + [_("#%(field)s# Who else is into this? ") % {"field": Field(field).label} for field in fields]
