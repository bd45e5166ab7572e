"""What the operators' pages and the readiness check ask of the rows that every app leans on."""

from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone

from core.models import OutboxRow


@dataclass(frozen=True)
class OutboxFigures:
    """How the work that must happen stands. `oldest_seconds`: the age of the oldest open row, 0 without any."""

    open: int
    oldest_seconds: int
    parked: int


def outbox_figures() -> OutboxFigures:
    """Depth, age and parked rows of the outbox, in two queries over partial indexes."""
    waiting = OutboxRow.objects.open().aggregate(number=Count("pk"), first=Min("created_at"))
    waited = (timezone.now() - waiting["first"]).total_seconds() if waiting["first"] else 0
    return OutboxFigures(waiting["number"], int(waited), OutboxRow.objects.parked().count())
