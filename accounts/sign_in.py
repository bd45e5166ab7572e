"""Letting somebody in: whose failures count together, when letters off a picture are wanted, how a session begins."""

import secrets
from typing import Any

from allauth.account.utils import perform_login
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.folding import fold
from accounts.models import User
from accounts.preferences import remember
from accounts.queries import who_signs_in
from core.client import client_address
from core.htmx import SeeOther
from core.ratelimit import HOUR, address_block, forget, hit, seen, tally

BACKEND = "accounts.backends.StatefulBackend"
# The picture is asked for when an account (from wherever) or an address (whatever account) failed so often in an hour.
ACCOUNT_FAILURES_BEFORE_CAPTCHA = 3
ADDRESS_FAILURES_BEFORE_CAPTCHA = 30
# A school behind one address mistypes now and then; a list of stolen passwords is longer.
ADDRESS_FAILURES = 200
# Without I, L, O and Q, which a distorted picture makes of others.
PICTURE_ALPHABET, PICTURE_LETTERS = "ABCDEFGHJKMNPRSTUVWXYZ", 5
# A stolen session must not serve to try passwords.
PRESENT_PASSWORD_TRIES = 10
ACCOUNT_SCOPE, ADDRESS_SCOPE = "sign-in account", "sign-in address"


LOCKED = _("Too many wrong passwords. Wait a quarter of an hour, or have a sign-in code sent to your e-mail address.")


def account_key(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under which name axes counts: a member's handle, e-mail address and all their spellings are one."""
    credentials = credentials or {}
    login = credentials.get("username") or credentials.get("handle") or request.POST.get("login", "")
    # What the form refuses is asked about here too, and PostgreSQL takes no NUL.
    login = login.replace("\0", "")
    user = who_signs_in(login)
    return f"member {user.pk}" if user else f"nobody {fold(login)}"[:100]


def address_key(request: HttpRequest) -> str:
    return address_block(client_address(request))


def locked_page(request: HttpRequest, *_answer: object) -> HttpResponse:
    """When to try again, and the other way in; axes answers so in place of the page, too."""
    answer = render(request, "accounts/locked.html", {"message": LOCKED}, status=429)
    answer["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return answer


def is_locked(request: HttpRequest, login: str) -> bool:
    """Whether this account from this address, or this address altogether, has failed too often."""
    if seen(ADDRESS_SCOPE, address_key(request), window=HOUR) >= ADDRESS_FAILURES:
        return True
    return not AxesProxyHandler.is_allowed(request, {"username": login})


def needs_captcha(request: HttpRequest, login: str) -> bool:
    """Whether there were failures enough; before anything is typed (no `login`) the address alone decides."""
    if seen(ADDRESS_SCOPE, address_key(request), window=HOUR) >= ADDRESS_FAILURES_BEFORE_CAPTCHA:
        return True
    account = account_key(request, {"username": login}) if login else ""
    return bool(account) and seen(ACCOUNT_SCOPE, account, window=HOUR) >= ACCOUNT_FAILURES_BEFORE_CAPTCHA


def by_password(request: HttpRequest, login: str, password: str) -> User | None:
    """The active member with this handle or address and password; a failure is counted."""
    user = authenticate(request, username=login, password=password)
    if user is None:
        _count_failure(request, login)
    else:
        forget(ACCOUNT_SCOPE, account_key(request, {"username": login}), window=HOUR)
    return user


def picture_letters() -> tuple[str, str]:
    """What the next picture shows, and the answer to it (typed in any case)."""
    shown = "".join(secrets.choice(PICTURE_ALPHABET) for _ in range(PICTURE_LETTERS))
    return shown, shown.lower()


def without_captcha(request: HttpRequest, login: str) -> None:
    """A try that did not pass the picture is a failure too: else the lock could be kept from ever closing."""
    user_login_failed.send(sender=__name__, credentials={"username": login}, request=request)
    _count_failure(request, login)


def is_shut_out(login: str, password: str) -> bool:
    """Whether the password was right and the account is suspended: its owner is told so, nobody else."""
    user = who_signs_in(login)
    if user is None or user.is_active:
        return False
    return user.check_password(password) and user.state == User.State.SUSPENDED


def meter_present_password(user: User) -> None:
    """Count a try of the password by somebody who is signed in. Raises TooMany."""
    hit("present password", str(user.pk), limit=PRESENT_PASSWORD_TRIES, window=HOUR)


def enter(request: HttpRequest, user: User, *, to: str) -> HttpResponse:
    """Begin a session and go on to `to`, with the member's language and appearance in the browser."""
    user.backend = BACKEND
    answer = perform_login(request, user, redirect_url=to)
    return remember(SeeOther(answer["Location"]), user)


def _count_failure(request: HttpRequest, login: str) -> None:
    tally(ACCOUNT_SCOPE, account_key(request, {"username": login}), window=HOUR)
    tally(ADDRESS_SCOPE, address_key(request), window=HOUR)
