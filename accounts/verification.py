"""Granting and revoking the V. Nothing else writes the badge, its kind, its declaration or its date."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.kinds import KINDS
from accounts.models import DECLARATION_LENGTH, User
from core import audit
from core.cleaning import forbidden
from core.refusals import Refusal


class UnknownKind(Refusal):
    code = "kind"
    message = _("Choose the kind of verification.")


@transaction.atomic
def grant(*, user: User, kind: str, declaration: str, by: User | None = None, reason: str = "") -> User:
    """Give `user` the V of a kind (accounts.kinds); `by` nobody: the site itself.

    Raises UnknownKind, and ValidationError for a declaration that is empty, past DECLARATION_LENGTH or unreadable.
    """
    if kind not in KINDS:
        raise UnknownKind
    _check_declaration(declaration)
    _write(user, badge=KINDS[kind].badge, badge_kind=kind, declaration=declaration, verified_at=timezone.now())
    audit.record(
        actor=by,
        verb=gettext_noop("grant verification"),
        subject=user,
        reason=reason,
        kind=kind,
        declaration=declaration,
    )
    return user


@transaction.atomic
def revoke(*, user: User, by: User | None = None, reason: str = "") -> User:
    """Take the V away."""
    lost = {"kind": user.badge_kind, "declaration": user.declaration}
    _write(user, badge=User.Badge.NONE, badge_kind="", declaration="", verified_at=None)
    audit.record(actor=by, verb=gettext_noop("revoke verification"), subject=user, reason=reason, **lost)
    return user


def _check_declaration(declaration: str) -> None:
    if not declaration.strip() or len(declaration) > DECLARATION_LENGTH or forbidden(declaration):
        message = _("Say in one line of at most %(most)d characters who this is.")
        raise ValidationError(message, code="declaration", params={"most": DECLARATION_LENGTH})


def _write(user: User, **columns: Any) -> None:
    """One UPDATE with the version, since cached cards show the V."""
    User.objects.filter(pk=user.pk).update(version=F("version") + 1, **columns)
    user.refresh_from_db(fields=["version", *columns])
