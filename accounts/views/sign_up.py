"""Signing up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import actions, names, preferences, sign_in
from accounts.forms.entry import SignUpForm
from accounts.letters import Stationery
from accounts.onward import onward
from accounts.queries import who_signs_in
from core import submissions
from core.htmx import SeeOther
from core.ratelimit import HOUR, hit_address
from core.refusals import TooMany
from core.submissions import BadToken, Repeated

# Tries an hour from one place: a class that signs up together passes, a list of addresses to be probed does not.
TRIES, OPEN_TRIES = 60, 5000
FIRST_STEPS = "/welcome/"


@never_cache
@sensitive_post_parameters("password1")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account and go in at once."""
    if request.user.is_authenticated:
        return SeeOther(onward(request, FIRST_STEPS))
    form = SignUpForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    try:
        return _signed_up(request, form)
    except Repeated as repeated:
        return _in_again(request, form, repeated.result)
    except TooMany as refusal:
        form.add_error(None, refusal.message)
        return refusal.mark(_page(request, form, status=429))
    except BadToken as refusal:
        form.add_error(None, refusal.message)
    except (names.NameTaken, actions.EmailTaken) as refusal:
        _tell_taken(form)
        _tell(form, refusal)
    return _page(request, form, status=400)


def _signed_up(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    ticket = submissions.ticket(request)
    submissions.raise_if_taken(ticket)
    hit_address("sign-up", request, limit=OPEN_TRIES if settings.OPEN_LIMITS else TRIES, window=HOUR)
    if not form.is_valid():
        _tell_taken(form)
        return _page(request, form, status=400)
    to = onward(request, FIRST_STEPS)
    columns = form.account() | {"appearance": preferences.appearance_of(request)}
    user = actions.sign_up(ticket=ticket, stationery=Stationery.of(request), result=to, **columns)
    return sign_in.enter(request, user, to=to)


def _tell_taken(form: SignUpForm) -> None:
    """Tell all that is taken together with the other faults: each round costs another typing of the password."""
    typed = form.cleaned_data
    columns = (("handle", "username"), ("nickname", "nickname"))
    for refusal in names.taken(**{use: typed[field] for use, field in columns if typed.get(field)}):
        _tell(form, refusal)
    if typed.get("email") and who_signs_in(typed["email"]):
        _tell(form, actions.EmailTaken())


def _in_again(request: HttpRequest, form: SignUpForm, result: str) -> HttpResponse:
    """The second click of the same form. Its answer is the one that the browser shows: it must be signed in too.

    With the locks of signing in: a form that was taken must not serve to try the passwords of others.
    """
    name = form.cleaned_data["username"] if form.is_valid() else ""
    if not name or sign_in.needs_captcha(request, name) or sign_in.is_locked(request, name):
        return SeeOther(result)
    user = sign_in.by_password(request, name, form.cleaned_data["password1"])
    return sign_in.enter(request, user, to=result) if user else SeeOther(result)


def _tell(form: SignUpForm, refusal: names.NameTaken | actions.EmailTaken) -> None:
    """Put the refusal beside its field, once."""
    field = {"handle": "username"}.get(refusal.field, refusal.field)
    if form.has_error(field):
        return
    message: Any = refusal.message
    if isinstance(refusal, actions.EmailTaken):
        doors = (("/accounts/login/", _("Sign in")), ("/accounts/password/reset/", _("Choose a new password")))
        links = format_html_join(" · ", '<a class="text-link" href="{}">{}</a>', doors)
        message = format_html("{} {}", message, links)
    form.add_error(field, message)


def _page(request: HttpRequest, form: SignUpForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "token": submissions.new_token(request), "next": onward(request, "")}
    return render(request, "accounts/sign_up.html", context, status=status)
