"""How each process of the site is started: the one place for `make run`, and for deploy/, which runs it on servers."""

import sys
from collections.abc import Sequence

APPLICATION = "weibo_site"
WSGI = f"{APPLICATION}.wsgi:application"
# nginx takes 32 kB of headers, and the shortest has five bytes.
HEADERS = 32_768 // 5


def web(
    bind: str, workers: int | str, *, patience: int, reload: bool = False, python: str = sys.executable
) -> list[str]:
    """Gunicorn's sync workers: the fastest for pages that take milliseconds. Loaded once, then forked.

    `bind` is gunicorn's word for where it listens; `patience` how many seconds a request may take to finish at a stop.
    """
    options = ["--bind", bind, "--workers", str(workers), "--worker-class", "sync"]
    # As many as nginx takes, so that nginx says first, and with a page, that they are too many.
    options += ["--limit-request-fields", str(HEADERS)]
    quiet = ["--log-level", "warning", "--graceful-timeout", str(patience), "--no-control-socket"]
    return [python, "-m", "gunicorn", WSGI, *options, *quiet, "--reload" if reload else "--preload"]


def worker(
    name: str, queues: Sequence[str], processes: int, *, niced: bool = False, python: str = sys.executable
) -> list[str]:
    """A Celery worker for these queues. `name` is its node's, as Celery writes it: `fast@%h`."""
    # What workers tell each other would be most of an idle broker's traffic, and nobody reads it.
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    options = ["--queues", ",".join(queues), "--concurrency", str(processes), "--hostname", name]
    return [*(["nice", "-n", "10"] if niced else []), *_celery(python, "worker"), *options, *alone]


def beat(schedule: str = "", *, python: str = sys.executable) -> list[str]:
    """The clock of weibo_site.schedule, of which a site has exactly one. `schedule`: the file where it notes turns."""
    return [*_celery(python, "beat"), *(["--schedule", schedule] if schedule else [])]


def _celery(python: str, verb: str) -> list[str]:
    # Celery warns whoever runs as root, also where only JSON is accepted and nothing is at stake.
    quiet = ["-W", "ignore::UserWarning:celery.platforms"]
    return [python, *quiet, "-m", "celery", "--quiet", "--app", APPLICATION, verb, "--loglevel", "WARNING"]
