"""Going in and out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, codes, letters, sign_in
from accounts.forms.entry import CodeForm, CodeRequestForm, SignInForm
from accounts.models import User
from accounts.onward import onward
from core.htmx import SeeOther
from core.refusals import NotAllowed

WRONG = _("The handle or address and the password don't go together. Try again.")
SUSPENDED = _("This account is suspended. Write to us if you think that is a mistake.")
NOT_STAFF = _("This part of the site is for its staff.")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """With a password."""
    if request.user.is_authenticated:
        return SeeOther(onward(request, settings.LOGIN_REDIRECT_URL))
    form = SignInForm(request.POST or None)
    typed = form.typed_login()
    if sign_in.needs_captcha(request, typed):
        form.ask_for_letters()
    if request.method != "POST":
        return _login_page(request, form)
    if sign_in.is_locked(request, typed):
        return sign_in.locked_page(request)
    user = _who(request, form)
    if user:
        return sign_in.enter(request, user, to=onward(request, settings.LOGIN_REDIRECT_URL))
    if sign_in.needs_captcha(request, typed):
        form.ask_for_letters()
    return _login_page(request, form, status=400)


def _who(request: HttpRequest, form: SignInForm) -> User | None:
    """The member, or nobody and the reason in the form."""
    if not form.is_valid():
        if "captcha" in form.errors:
            sign_in.without_captcha(request, form.cleaned_data.get("login", ""))
        return None
    name, password = form.cleaned_data["login"], form.cleaned_data["password"]
    user = sign_in.by_password(request, name, password)
    if user is None:
        form.add_error(None, SUSPENDED if sign_in.is_shut_out(name, password) else WRONG)
    return user


def _login_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/login.html", {"form": form, "next": onward(request, "")}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_code(request: HttpRequest) -> HttpResponse:
    """Have a code sent instead of typing a password: the same answer whether the address is a member's or not."""
    form = CodeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        letters.meter(request, form.cleaned_data["email"])
        codes.ask(request, form.cleaned_data["email"], to=onward(request, settings.LOGIN_REDIRECT_URL))
        return SeeOther("/accounts/login/code/enter/")
    context = {"form": form, "next": onward(request, "")}
    return render(request, "accounts/request_code.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Go in with the code of the letter."""
    asked = codes.asked(request)
    if asked is None:
        return redirect("accounts:request_code")
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            user, to = codes.redeem(request, form.cleaned_data["code"])
        except (codes.WrongCode, codes.CodeOver) as refusal:
            form.add_error("code", refusal.message)
        else:
            actions.confirm_email(user=user)
            return sign_in.enter(request, user, to=to)
    context = {"form": form, "email": asked["email"]}
    return render(request, "accounts/code.html", context, status=400 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    if request.user.is_authenticated:
        actions.forget_session(user=request.user, session_key=request.session.session_key)
        logout(request)
    return SeeOther(onward(request, settings.LOGOUT_REDIRECT_URL))


def admin_door(request: HttpRequest) -> HttpResponse:
    """The admin's own sign-in leads to ours; who is signed in and still sent here is not staff. Raises NotAllowed."""
    if request.user.is_authenticated:
        raise NotAllowed(NOT_STAFF)
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': onward(request, '/admin/')})}")


def admin_password_door(request: HttpRequest) -> HttpResponse:
    """The admin's own change of a password would not end the other sessions: ours does."""
    return redirect("accounts:password_change")
