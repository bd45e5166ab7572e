"""Putting a task on its queue: one quick try, whatever has become of the server."""

import os
import signal
import time
from functools import cache

import pytest
from celery import current_app

from core import redis, sending
from deploy.servers import Redis

pytestmark = pytest.mark.redis


@pytest.fixture
def broker(own_redis: Redis, monkeypatch: pytest.MonkeyPatch) -> Redis:
    """A server of its own for the queues; in the end it runs."""
    monkeypatch.setattr(current_app.conf, "broker_url", own_redis.url)
    monkeypatch.setattr(sending, "_producers", cache(sending._producers.__wrapped__))
    assert sending.send(task="some.task", argument=1, queue="fast")
    return own_redis


def quickly_refused() -> bool:
    """A process that does not know yet that the server is away gets no for an answer before a reader notices.

    One try is 50 ms at most; kombu by itself would connect again, for 6 s.
    """
    redis.breaker.reset()
    began = time.monotonic()
    return not sending.send(task="some.task", argument=1, queue="fast") and time.monotonic() - began < 2


def test_a_server_that_is_full_takes_nothing_and_is_still_read(broker: Redis) -> None:
    redis.client().config_set("maxmemory", 1)
    try:
        assert quickly_refused()
    finally:
        redis.client().config_set("maxmemory", 0)
    assert not redis.breaker.is_open()


def test_a_queue_that_nobody_made_is_no_absence(broker: Redis) -> None:
    assert not sending.send(task="some.task", argument=1, queue="nowhere")
    assert not redis.breaker.is_open()


def test_a_server_that_is_gone_is_asked_once_each_time(broker: Redis) -> None:
    broker.kill()
    assert [quickly_refused() for _ in range(3)] == [True, True, True]
    broker.start()
    redis.breaker.reset()
    assert sending.send(task="some.task", argument=1, queue="fast")


def test_a_server_that_says_nothing_is_waited_for_once_each_time(broker: Redis) -> None:
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        assert [quickly_refused() for _ in range(3)] == [True, True, True]
    finally:
        os.kill(broker.pid, signal.SIGCONT)
