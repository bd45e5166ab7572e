"""The process's one way to Redis: a budget of 250 ms (a worker's is longer), and a breaker for when it is spent.

Whatever lives in Redis can be lost without harm, so every caller has an answer to `Away`: a page is drawn from the
database, a limit is counted in rows, work waits in the outbox.
"""

import logging
import time
from collections.abc import Callable
from functools import cache as once
from typing import Any, TypeVar

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.connection import Connection
from redis.exceptions import MasterDownError, NoPermissionError
from redis.retry import Retry

log = logging.getLogger(__name__)

T = TypeVar("T")

# Seconds. One answer takes 0.2 ms; a page that has waited so long is drawn without Redis. A worker keeps nobody
# waiting, and has to do again what it gives up: a server that writes its file anew is slow for longer than a page may.
BUDGET, WORKERS_BUDGET = 0.25, 5.0
# Answers that take longer count against the budget; shorter ones are what a busy machine does to everybody.
SLOW = 0.05
# How long nobody asks after a fault: at first, and at most while the faults go on. Recovery needs nobody's hand.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0
# Names a step of a scan looks at.
SCANNED = 1000

# How a server begins what it refuses for a trouble of its own: a full disk, lost replicas, somebody's endless script.
TROUBLES = ("MISCONF", "NOREPLICAS", "BUSY ")
# And what it says of a key that holds something else than its room keeps.
GARBAGE = ("WRONGTYPE", "value is not an integer")
# It is not there, does not take writes, lost its primary, does not let us do what we have to, or is no Redis.
SILENT = (redis.ConnectionError, redis.TimeoutError, OSError)
UNUSABLE = (*SILENT, redis.ReadOnlyError, MasterDownError, NoPermissionError, redis.InvalidResponse)


class Away(Exception):
    """Redis gave no answer in time, refused for a trouble of its own, is full, or is not used here at all."""


class Garbage(Away):
    """A key holds something else than what its room keeps: as good as no answer, to whoever can't make it anew."""


class Breaker:
    """Remembers that a server does not answer, so that not every request waits to find out by itself."""

    def __init__(self) -> None:
        self.budget = BUDGET
        self.reset()

    def reset(self) -> None:
        self._closed_again_at = 0.0
        self._pause = FIRST_PAUSE
        self._waited, self._waited_since = 0.0, 0.0

    def is_open(self) -> bool:
        return time.monotonic() < self._closed_again_at

    def succeeded(self, took: float) -> None:
        """An answer came. Slow ones add up: several in a second spend the budget as one silence does."""
        if took < SLOW:
            self._pause = FIRST_PAUSE
            return
        now = time.monotonic()
        if now - self._waited_since > 1:
            self._waited, self._waited_since = 0.0, now
        self._waited += took
        if self._waited > self.budget:
            self.failed("it answers slowly")

    def failed(self, reason: object) -> None:
        self._closed_again_at = time.monotonic() + self._pause
        log.warning("redis: not asked for %.1f s (%s)", self._pause, reason)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        self._waited = 0.0


breaker = Breaker()
_server: str | None = None


class ServerChanged(redis.ConnectionError):
    """A new connection met another server than the last one: it was restarted, or another took its place."""


def ask(work: Callable[[Any], T]) -> T:
    """What `work(client)` returns; raises Away, which is Garbage for a key of the wrong kind.

    `work` builds its keys itself, because it may be called twice: a connection that was kept from before a restart is
    found dead only when it is used.
    """
    if not settings.REDIS_URL or breaker.is_open():
        raise Away
    began = time.monotonic()
    try:
        answer = _tried(work)
    except redis.OutOfMemoryError as error:
        # Reading still works: nobody need stop asking.
        raise Away("it is full") from error
    except UNUSABLE as error:
        breaker.failed(type(error).__name__)
        raise Away(type(error).__name__) from error
    except redis.ResponseError as error:
        # In a pipeline the server's words come after those of the client, which quote the command.
        told = str(error).rpartition(" caused error: ")[2]
        if told.startswith(GARBAGE):
            raise Garbage from error
        if told.startswith(TROUBLES):
            raise Away(told) from error
        raise
    breaker.succeeded(time.monotonic() - began)
    return answer


def key(room: str, name: object) -> str:
    """The name of a key in one of the site's rooms."""
    return f"{settings.REDIS_PREFIX}{room}:{name}"


def mortal_key(room: str, name: object) -> str:
    """The name of a key that ends with the server's life: a server that comes back may have lost its last second.

    What must be whole or absent lives under such names (a list with a hole looks like any other). Those of an earlier
    life are swept (`sweep_earlier_lives`). To be asked for inside `ask`.
    """
    if _server is None:
        client().ping()
    return f"{settings.REDIS_PREFIX}{room}:{_server}:{name}"


@once
def client() -> redis.Redis:
    """The process's connections. They are opened when first used, and anew after a fork."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        # Bytes that are no text are found to be garbage by whoever reads them, instead of breaking the page.
        encoding_errors="replace",
        socket_timeout=breaker.budget,
        socket_connect_timeout=breaker.budget,
        retry=Retry(NoBackoff(), 0),
        redis_connect_func=_greet,
    )


def be_patient() -> None:
    """Give this process, a worker, a worker's budget."""
    breaker.budget = WORKERS_BUDGET
    client.cache_clear()


def sweep_earlier_lives(room: str) -> int:
    """Remove a room's keys of servers that are no more, once in a server's life; returns how many. Raises Away."""
    if ask(lambda r: mortal_key(room, "") == r.get(key("swept", room))):
        return 0
    gone, cursor = 0, 0
    while True:
        cursor, old = ask(lambda r, at=cursor: _earlier(r, room, at))  # type: ignore[misc]
        gone += ask(lambda r, names=old: r.unlink(*names)) if old else 0  # type: ignore[misc]
        if cursor == 0:
            ask(lambda r: r.set(key("swept", room), mortal_key(room, "")))
            return gone


def _earlier(r: Any, room: str, cursor: int) -> tuple[int, list[str]]:
    """One step of a scan: where the next begins, and the names found that are not of this life."""
    at, names = r.scan(cursor, match=key(room, "*"), count=SCANNED)
    present = mortal_key(room, "")
    return at, [name for name in names if not name.startswith(present)]


def _tried(work: Callable[[Any], T]) -> T:
    try:
        return work(client())
    except redis.ConnectionError:
        return work(client())


def _greet(connection: Connection) -> None:
    """Ask each new connection whose it is. A key that was built for an earlier server must not reach this one."""
    global _server
    try:
        connection.on_connect()
        connection.send_command("INFO", "server")
        told = connection.read_response()
    except redis.ResponseError as error:
        # A database that it does not have, or that we may not ask.
        raise redis.ConnectionError(str(error)) from error
    lines = told if isinstance(told, str) else told.decode()
    lives = [line.partition(":")[2].strip()[:12] for line in lines.splitlines() if line.startswith("run_id:")]
    if not lives:
        raise redis.ConnectionError("it does not say which server it is")
    server = lives[0]
    known, _server = _server, server
    if known not in (None, server):
        raise ServerChanged("another server answers")
