"""Answers with a composer: its page, and each reason why something was not sent beside what it is about."""

from dataclasses import replace
from typing import cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from core.htmx import SeeOther, next_address
from core.refusals import Refusal
from posts import actions, composer, pictures, queries, written
from posts.audience import UnknownPolicy, UnknownVisibility
from posts.composer import Composer, Errors
from posts.pictures import PictureRefused
from posts.receiving import Received, receive
from posts.text import TextRefused
from posts.timing import TimeRefused
from posts.written import Opened, Written


def page(request: HttpRequest, what: Written, *, back: str, opens: str = "") -> HttpResponse:
    """The composer with what was written so far."""
    return _page(request, composer.fresh(request, what, back=back, asks_groups=True, opens=opens))


def refused(request: HttpRequest, received: Received, reason: TextRefused | Refusal) -> HttpResponse:
    """The composer with everything that was written; pictures that came along are kept."""
    if isinstance(reason, PictureRefused):
        received = replace(received, refusals=(str(reason.message),), status=reason.status)
        return again(request, received)
    if isinstance(reason, TextRefused):
        return again(request, received, Errors(text=str(reason)))
    received = replace(received, written=replace(received.written, draft=_draft_after(received.written, reason)))
    errors = _beside(reason)
    return reason.mark(again(request, received, errors, status=reason.status))


def _beside(reason: Refusal) -> Errors:
    if isinstance(reason, TimeRefused):
        return Errors(time=str(reason.message))
    if isinstance(reason, UnknownVisibility | UnknownPolicy):
        return Errors(audience=str(reason.message))
    return Errors(text=str(reason.message))


def _draft_after(what: Written, reason: Refusal) -> Opened | None:
    """What the form goes on with, once its sender was told what became of the draft."""
    if what.draft and isinstance(reason, actions.DraftChanged):
        return Opened(what.draft.pk, reason.detail["version"])
    return None if isinstance(reason, actions.DraftGone) else what.draft


def again(request: HttpRequest, received: Received, errors: Errors | None = None, *, status: int = 0) -> HttpResponse:
    """The composer with what was written, and why it was not sent."""
    received = kept(request, received)
    errors = replace(errors or Errors(), pictures=received.refusals)
    shown = composer.fresh(request, received.written, back=next_address(request, ""), errors=errors, asks_groups=True)
    return _page(request, shown, status=status or max(received.status, 400))


def kept(request: HttpRequest, so_far: Received) -> Received:
    """With the form's own images kept as pending uploads, once."""
    if so_far.is_complete:
        return so_far
    return receive(so_far.written, author=request.user, lost=getattr(request, "unkept_uploads", []))


def sent_twice(request: HttpRequest, received: Received, result: str) -> HttpResponse:
    """A second click brought the images once more: nobody waits for these."""
    pictures.forget(member(request), received.fresh)
    return SeeOther(result)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """What was written waits in the session. Pictures that came with the form have no owner, and are chosen again."""
    if request.method == "POST":
        written.keep_unsent(request, written.read(request))
        return SeeOther(f"{settings.LOGIN_URL}?next=/compose/")
    return redirect_to_login(request.get_full_path())


def member(request: HttpRequest) -> User:
    """The request's user, once it is known to be signed in."""
    return cast(User, request.user)


def _page(request: HttpRequest, shown: Composer, status: int = 200) -> HttpResponse:
    drafts = queries.number_of_drafts(member(request))
    return render(request, "posts/compose.html", {"composer": shown, "drafts": drafts}, status=status)
