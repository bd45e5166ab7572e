"""The one way to Redis: what it answers when the server is silent, slow, full, busy, restarted or another's."""

import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis as Client
from redis import ResponseError

from core import redis

pytestmark = pytest.mark.redis


def put(name: str, value: str = "1") -> None:
    redis.ask(lambda r: r.set(redis.key("t", name), value))


def get(name: str) -> str | None:
    return redis.ask(lambda r: r.get(redis.key("t", name)))


def is_away() -> bool:
    try:
        redis.ask(lambda r: r.ping())
    except redis.Away:
        return True
    return False


def waited(true, seconds: float = 10) -> float:
    """How long it took to become true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + seconds, "It never became true."
        time.sleep(0.02)
    return time.monotonic() - began


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(redis, "time", made)
    return made


# --- Without a server, and with one ----------------------------------------------------------------------------------
def test_without_an_address_it_is_away(settings):
    settings.REDIS_URL = ""
    assert is_away()


def test_what_the_work_returns_is_returned(own_redis):
    put("a", "文")
    assert get("a") == "文"


# --- Budget and breaker ----------------------------------------------------------------------------------------------
@pytest.fixture
def silent(own_redis):
    """It takes connections and says nothing, as a machine does that swaps or whose network is gone."""
    put("a")
    os.kill(own_redis.pid, signal.SIGSTOP)
    yield own_redis
    os.kill(own_redis.pid, signal.SIGCONT)


def test_a_silent_server_costs_the_budget_once_and_then_nothing(silent):
    began = time.monotonic()
    assert is_away()
    first, began = time.monotonic() - began, time.monotonic()
    assert all(is_away() for _ in range(100))
    assert first < 4 * redis.BUDGET
    # Each would cost the budget again if it were asked: 25 s.
    assert time.monotonic() - began < 4 * redis.BUDGET


def test_when_it_speaks_again_nobody_has_to_do_anything(silent):
    assert is_away()
    os.kill(silent.pid, signal.SIGCONT)
    assert waited(lambda: not is_away()) < 2 * redis.FIRST_PAUSE
    assert get("a") == "1"


def test_pauses_grow_to_a_limit_and_an_answer_ends_that(clock):
    breaker, pauses = redis.Breaker(), []
    for _ in range(6):
        breaker.failed("silent")
        began = clock.now
        while breaker.is_open():
            clock.now += 0.25
        pauses.append(clock.now - began)
    assert pauses == [0.5, 1, 2, 4, 4, 4]
    breaker.succeeded(0.001)
    breaker.failed("silent")
    clock.now += 0.5
    assert not breaker.is_open()


def test_slow_answers_spend_the_budget_together(own_redis):
    for _ in range(6):
        assert not redis.breaker.is_open()
        redis.ask(lambda r: time.sleep(0.06))
        if redis.breaker.is_open():
            break
    assert redis.breaker.is_open()


def test_slow_answers_now_and_then_are_borne(clock):
    breaker = redis.Breaker()
    for _ in range(20):
        breaker.succeeded(0.2)
        clock.now += 1.1
    assert not breaker.is_open()


# --- Refusals that are not the caller's fault ------------------------------------------------------------------------
def test_a_full_server_refuses_writes_and_is_still_read(own_redis):
    put("a")
    redis.client().config_set("maxmemory", 1)
    try:
        with pytest.raises(redis.Away):
            put("b")
        assert not redis.breaker.is_open()
        assert get("a") == "1"
    finally:
        redis.client().config_set("maxmemory", 0)
    put("b")


def test_a_server_that_may_not_write_is_away(own_redis):
    """As with a disk that is full (MISCONF), or a primary that lost its replicas."""
    redis.client().config_set("min-replicas-to-write", 1)
    try:
        with pytest.raises(redis.Away):
            put("b")
    finally:
        redis.client().config_set("min-replicas-to-write", 0)


def test_a_replica_that_lost_its_primary_is_away(own_redis):
    server = redis.client()
    server.config_set("replica-serve-stale-data", "no")
    server.replicaof("127.0.0.1", "1")
    try:
        assert is_away()
    finally:
        server.replicaof("NO", "ONE")
        server.config_set("replica-serve-stale-data", "yes")


def test_a_server_busy_with_somebodys_script_is_away(own_redis):
    redis.client().config_set("busy-reply-threshold", 1)
    somebody, operator = (Client.from_url(own_redis.url) for _ in range(2))
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(somebody.eval, "while true do end", 0)
        try:
            time.sleep(0.1)
            assert is_away()
        finally:
            operator.script_kill()
        with pytest.raises(ResponseError):
            endless.result()
    assert waited(lambda: not is_away()) < 2 * redis.FIRST_PAUSE


def test_a_mistake_of_ours_is_no_absence(own_redis):
    with pytest.raises(ResponseError):
        redis.ask(lambda r: r.execute_command("NO-SUCH-COMMAND"))
    assert not redis.breaker.is_open()


# --- Lives of a server -----------------------------------------------------------------------------------------------
def keep(name: str) -> str:
    """Puts something under a mortal key; returns the key."""

    def put_it(r) -> str:
        key = redis.mortal_key("t", name)
        r.set(key, "1")
        return key

    return redis.ask(put_it)


def kept(name: str) -> str | None:
    return redis.ask(lambda r: r.get(redis.mortal_key("t", name)))


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_what_is_mortal_ends_with_the_servers_life_and_the_rest_does_not(own_redis, end):
    """Its file brings everything back, but after a crash perhaps without the last second."""
    before = keep("list")
    put("a")
    time.sleep(1.2)
    getattr(own_redis, end)()
    own_redis.start()
    # At the first question, without a fault in between: the old connection is found dead, and another server greets.
    assert kept("list") is None
    assert get("a") == "1"
    assert redis.client().get(before) == "1"
    assert keep("list") != before


def test_while_it_is_down_it_is_away_and_then_it_is_back(own_redis):
    put("a")
    own_redis.kill()
    assert is_away()
    own_redis.start()
    assert waited(lambda: not is_away()) < 2 * redis.LONGEST_PAUSE


def test_a_key_is_never_built_for_one_life_and_used_in_the_next(own_redis):
    """Between naming the key and sending it the server is restarted: the work is done again from its beginning."""
    names = []

    def work(r) -> None:
        names.append(redis.mortal_key("t", "x"))
        if len(names) == 1:
            own_redis.kill()
            own_redis.start()
        r.set(names[-1], "1")

    redis.ask(work)
    assert len(set(names)) == 2
    assert redis.client().keys("weibo:t:*") == names[1:]


def test_keys_of_earlier_lives_are_swept_and_nobody_elses(own_redis):
    old = keep("list")
    put("a")
    redis.client().set("another:t:1", "1")
    time.sleep(1.2)
    own_redis.stop()
    own_redis.start()
    new = keep("list")
    redis.ask(lambda r: r.set(redis.key("others", "1"), "1"))
    redis.ask(lambda r: r.unlink(redis.key("t", "a")))
    assert redis.sweep_earlier_lives("t") == 1
    present = set(redis.client().keys("*"))
    assert old not in present
    assert {new, "another:t:1", "weibo:others:1"} <= present


# --- Processes -------------------------------------------------------------------------------------------------------
def test_a_forked_process_speaks_on_connections_of_its_own(own_redis):
    """gunicorn and Celery fork after the first question may have been asked."""
    put("a")
    forking = multiprocessing.get_context("fork")
    theirs: multiprocessing.Queue = forking.Queue()

    def child() -> None:
        theirs.put([(get(f"child-{number % 7}"), redis.ask(lambda r: r.client_id())) for number in range(200)])

    process = forking.Process(target=child)
    process.start()
    ours = [(get("a"), redis.ask(lambda r: r.client_id())) for _ in range(200)]
    told = theirs.get(timeout=10)
    process.join()
    assert {value for value, _ in ours} == {"1"}
    assert {value for value, _ in told} == {None}
    assert {connection for _, connection in ours}.isdisjoint({connection for _, connection in told})


def test_a_worker_waits_longer_than_a_page(own_redis, monkeypatch, clock):
    monkeypatch.setattr(redis.breaker, "budget", redis.BUDGET)
    redis.be_patient()
    try:
        assert redis.client().connection_pool.connection_kwargs["socket_timeout"] == redis.WORKERS_BUDGET
        for _ in range(5):
            redis.breaker.succeeded(0.2)
        assert not redis.breaker.is_open()
    finally:
        redis.client.cache_clear()
