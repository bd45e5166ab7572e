"""What the operators' pages and the readiness check ask of the rows that every app leans on."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone

from core.models import OutboxRow


@dataclass(frozen=True)
class QueueFigures:
    """Work that is not done: how many rows are open, and the age of the oldest, 0 without any."""

    open: int = 0
    oldest_seconds: int = 0


@dataclass(frozen=True)
class OutboxFigures:
    """How the work that must happen stands, in all and by queue."""

    open: int
    oldest_seconds: int
    parked: int
    queues: dict[str, QueueFigures]


def outbox_figures() -> OutboxFigures:
    """Depth, age and parked rows of the outbox, in two queries over partial indexes. Every queue is named."""
    now = timezone.now()
    rows = OutboxRow.objects.open().values("queue").annotate(number=Count("pk"), first=Min("created_at"))
    queues = {queue.name: QueueFigures() for queue in settings.CELERY_TASK_QUEUES}
    queues |= {row["queue"]: QueueFigures(row["number"], int((now - row["first"]).total_seconds())) for row in rows}
    depth, oldest = sum(q.open for q in queues.values()), max(q.oldest_seconds for q in queues.values())
    return OutboxFigures(depth, oldest, OutboxRow.objects.parked().count(), queues)
