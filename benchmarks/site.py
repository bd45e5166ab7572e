"""A site of its own for a benchmark: an empty folder, spare ports, the real servers and processes.

Data is made in the benchmark's own process, whose Django works on the same database and Redis.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg2.errors

from deploy.control import Running, running
from deploy.machine import descendants_of
from deploy.processes import NICED
from deploy.servers import PostgreSQL, Redis, Server, spare_port
from operations.supervision import commands

T = TypeVar("T")

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN, STOP_WITHIN = 30, 15
# Larger than any benchmark's audience, so that everything is pushed.
NOBODY_IS_LARGE = "100000000"


@dataclass
class Site:
    """A site that is prepared and empty. `environment` is what its processes run with."""

    environment: dict[str, str]
    servers: list[Server] = field(default_factory=list)
    port: int = field(default_factory=spare_port)
    webs: list[int] = field(default_factory=list)

    @contextmanager
    def web(self, workers: int = 2) -> Iterator[None]:
        """The web processes, until the block ends."""
        with _running(commands.web(f"127.0.0.1:{self.port}", workers, patience=5), self.environment) as pid:
            self.webs.append(pid)
            _wait(self.port)
            yield

    @contextmanager
    def workers(self, **processes: int) -> Iterator[None]:
        """A Celery worker for each queue, with so many processes: `site.workers(fast=2, bulk=1)`."""
        with ExitStack() as all_of_them:
            for queue, number in processes.items():
                argv = commands.worker(f"{queue}@%h", [queue], number, niced=queue in NICED)
                all_of_them.enter_context(_running(argv, self.environment))
            yield

    def cpu(self) -> float:
        """Seconds of CPU that the web processes and the servers have used so far."""
        first = [*self.webs, *(server.pid for server in self.servers)]
        return sum(_cpu(pid) for pid in {*first, *descendants_of(*first)})

    def twin(self, database: str) -> "Site":
        """Another site on the same servers: a database and a room in Redis of its own, prepared like this one."""
        with suppress(psycopg2.errors.DuplicateDatabase):
            self.database.create(database)
        own = {"DATABASE_URL": self.database.url_of(database), "REDIS_PREFIX": f"{database}:"}
        twin = Site(self.environment | own, self.servers)
        twin.inside(_prepare)
        return twin

    def inside(self, work: Callable[..., T], *arguments: Any) -> T:
        """What `work` returns from a process of its own, whose Django is this site's."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context, initializer=_enter, initargs=(self.environment,)) as pool:
            return pool.submit(work, *arguments).result()

    @property
    def database(self) -> PostgreSQL:
        return next(server for server in self.servers if isinstance(server, PostgreSQL))


@contextmanager
def embedded() -> Iterator[Site]:
    """SQLite, and queues and cache in files."""
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as folder:
        yield _prepared(Path(folder), [])


@contextmanager
def services(data: Path | None = None, **settings: str) -> Iterator[Site]:
    """PostgreSQL and Redis, set as in production. `data`: a folder of the caller's for the database, which is kept."""
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as name, ExitStack() as until_the_end:
        folder = Path(name)
        servers: list[Server] = [PostgreSQL(data or folder / "postgresql"), Redis(folder / "redis")]
        for server in servers:
            until_the_end.enter_context(server)
        yield _prepared(folder, servers, **settings)


@contextmanager
def production() -> Iterator[Running]:
    """The production layout with servers of its own, through nginx, with every worker. This process's Django is one of
    the site's."""
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as name, ExitStack() as until_the_end:
        folder = Path(name)
        # `postgres` must be able to reach it.
        folder.chmod(0o755)
        database = until_the_end.enter_context(PostgreSQL(folder / "postgresql"))
        redis = until_the_end.enter_context(Redis(folder / "redis"))
        with running(folder / "stack", database.url, redis.url, web_workers=2, SITE_MODE="demo") as stack:
            _enter(stack.environment)
            yield stack


def _prepared(folder: Path, servers: list[Server], **settings: str) -> Site:
    """Point this process's own Django at the site, and make what a site needs."""
    for variable in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(variable, None)
    os.environ |= {server.variable: server.url for server in servers}
    os.environ |= {"SITE_MODE": "demo", "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "weibo_site.settings"}
    os.environ |= {"FANOUT_LIMIT": NOBODY_IS_LARGE} | settings
    _enter({})
    _prepare()
    return Site(dict(os.environ), servers)


def _enter(environment: dict[str, str]) -> None:
    os.environ |= environment
    import django

    django.setup()


def _prepare() -> None:
    from operations.preparation import prepare

    prepare(lambda _: None, demo_data=False)


@contextmanager
def _running(argv: list[str], environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(argv, cwd=ROOT, env=environment)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(STOP_WITHIN)


def _wait(port: int) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The site did not start.")


def _cpu(pid: int) -> float:
    """Of all its threads, in seconds; nothing for a process that ended. (The counters of `stat` are in ticks.)"""
    try:
        nanoseconds = [int(file.read_text().split()[0]) for file in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    except FileNotFoundError:
        return 0.0
    return sum(nanoseconds) / 1e9
