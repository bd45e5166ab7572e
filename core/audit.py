"""The append-only record of acts that people may be asked about: verification, moderation, administration."""

from typing import Any

from django.db.models import Model

from core.models import AuditEntry


def record(*, actor: Any, verb: str, subject: Model, reason: str = "", **detail: Any) -> AuditEntry:
    """Write down that `actor` (None: the site itself) did `verb` to `subject`, inside the act's transaction."""
    name = f"{subject._meta.label_lower}:{subject.pk}"
    return AuditEntry.objects.create(actor=actor, verb=verb, subject=name, reason=reason, detail=detail)
