"""What we write to members by e-mail. A letter is an outbox row; the worker looks up whom it is for, and posts it.

A letter that was asked for by address (reset, sign-in code) is written down without looking anybody up: the request
does the same work, and takes the same time, whether the address is a member's or not.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts import proofs
from accounts.models import User
from core import outbox
from core.ratelimit import HOUR, hit, hit_address

# Letters an hour: to one address (nobody's mailbox is flooded), caused from one place (no list of addresses is tried).
LETTERS_TO_ADDRESS = 6
LETTERS_FROM_PLACE = 30

Payload = dict[str, Any]
Context = dict[str, Any]


@dataclass(frozen=True)
class Stationery:
    """What a letter has of the request that causes it: the site's address and the language."""

    origin: str
    language: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Stationery":
        return cls(f"{request.scheme}://{request.get_host()}", get_language() or settings.LANGUAGE_CODE)


def meter(request: HttpRequest, email: str) -> None:
    """Count a letter that this request is about to cause, be the address a member's or not. Raises TooMany."""
    hit_address("letters from", request, limit=LETTERS_FROM_PLACE, window=HOUR)
    hit("letters to", email.lower(), limit=LETTERS_TO_ADDRESS, window=HOUR)


def ask_to_confirm(user: User, stationery: Stationery) -> None:
    _write("confirm", stationery, user=user.pk, to=user.email)


def ask_to_change(user: User, email: str, stationery: Stationery) -> None:
    """To the new address, which must prove itself."""
    _write("change", stationery, user=user.pk, to=email, was=user.email)


def tell_email_changed(user: User, old: str, stationery: Stationery) -> None:
    """To the old address: the owner learns of it even where a thief did it."""
    _write("changed", stationery, user=user.pk, to=old)


def tell_password_changed(user: User, stationery: Stationery) -> None:
    if user.email:
        _write("password", stationery, user=user.pk, to=user.email)


def offer_reset(email: str, stationery: Stationery) -> None:
    _write("reset", stationery, to=email)


def offer_code(email: str, code: str, stationery: Stationery) -> None:
    _write("code", stationery, to=email, code=code)


def _write(kind: str, stationery: Stationery, **fields: Any) -> None:
    payload = {"kind": kind, **asdict(stationery), **fields}
    outbox.write(task="accounts.tasks.post_letter", key=f"letter:{kind}:{secrets.token_hex(12)}", payload=payload)


def post(payload: Payload) -> bool:
    """Put an outbox row's letter into the post, in its language; False when there is nobody to write to (any more)."""
    subject, prepare = LETTERS[payload["kind"]]
    with override(payload["language"]):
        context = prepare(payload)
        if context is None:
            return False
        context |= {"site": settings.SITE_NAME, "origin": payload["origin"]}
        body = render_to_string(f"accounts/letters/{payload['kind']}.txt", context)
        EmailMessage(subject() % {"site": settings.SITE_NAME}, body, to=[payload["to"]]).send()
    return True


def _confirm(payload: Payload) -> Context | None:
    user = _active(pk=payload["user"], email=payload["to"], email_confirmed=False)
    return {"person": user, "link": _proof_link(payload, proofs.for_address(user, user.email))} if user else None


def _change(payload: Payload) -> Context | None:
    user = _active(pk=payload["user"], email=payload["was"])
    return {"person": user, "link": _proof_link(payload, proofs.for_address(user, payload["to"]))} if user else None


def _reset(payload: Payload) -> Context | None:
    user = _active(email=payload["to"])
    if user is None:
        return None
    key = f"{urlsafe_base64_encode(force_bytes(user.pk))}/{default_token_generator.make_token(user)}"
    return {"person": user, "link": f"{payload['origin']}/accounts/password/reset/key/{key}/"}


def _code(payload: Payload) -> Context | None:
    user = _active(email=payload["to"])
    return {"person": user, "code": f"{payload['code'][:4]} {payload['code'][4:]}"} if user else None


def _told(payload: Payload) -> Context | None:
    user = _active(pk=payload["user"])
    return {"person": user} if user else None


def _active(**wanted: Any) -> User | None:
    return User.objects.active().filter(**wanted).first()


def _proof_link(payload: Payload, proof: str) -> str:
    return f"{payload['origin']}/accounts/confirm-email/{proof}/"


Letter = tuple[Callable[[], str], Callable[[Payload], Context | None]]

LETTERS: dict[str, Letter] = {
    "confirm": (lambda: _("Confirm your e-mail address · %(site)s"), _confirm),
    "change": (lambda: _("Confirm your new e-mail address · %(site)s"), _change),
    "changed": (lambda: _("Your e-mail address was changed · %(site)s"), _told),
    "password": (lambda: _("Your password was changed · %(site)s"), _told),
    "reset": (lambda: _("Choose a new password · %(site)s"), _reset),
    "code": (lambda: _("Your sign-in code · %(site)s"), _code),
}
