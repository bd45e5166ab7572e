"""Putting a post first on one's page, and back in its place."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.paging import MAX_ID
from core.refusals import Missing
from posts import actions

VERB = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(VERB)
def pin(request: MemberRequest, post_id: int) -> HttpResponse:
    return _verb(request, post_id, actions.pin, _("Pinned to your page."))


@login_required
@require_http_methods(VERB)
def unpin(request: MemberRequest, post_id: int) -> HttpResponse:
    return _verb(request, post_id, actions.unpin, _("No longer pinned."))


def _verb(request: MemberRequest, post_id: int, act: Callable[..., object], said: str) -> HttpResponse:
    """Do it on POST; opened by hand, or after signing in, the address leads to the post."""
    if post_id > MAX_ID:
        raise Missing
    if request.method != "POST":
        return redirect(f"/p/{post_id}/")
    act(post_id=post_id, by=request.user)
    messages.success(request, said)
    return SeeOther(next_address(request, f"/p/{post_id}/"))
