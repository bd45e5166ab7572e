"""What the operators' pages and the readiness check ask of the rows that every app leans on."""

from dataclasses import dataclass

from django.utils import timezone

from core.models import OutboxRow


@dataclass(frozen=True)
class OutboxFigures:
    """How the work that must happen stands. `oldest_seconds`: how long the first in line has waited, 0 without any."""

    open: int
    oldest_seconds: int
    parked: int


def outbox_figures() -> OutboxFigures:
    """Depth, age and parked rows of the outbox, in three queries over partial indexes."""
    oldest = OutboxRow.objects.open().order_by("available_at").values_list("created_at", flat=True).first()
    waited = (timezone.now() - oldest).total_seconds() if oldest else 0
    return OutboxFigures(OutboxRow.objects.open().count(), int(waited), OutboxRow.objects.parked().count())
