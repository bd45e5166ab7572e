"""What runs in production: the one table that the stack, deploy/compose.yml and deploy/systemd/ agree on (a test asks).

nginx stands before two web processes, so that one may be replaced while the other answers. Each queue has a worker of
its own, so that nothing waits behind another kind of work. There is exactly one beat.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from operations.supervision import commands

WEBS = ("web-1", "web-2")
# Queue and processes: what each is for is told in docs/running.md.
# Two for periodic jobs: a sweep that takes minutes must not keep the outbox's relay waiting.
QUEUES = {"fast": 2, "bulk": 1, "media": 1, "default": 1, "periodic": 2}
# A picture takes seconds of a processor, and a star's post half a second: pages and small authors' posts go before.
NICED = {"media", "bulk"}
# Seconds that a request, a task, may take to finish when its process is told to stop.
WEB_PATIENCE, WORKER_PATIENCE = 30, 60


# Where the sockets lie on a server; a stack has them in its own folder.
SOCKETS = "/run/weibo"


@dataclass(frozen=True)
class Process:
    """A line of the table. Every process reads the same environment."""

    name: str
    argv: tuple[str, ...]
    # Seconds after which a stop becomes a kill.
    patience: int


def webs(sockets: str, workers: int | str = 2, python: str = sys.executable) -> Iterator[Process]:
    """Each listens on a socket file of its own in the folder `sockets`, where nginx finds it."""
    for name in WEBS:
        argv = commands.web(f"unix:{sockets}/{name}.sock", workers, patience=WEB_PATIENCE, python=python)
        yield Process(name, tuple(argv), WEB_PATIENCE + 5)


def workers(python: str = sys.executable) -> Iterator[Process]:
    """`%h` is the machine, or the container: several may work for one site."""
    for queue, processes in QUEUES.items():
        argv = commands.worker(f"{queue}@%h", (queue,), processes, niced=queue in NICED, python=python)
        yield Process(queue, tuple(argv), WORKER_PATIENCE)


def beat(python: str = sys.executable) -> Process:
    return Process("beat", tuple(commands.beat(python=python)), 10)


def all_processes(sockets: str, web_workers: int | str = 2, python: str = sys.executable) -> list[Process]:
    """In the order in which they are started, and, at a deploy, replaced."""
    return [*webs(sockets, web_workers, python), *workers(python), beat(python)]
