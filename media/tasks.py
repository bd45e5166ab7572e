"""Work on uploads, on the queue `media`."""

import logging

from celery import shared_task

from core import outbox
from core.models import OutboxRow
from media import pipeline, sweeping

log = logging.getLogger(__name__)


@shared_task
@outbox.handler
def make_renditions(row: OutboxRow) -> None:
    pipeline.make_renditions(row.payload["file"])


@shared_task
def forget_passed() -> None:
    sweeping.forget_passed()


@shared_task
def sweep() -> None:
    found = sweeping.sweep(remove=True)
    if found.orphans or found.missing:
        counts = len(found.orphans), len(found.missing)
        log.warning("media: removed %s files without a row; %s rows lack their file", *counts)
