"""Web, workers and beat together, until somebody says stop."""

import os
import signal
import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from types import FrameType

from django.conf import settings

from operations.supervision import commands
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
        bind, reload = f"fd://{listening.fileno()}", settings.DEBUG
        web = commands.web(bind, WEB_PROCESSES, patience=PATIENCE, reload=reload)
        self._web = Child("web", web, self._warden, keep_open=(listening.fileno(),))
        celery = {
            "worker": commands.worker(_node("work"), ("fast", "bulk", "default", "periodic"), WORKER_PROCESSES),
            "media worker": commands.worker(_node("media"), ("media",), 1, niced=True),
            "beat": commands.beat(str(settings.VAR_DIR / f"beat-{self._address[1]}")),
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


def _node(name: str) -> str:
    """Two sites on one machine are two nodes."""
    return f"{name}-{os.getpid()}@localhost"


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
