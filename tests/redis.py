"""A Redis of one's own for each test, where the suite runs with one: names that no other test has.

`own_redis` is a whole server, in every suite: a test may restart it, fill it, stop its clock.
"""

import itertools
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings as configured
from pytest_django import Settings

from deploy.servers import Redis

_number = itertools.count()


@pytest.fixture(autouse=True)
def _fresh_redis(settings: Settings) -> Iterator[None]:
    if not configured.REDIS_URL:
        yield
        return
    from core import redis

    redis.breaker.reset()
    settings.REDIS_PREFIX = f"{configured.REDIS_PREFIX}{next(_number)}:"
    yield


@pytest.fixture(scope="module")
def _spare_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with Redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def own_redis(_spare_redis: Redis, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Redis:
    """An empty server to which core.redis of this process goes, as a process that has just begun."""
    from core import redis

    if not _spare_redis.is_running():
        _spare_redis.start()
    settings.REDIS_URL, settings.REDIS_PREFIX = _spare_redis.url, "weibo:"
    monkeypatch.setattr(redis, "breaker", redis.Breaker())
    monkeypatch.setattr(redis, "_server", None)
    monkeypatch.setattr(redis, "client", cache(redis.client.__wrapped__))
    redis.client().flushall()
    return _spare_redis


def pytest_sessionfinish() -> None:
    """Leave nothing behind on a server that others use too."""
    if configured.configured and configured.REDIS_URL:
        from core import redis

        names = redis.ask(lambda r: list(r.scan_iter(match=f"{configured.REDIS_PREFIX}*", count=1000)))
        for name in names:
            redis.ask(lambda r, name=name: r.unlink(name))  # type: ignore[misc]
