"""A site of its own for a benchmark: an empty folder, a spare port, the real server."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 30
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Site:
    """A running site: its port, its environment, and the process ids whose CPU counts."""

    port: int
    environment: dict[str, str]
    server: subprocess.Popen[bytes] | None = None
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def cpu(self) -> float:
        """Seconds of CPU that the web processes have used so far."""
        assert self.server is not None
        return sum(_cpu(pid) for pid in (self.server.pid, *_children(self.server.pid)))


@contextmanager
def running(*, worker: bool = False, web_workers: int = 2) -> Iterator[Site]:
    """Prepare a database, then run web processes (and a Celery worker) until the block ends."""
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as folder:
        _use(folder)
        site = Site(_spare_port(), dict(os.environ))
        address, number = f"127.0.0.1:{site.port}", str(web_workers)
        gunicorn = ("gunicorn", "weibo_site.wsgi", "-b", address, "-w", number, "--log-level", "error")
        site.server = _start(site, *gunicorn)
        if worker:
            queues = "fast,bulk,default,periodic"
            celery = ("celery", "--quiet", "-A", "weibo_site", "worker", "-Q", queues, "-c", "2", "-l", "ERROR")
            site.others.append(_start(site, *celery))
        try:
            _wait(site.port)
            yield site
        finally:
            for process in (site.server, *site.others):
                process.terminate()
                process.wait(15)


def _use(folder: str) -> None:
    """Point this process's own Django at the benchmark's folder, and prepare what a site needs."""
    os.environ |= {"SITE_MODE": "demo", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "weibo_site.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _start(site: Site, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT, env=site.environment)


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The site did not start.")


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
