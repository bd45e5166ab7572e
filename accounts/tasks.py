"""What is done for accounts later."""

from celery import shared_task

from accounts import letters
from core import outbox
from core.models import OutboxRow


@shared_task
@outbox.handler
def post_letter(row: OutboxRow) -> None:
    letters.post(row.payload)
