"""Where one is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, queries
from accounts.devices import described
from accounts.requests import MemberRequest, button_of
from core.htmx import SeeOther

ADDRESS = "/settings/sessions/"


@never_cache
@login_required
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    """All devices, this one marked."""
    here = request.session.session_key
    rows = [
        {"session": session, "device": described(session.user_agent), "is_here": session.session_key == here}
        for session in queries.sessions_of(request.user)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows, "page_title": _("Devices")})


@button_of(ADDRESS)
@require_POST
def end(request: MemberRequest, session_id: int) -> HttpResponse:
    """Sign one device out. Raises Missing for one that is not one's own."""
    actions.end_session(user=request.user, session_id=session_id)
    messages.success(request, _("That device is signed out."))
    return SeeOther(ADDRESS)


@button_of(ADDRESS)
@require_POST
def end_all(request: MemberRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    actions.end_all_sessions(user=request.user)
    request.session.flush()
    return SeeOther("/accounts/login/")
