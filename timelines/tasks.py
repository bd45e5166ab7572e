"""Later: fan-out, and keeping lists short and few."""

from celery import shared_task
from django.utils import timezone

from accounts.models import ACTIVE
from core import outbox
from timelines import fanout
from timelines.models import Timeline
from timelines.store import store

FORGET_CHUNK = 500

fan_out = shared_task(name="timelines.tasks.fan_out")(outbox.handler(fanout.fan_out))


@shared_task
def trim_timelines() -> None:
    store.trim()


@shared_task
def forget_idle_timelines() -> None:
    """Readers who did not open home for a month hold no list; it is rebuilt when they come back."""
    idle = Timeline.objects.filter(reader__home_opened_at__lt=timezone.now() - ACTIVE)
    while chunk := list(idle.values_list("pk", flat=True)[:FORGET_CHUNK]):
        store.forget(chunk)
