"""A site on servers of its own, and everything that can go wrong with it, in words."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import redis

from deploy import probe
from deploy.control import Running, running
from deploy.layout import ROOT
from deploy.processes import WEBS
from deploy.servers import PostgreSQL, Redis
from tests.faults.browser import Browser

GLANCE = 0.002
FAN_OUT_WORKERS = ("fast", "bulk")
RELAY = ("periodic", "beat")
# A home is opened by so many processes at once where all of a crowd's are.
READERS = 2


def await_that(true: Callable[[], Any], seconds: float, otherwise: str) -> Any:
    """What it says as soon as it is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (so := true()):
        assert time.monotonic() < deadline, f"{otherwise} within {seconds:g} s"
        time.sleep(GLANCE)
    return so


@dataclass
class Site:
    """The production layout, with a PostgreSQL and a Redis that only it uses."""

    stack: Running
    database: PostgreSQL
    redis: Redis
    _session: Any = field(default=None, repr=False)

    def visitor(self, **looks: str) -> Browser:
        return Browser(self.stack.address, **looks)

    def members(self, *handles: str) -> list[Browser]:
        """New members' browsers, signed in."""
        return [self.visitor(session=session) for session in self.inside("members", *handles)]

    def inside(self, question: str, *given: Any, **named: Any) -> Any:
        """What tests.faults.crowd answers, in a process with the site's environment."""
        argv = [sys.executable, "-m", "tests.faults.inside", question, json.dumps(given), json.dumps(named)]
        asked = subprocess.run(argv, cwd=ROOT, env=self.stack.environment, capture_output=True, text=True, check=False)
        assert asked.returncode == 0, asked.stderr
        return json.loads(asked.stdout)

    # --- The outbox --------------------------------------------------------------------------------------------------
    def rows(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        """Of the database itself, past the site; connects anew when the server is another than before."""
        try:
            return self._rows(statement, given)
        except psycopg2.OperationalError:
            self._session = None
            return self._rows(statement, given)

    def open_rows(self) -> int:
        return self.rows("SELECT count(*) FROM core_outboxrow WHERE done_at IS NULL")[0][0]

    def is_fanning_out(self) -> bool:
        """Whether a worker is in the middle of a post's followers."""
        middle = "done_at IS NULL AND cursor > 0 AND leased_until > now()"
        return bool(self.rows(f"SELECT FROM core_outboxrow WHERE {middle}"))

    def await_outbox(self, seconds: float) -> None:
        await_that(lambda: not self.open_rows(), seconds, "The outbox was not empty")

    def parked(self) -> int:
        return self.rows("SELECT count(*) FROM core_outboxrow WHERE parked_at IS NOT NULL")[0][0]

    # --- Homes -------------------------------------------------------------------------------------------------------
    def homes(self, author: str, posts: list[int], share: int = 1) -> list[dict[str, Any]]:
        """The homes of all of the author's followers, or of one of so many, opened by several processes at once."""
        with ThreadPoolExecutor(READERS) as pool:
            parts = range(READERS)
            given = {"author": author, "posts": posts, "of": READERS * share}
            return list(pool.map(lambda part: self.inside("homes", part=part, **given), parts))

    # --- Faults ------------------------------------------------------------------------------------------------------
    def kill_workers(self) -> None:
        """Every process that fans out, and what it made."""
        for name in FAN_OUT_WORKERS:
            self.stack.kill(name, group=True)

    def kill_worker_children(self) -> None:
        """Only those that do the work: Celery's own process sees it, and makes others."""
        for name in FAN_OUT_WORKERS:
            for pid in self.stack.children(name):
                os.kill(pid, signal.SIGKILL)

    def kill_relay(self) -> None:
        for name in RELAY:
            self.stack.kill(name, group=True)

    def flush_redis(self) -> None:
        with redis.Redis(port=self.redis.port) as server:
            server.flushall()

    def crash_redis(self) -> None:
        self.redis.kill()
        self.redis.start()

    def crash_postgresql(self) -> None:
        self.database.kill()
        self.database.start()

    def restart_processes(self) -> None:
        """All that know Redis begin anew, as after a crash of the machine, and nothing prepares the start for them."""
        names = [name for name in self.stack.pids if name != "nginx"]
        for name in names:
            self.stack.kill(name, group=True)
        await_that(self.answers, 30, "The site did not come back")

    def readiness(self) -> list[tuple[int, dict[str, Any]]]:
        """Status and findings of each web process, as asked on its socket: nginx lets nobody ask."""
        told = [probe.answer(str(self.stack.layout.sockets / f"{web}.sock")) for web in WEBS]
        return [(status, json.loads(text)) for status, text in told]

    def answers(self) -> bool:
        return self.visitor().get("/healthz").status == 200

    @contextmanager
    def redis_never_met(self) -> Iterator[None]:
        """It is not there when the site's processes start."""
        with self.redis_gone():
            self.restart_processes()
            yield

    @contextmanager
    def redis_full(self, policy: str) -> Iterator[None]:
        """It refuses what needs memory; depending on the policy it throws away what would expire before it does."""
        with redis.Redis(port=self.redis.port) as server:
            server.config_set("maxmemory-policy", policy)
            server.config_set("maxmemory", 1)
            try:
                yield
            finally:
                server.config_set("maxmemory", 0)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Nobody fans out meanwhile: what is published waits."""
        self._tell_workers(signal.SIGSTOP)
        try:
            yield
        finally:
            self._tell_workers(signal.SIGCONT)

    @contextmanager
    def held_in_the_middle(self) -> Iterator[None]:
        """Those who fan out stand still, one of them in the middle of a post's followers: no fault comes too late."""
        await_that(self._caught_in_the_middle, 30, "Nobody worked on the posts")
        try:
            yield
        finally:
            self._tell_workers(signal.SIGCONT)

    @contextmanager
    def redis_hangs(self) -> Iterator[None]:
        """It accepts connections and answers nothing."""
        os.kill(self.redis.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.redis.pid, signal.SIGCONT)

    @contextmanager
    def redis_gone(self) -> Iterator[None]:
        self.redis.kill()
        try:
            yield
        finally:
            self.redis.start()

    def _caught_in_the_middle(self) -> bool:
        self._tell_workers(signal.SIGSTOP)
        if self.is_fanning_out():
            return True
        self._tell_workers(signal.SIGCONT)
        return False

    def _tell_workers(self, number: signal.Signals) -> None:
        for name in FAN_OUT_WORKERS:
            # One that was killed meanwhile need not be told to go on.
            with suppress(ProcessLookupError):
                os.killpg(self.stack.pid(name), number)

    def _rows(self, statement: str, given: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        if self._session is None:
            self._session = self.database.connect()
        with self._session.cursor() as cursor:
            cursor.execute(statement, given)
            return list(cursor.fetchall())


@contextmanager
def started(folder: Path, **given: str) -> Iterator[Site]:
    """A site with limits as wide as the demo's, on servers that are gone at the end."""
    with ExitStack() as until_the_end:
        database = until_the_end.enter_context(PostgreSQL(folder / "postgresql"))
        store = until_the_end.enter_context(Redis(folder / "redis"))
        settings = {"SITE_MODE": "demo", "FANOUT_LIMIT": "100000"} | given
        stack = until_the_end.enter_context(running(folder / "site", database.url, store.url, **settings))
        yield Site(stack, database, store)
