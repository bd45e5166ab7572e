"""Signing in with a code sent by e-mail: for whoever forgot the password, or cannot read the letters off a picture.

The browser's session keeps whom the code is for and a keyed hash of it. Whether the address is a member's is first
looked up when a right code comes back, so that asking tells nothing.
"""

import secrets
import time
from typing import TypedDict

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import letters
from accounts.letters import Stationery
from accounts.models import User
from core.ratelimit import DAY, tally
from core.refusals import Refusal

SESSION_KEY = "sign_in_code"
DIGITS = 8
MAX_AGE = 600
# Eight digits and five tries: one chance in twenty million a letter.
TRIES = 5


class WrongCode(Refusal):
    message = _("This code is not right. Look again at the latest letter.")


class CodeOver(Refusal):
    """Too old, tried too often, or never asked for in this browser."""

    message = _("This code is no longer valid. Ask for a new one.")


class Asked(TypedDict):
    email: str
    digest: str
    until: float
    to: str


def ask(request: HttpRequest, email: str, *, to: str) -> None:
    """Send a code to `email`; after it, the browser goes on to `to`."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    request.session[SESSION_KEY] = Asked(email=email, digest=_digest(email, code), until=time.time() + MAX_AGE, to=to)
    letters.offer_code(email, code, Stationery.of(request))


def asked(request: HttpRequest) -> Asked | None:
    return request.session.get(SESSION_KEY)


def redeem(request: HttpRequest, code: str) -> tuple[User, str]:
    """Who the code signs in, and where they wanted to go. Raises WrongCode, CodeOver."""
    state = asked(request)
    if state is None or time.time() > state["until"]:
        raise CodeOver
    # Counted in a row, not in the session: forty tries at once would all find the session's count at nought.
    if tally("sign-in code", state["digest"], window=DAY) > TRIES:
        raise CodeOver
    user = User.objects.active().filter(email=state["email"]).first()
    if user is None or not constant_time_compare(state["digest"], _digest(state["email"], code)):
        raise WrongCode
    del request.session[SESSION_KEY]
    return user, state["to"]


def _digest(email: str, code: str) -> str:
    return salted_hmac(SESSION_KEY, f"{email} {code}").hexdigest()
