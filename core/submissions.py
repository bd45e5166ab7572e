"""One form, one object: a hidden token signed for its actor, and a row that remembers where the first sending led."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models import Submission
from core.refusals import Refusal

SALT = "core.submissions"
# A form that stood open for longer is asked again; forgotten rows are older than any token that still counts.
TOKEN_AGE = 7 * 24 * 3600
TAKE = """
INSERT INTO core_submission (actor_key, token, result, created_at) VALUES (%s, %s, '', %s)
ON CONFLICT DO NOTHING RETURNING id
"""


class BadToken(Refusal):
    """The form's token is missing, malformed, too old or another's."""

    status = 400
    message = _("This form was out of date. Send it once more.")


class Repeated(Exception):
    """This form was taken before; `result` is the address that it led to."""

    def __init__(self, result: str) -> None:
        self.result = result


@dataclass(frozen=True)
class Ticket:
    """The right of one actor to send one form."""

    actor_key: str
    token: str


def actor_key(request: HttpRequest) -> str:
    """Whose form it is: the user's, or the browser session's when signed out."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    if not request.session.session_key:
        request.session.create()
    return f"session:{request.session.session_key}"


def new_token(request: HttpRequest) -> str:
    """A fresh value for a form's hidden `token` field."""
    return signing.dumps([actor_key(request), secrets.token_urlsafe(12)], salt=SALT)


def ticket(request: HttpRequest) -> Ticket:
    """The ticket in the posted form. Raises BadToken."""
    try:
        owner, token = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=TOKEN_AGE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken from error
    if not _is(request, owner):
        raise BadToken
    return Ticket(owner, token)


def _is(request: HttpRequest, owner: str) -> bool:
    """Whether this request is the owner's.

    A visitor's is told by the cookie, not by the session it names: signing up ends that session, and the second click
    of the same browser still carries it.
    """
    if request.user.is_authenticated:
        return owner == actor_key(request)
    return owner == f"session:{request.COOKIES.get(settings.SESSION_COOKIE_NAME, '')}"


def raise_if_taken(given: Ticket) -> None:
    """Raises Repeated when the form was taken before: asked ahead of what else would refuse it, such as a limit."""
    first = Submission.objects.filter(actor_key=given.actor_key, token=given.token).exclude(result="").first()
    if first:
        raise Repeated(first.result)


def take(given: Ticket) -> Submission:
    """Take the form, as the first thing in the action's transaction. Raises Repeated when it was taken before.

    One statement, which waits while another transaction holds the same form.
    """
    taken = Submission(actor_key=given.actor_key, token=given.token)
    moment = connection.ops.adapt_datetimefield_value(taken.created_at)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [taken.actor_key, taken.token, moment])
        row = cursor.fetchone()
    if row is None:
        raise Repeated(Submission.objects.get(actor_key=given.actor_key, token=given.token).result)
    taken.pk, taken._state.adding = row[0], False
    return taken


def settle(taken: Submission, result: str) -> None:
    """Remember the address that the form led to, as the last thing in the same transaction."""
    taken.result = result
    taken.save(update_fields=["result"])
