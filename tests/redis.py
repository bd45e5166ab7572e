"""A Redis of one's own for each test, where the suite runs with one: names that no other test has."""

import itertools
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from pytest_django import Settings

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


def pytest_sessionfinish() -> None:
    """Leave nothing behind on a server that others use too."""
    if configured.configured and configured.REDIS_URL:
        from core import redis

        names = redis.ask(lambda r: list(r.scan_iter(match=f"{configured.REDIS_PREFIX}*", count=1000)))
        for name in names:
            redis.ask(lambda r, name=name: r.unlink(name))  # type: ignore[misc]
