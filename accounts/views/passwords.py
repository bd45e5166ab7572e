"""Choosing another password: knowing the present one, or by letter."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, letters, sign_in
from accounts.forms.passwords import ChangePasswordForm, NewPasswordForm, ResetRequestForm
from accounts.letters import Stationery
from accounts.models import User
from accounts.requests import MemberRequest
from core.htmx import SeeOther
from core.refusals import Missing


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest) -> HttpResponse:
    """Choose another password; all other devices are signed out."""
    if request.method == "POST":
        sign_in.meter_present_password(request.user)
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "page_title": _("Password")}
        return render(request, "accounts/password_change.html", context, status=400 if form.is_bound else 200)
    stationery = Stationery.of(request)
    session = request.session.session_key
    password = form.cleaned_data["password1"]
    actions.set_password(user=request.user, password=password, stationery=stationery, keep=session)
    update_session_auth_hash(request, request.user)
    actions.move_session(user=request.user, old=session, new=request.session.session_key)
    messages.success(request, _("Your password is changed. All other devices are signed out."))
    return SeeOther("/settings/sessions/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a letter: the same answer whether the address is a member's or not."""
    form = ResetRequestForm(request.POST or None)
    if form.is_bound and form.is_valid():
        letters.meter(request, form.cleaned_data["email"])
        letters.offer_reset(form.cleaned_data["email"], Stationery.of(request))
        return SeeOther("/accounts/password/reset/sent/")
    return render(request, "accounts/password_reset.html", {"form": form}, status=400 if form.is_bound else 200)


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_reset_sent.html")


@never_cache
@sensitive_post_parameters("password1")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_by_key(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a password by the letter's link, and go in; older sessions end. Raises Missing for a stale link."""
    user = _owner(uid, token)
    form = NewPasswordForm(request.POST or None, user=user)
    if not form.is_bound or not form.is_valid():
        return render(request, "accounts/password_new.html", {"form": form}, status=400 if form.is_bound else 200)
    actions.set_password(user=user, password=form.cleaned_data["password1"], stationery=Stationery.of(request))
    actions.confirm_email(user=user)
    return sign_in.enter(request, user, to="/")


def _owner(uid: str, token: str) -> User:
    try:
        pk = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        pk = 0
    user = User.objects.active().filter(pk=pk).first() if 0 < pk < 2**63 else None
    if user is None or not default_token_generator.check_token(user, token):
        raise Missing(_("This link is no longer valid. Links work once, for three hours. Ask for a new one."))
    return user
