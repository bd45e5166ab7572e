"""Putting a task on its queue, in one quick try: a request waits 50 ms at most for a broker that does not answer."""

import logging
from functools import cache as once
from typing import Any

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError
from kombu.pools import producers
from redis.exceptions import ResponseError

from core import redis

log = logging.getLogger(__name__)

# Seconds. What is not sent now is sent by the relay.
ONE_TRY = 0.05


def send(*, task: str, argument: int, queue: str) -> bool:
    """Whether the broker took it. It is not asked while its breaker is open."""
    if settings.REDIS_URL and redis.breaker.is_open():
        return False
    try:
        with _producers().acquire(block=False) as producer:
            current_app.send_task(task, args=[argument], queue=queue, retry=False, producer=producer)
    except Exception as error:
        log.warning("broker: %s(%s) was not taken (%s)", task, argument, type(error).__name__)
        if settings.REDIS_URL and _is_silence(error):
            redis.breaker.failed(f"broker: {type(error).__name__}")
        return False
    return True


def waiting(queue: str) -> int:
    """How many messages wait in a queue; 0 where nobody counts them. Raises redis.Away."""
    if not settings.REDIS_URL:
        return 0
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("global_keyprefix", "")
    return int(redis.ask(lambda r: r.llen(f"{prefix}{queue}")))


def _is_silence(error: Exception) -> bool:
    """Whether nobody answered. A server that refuses, because it is full, is still read; a mistake of ours is ours."""
    return isinstance(error, OperationalError) and not isinstance(error.__cause__, ResponseError)


@once
def _producers() -> Any:
    """A pool of its own: the workers' connections block on purpose, and these must not."""
    # Without the last, kombu tries again after 2 s, and after 4 s more, also where `retry=False` was asked for.
    one_try = {"socket_timeout": ONE_TRY, "socket_connect_timeout": ONE_TRY, "max_retries": 0}
    return producers[current_app.connection_for_write(transport_options=one_try if settings.REDIS_URL else {})]
