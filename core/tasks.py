"""Periodic housekeeping of the rows that every app leans on."""

from datetime import timedelta

from celery import shared_task
from django.core.cache import caches
from django.utils import timezone

from core import outbox
from core.models import Attempt, Submission
from core.submissions import TOKEN_AGE


@shared_task
def relay_outbox() -> None:
    outbox.relay()


@shared_task
def clean_outbox() -> None:
    outbox.clean()


@shared_task
def cull_cache() -> None:
    caches["default"].cull()  # type: ignore[attr-defined]  # both of ours have it


@shared_task
def forget_expired() -> None:
    now = timezone.now()
    Attempt.objects.filter(expires_at__lt=now).delete()
    Submission.objects.filter(created_at__lt=now - timedelta(seconds=2 * TOKEN_AGE)).delete()
