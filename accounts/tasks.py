"""What is done for accounts later."""

from captcha.models import CaptchaStore
from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from accounts import actions, letters
from core import outbox
from core.models import OutboxRow


@shared_task
@outbox.handler
def post_letter(row: OutboxRow) -> None:
    letters.post(row.payload)


@shared_task
def forget_ended_sessions() -> None:
    """Visitors' and members' sessions past their time, what the lists say of them, and pictures nobody answered."""
    SessionStore.clear_expired()
    actions.forget_ended_sessions()
    CaptchaStore.remove_expired()
