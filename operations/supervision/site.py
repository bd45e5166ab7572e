"""Web, workers and beat together, until somebody says stop."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from types import FrameType

from django.conf import settings

from operations.supervision.children import Child, Warden

WEB_PROCESSES = 2
WORKER_PROCESSES = 2
# Seconds: a page that has not answered by then has a fault; a process that has not ended by then is killed.
FIRST_ANSWER, PATIENCE = 60, 3
GLANCE = 0.1


class NotAnswering(Exception):
    """The page did not come up; what its process printed says why."""


class Site:
    """The processes of one site on one listening socket: it outlives a web process, so that no visitor is refused."""

    def __init__(self, listening: socket.socket, say: Callable[[str], None]) -> None:
        self.say = say
        self.stopping = False
        self._address = listening.getsockname()
        self._warden = Warden()
        self._web = Child("web", _web(listening.fileno()), self._warden, keep_open=(listening.fileno(),))
        schedule = settings.VAR_DIR / f"beat-{self._address[1]}"
        celery = {
            "worker": [*_worker("work", "fast,bulk,default,periodic", WORKER_PROCESSES)],
            "media worker": ["nice", "-n", "10", *_worker("media", "media", 1)],
            "beat": [*_celery("beat"), "--schedule", str(schedule)],
        }
        self._celery = [Child(name, argv, self._warden) for name, argv in celery.items()]

    def run(self, announce: Callable[[], None]) -> None:
        """Serve until a signal says stop; `announce` when the page answers. Raises NotAnswering when it never does."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)
        try:
            self._web.start()
            self._await_first_answer()
            for child in self._celery:
                child.start()
            if not self.stopping:
                announce()
            self._tend()
        finally:
            self._stop()

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _await_first_answer(self) -> None:
        """The workers wait for this: four interpreters that start at once would take the page's time."""
        deadline = time.monotonic() + FIRST_ANSWER
        while not self.stopping and not _answers(self._address):
            if self._web.has_ended() or time.monotonic() > deadline:
                raise NotAnswering
            time.sleep(GLANCE)

    def _tend(self) -> None:
        while not self.stopping:
            for child in (self._web, *self._celery):
                child.tend(self.say)
            time.sleep(GLANCE)

    def _stop(self) -> None:
        children = [child for child in (self._web, *self._celery) if child.running]
        for child in children:
            child.ask_to_end()
        deadline = time.monotonic() + PATIENCE
        while not all(child.has_ended() for child in children) and time.monotonic() < deadline:
            time.sleep(GLANCE / 2)
        for child in children:
            child.end()
        self._warden.close()


def _web(listening: int) -> list[str]:
    """Gunicorn's sync workers: the fastest for pages that take milliseconds. Loaded once, then forked."""
    options = ["--bind", f"fd://{listening}", "--workers", str(WEB_PROCESSES), "--worker-class", "sync"]
    quiet = ["--log-level", "warning", "--graceful-timeout", "3", "--no-control-socket"]
    reload = ["--reload"] if settings.DEBUG else ["--preload"]
    module, _, name = settings.WSGI_APPLICATION.rpartition(".")
    return [sys.executable, "-m", "gunicorn", f"{module}:{name}", *options, *quiet, *reload]


def _celery(verb: str) -> list[str]:
    # Celery warns whoever runs as root, also where only JSON is accepted and nothing is at stake.
    quiet = ["-W", "ignore::UserWarning:celery.platforms"]
    return [sys.executable, *quiet, "-m", "celery", "--quiet", "--app", "weibo_site", verb, "--loglevel", "WARNING"]


def _worker(name: str, queues: str, processes: int) -> list[str]:
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    options = ["--queues", queues, "--concurrency", str(processes), "--hostname", f"{name}-{os.getpid()}@localhost"]
    return [*_celery("worker"), *options, *alone]


def _answers(address: tuple[str, int]) -> bool:
    """The front page really comes: not only a process that listens."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104
    connection = HTTPConnection(host, address[1], timeout=2)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
