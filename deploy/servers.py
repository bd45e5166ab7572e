"""Spare servers for tests, benchmarks and `scripts/stack --with-servers`: in a folder of their own, gone when told.

with PostgreSQL(folder / "postgresql") as database, Redis(folder / "redis") as redis:
    run(DATABASE_URL=database.url, REDIS_URL=redis.url)
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg2

from deploy import programs
from deploy.machine import children_of

# Seconds for a server to answer after its start (a crashed one reads its log first), and to end when asked.
PATIENCE, STOPPING = 60.0, 20.0
GLANCE = 0.02
NAME = "weibo"
# What deploy/compose.yml gives its PostgreSQL too. Nothing here trades safety: fsync and synchronous_commit stay on.
POSTGRESQL_SETTINGS = {
    "shared_buffers": "512MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    # Compiling a query costs more than the whole of any page's query.
    "jit": "off",
    "max_connections": "100",
}


class DidNotStart(Exception):
    """The server ended, or does not answer; the text names its log."""


def spare_port() -> int:
    """A TCP port of 127.0.0.1 that nobody has at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server of this machine: `argv` starts it, `answers` asks whether it is there. The rest is the same for all."""

    name = ""
    # In which the site is told where it is.
    variable = ""
    # What ends it in good order without waiting for its clients.
    polite = signal.SIGTERM

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = Path(folder).resolve()
        self.port = port or spare_port()
        self.log = self.folder / f"{self.name}.log"
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        raise NotImplementedError

    @property
    def pid(self) -> int:
        """Of the server's first process. Raises DidNotStart when it is not running."""
        if self._running is None:
            raise DidNotStart(f"{self.name} is not running.")
        return self._running.pid

    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def argv(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def make(self) -> None:
        """Lay out the folder, before the first start."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        """Start, on the same port and data as before, and wait until it answers. Raises NotInstalled, DidNotStart."""
        self.make()
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self.argv(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if not self.is_running() or time.monotonic() > deadline:
                self.kill()
                raise DidNotStart(f"{self.name} did not start on port {self.port}: see {self.log}.")
            time.sleep(GLANCE)

    def stop(self) -> None:
        """An end in good order; by force if that takes too long."""
        if self._running is None:
            return
        self._running.send_signal(self.polite)
        try:
            self._running.wait(STOPPING)
            self._running = None
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """The crash: `kill -9` of the server and of every process that it made."""
        if self._running is None:
            return
        for pid in (self._running.pid, *children_of(self._running.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._running.wait()
        self._running = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


class PostgreSQL(Server):
    """A cluster with the role and the database `weibo`; the role may do everything in it.

    Run by root, the server is the user `postgres`: it refuses to be root.
    """

    name = "postgresql"
    variable = "DATABASE_URL"
    # The fast shutdown: open sessions are ended.
    polite = signal.SIGINT
    password = NAME

    def __init__(self, folder: Path, port: int = 0, **settings: str) -> None:
        super().__init__(folder, port)
        self.data = self.folder / "data"
        self.settings = POSTGRESQL_SETTINGS | settings

    @property
    def url(self) -> str:
        return self.url_of(NAME)

    def url_of(self, database: str) -> str:
        return f"postgresql://{NAME}:{self.password}@127.0.0.1:{self.port}/{database}"

    def argv(self) -> list[str]:
        options = self.settings | {"port": str(self.port), "listen_addresses": "127.0.0.1"}
        # No socket file: its folder may not exist, or be another user's.
        options["unix_socket_directories"] = ""
        told = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [*_as_postgres(), str(programs.postgresql("postgres")), "-D", str(self.data), *told]

    def make(self) -> None:
        super().make()
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(exist_ok=True)
        password = self.folder / "password"
        password.write_text(self.password)
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
        options = [
            "-U",
            NAME,
            "--auth=scram-sha-256",
            f"--pwfile={password}",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        initdb = [*_as_postgres(), str(programs.postgresql("initdb")), "-D", str(self.data), *options]
        done = subprocess.run(initdb, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DidNotStart(f"initdb did not succeed: {done.stderr.strip().splitlines()[-1]}")

    def start(self) -> None:
        super().start()
        with closing(self.connect("postgres")) as session, session.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.rowcount:
                self.create(NAME)

    def create(self, database: str) -> str:
        """Another empty database; returns its URL."""
        self.run(f'CREATE DATABASE "{database}" TEMPLATE template0', "postgres")
        return self.url_of(database)

    def run(self, statement: str, database: str = NAME) -> None:
        with closing(self.connect(database)) as session, session.cursor() as cursor:
            cursor.execute(statement)

    def connect(self, database: str = NAME) -> Any:
        """A session of its own in which every statement is a transaction."""
        session = psycopg2.connect(self.url_of(database), connect_timeout=3)
        session.autocommit = True
        return session

    def answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True


class Redis(Server):
    """As deploy/compose.yml runs it: with an append-only file, and keys that expire as the first to go when it is full.

    `maxmemory` is in Redis's own words ("64mb"); "0" sets no limit.
    """

    name = "redis"
    variable = "REDIS_URL"

    def __init__(self, folder: Path, port: int = 0, *, aof: bool = True, maxmemory: str = "0") -> None:
        super().__init__(folder, port)
        self.aof, self.maxmemory = aof, maxmemory

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def argv(self) -> list[str]:
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--daemonize", "no"]
        kept = ["--appendonly", "yes" if self.aof else "no", "--appendfsync", "everysec", "--save", ""]
        return [
            str(programs.redis_server()),
            *where,
            *kept,
            "--maxmemory",
            self.maxmemory,
            "--maxmemory-policy",
            "volatile-lru",
        ]

    def answers(self) -> bool:
        """It says PONG; while it still reads its file it says LOADING."""
        try:
            with closing(socket.create_connection(("127.0.0.1", self.port), timeout=1)) as line:
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def _as_postgres() -> list[str]:
    """What root puts before a command of PostgreSQL's. The capability lets it reach data below a folder of root's."""
    if os.geteuid() != 0:
        return []
    user = ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    return ["setpriv", *user, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"]
