"""Counting attempts in Redis and, where it takes nothing, in rows: what was tried is never forgotten in between."""

import pytest

from core import redis
from core.ratelimit import HOUR, forget, hit, seen, tally
from core.refusals import TooMany
from deploy.servers import Redis

pytestmark = [pytest.mark.redis, pytest.mark.django_db]


def full(yes: bool) -> None:
    redis.client().config_set("maxmemory-policy", "noeviction")
    redis.client().config_set("maxmemory", 1 if yes else 0)


def test_what_a_full_server_did_not_take_is_seen_all_the_same(own_redis: Redis) -> None:
    tally("guess", "alice", window=HOUR)
    full(True)
    try:
        tally("guess", "alice", window=HOUR)
        assert seen("guess", "alice", window=HOUR) == 2
    finally:
        full(False)
    tally("guess", "alice", window=HOUR)
    assert seen("guess", "alice", window=HOUR) == 3


def test_what_succeeded_is_forgotten_wherever_it_was_counted(own_redis: Redis) -> None:
    tally("guess", "alice", window=HOUR)
    full(True)
    try:
        tally("guess", "alice", window=HOUR)
        forget("guess", "alice", window=HOUR)
        assert seen("guess", "alice", window=HOUR) == 0
    finally:
        full(False)


@pytest.mark.parametrize("put", ["rpush", "set"])
def test_a_counter_that_is_garbage_lets_nobody_past(own_redis: Redis, put: str) -> None:
    tally("guess", "alice", window=HOUR)
    [name] = redis.client().keys("weibo:n:*")
    redis.client().delete(name)
    getattr(redis.client(), put)(name, "seventeen")
    hit("guess", "alice", limit=1, window=HOUR)
    with pytest.raises(TooMany):
        hit("guess", "alice", limit=1, window=HOUR)
    assert seen("guess", "alice", window=HOUR) == 2


def test_a_server_that_takes_no_writes_for_now_is_done_without(own_redis: Redis) -> None:
    """`min-replicas-to-write` is the trouble that is the easiest to make; a full disk is told in the same way."""
    redis.client().config_set("min-replicas-to-write", 1)
    try:
        assert [tally("guess", "alice", window=HOUR) for _ in range(2)] == [1, 2]
    finally:
        redis.client().config_set("min-replicas-to-write", 0)
