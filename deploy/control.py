"""A stack as tests and benchmarks hold it: started in a folder of its own, asked who is who, hurt, and stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.layout import ROOT, Layout
from deploy.machine import children_of
from deploy.servers import DidNotStart, spare_port

# Seconds for the whole to come up (the first time: tables, static files), to be replaced, to end.
START, DEPLOY, STOP = 180.0, 180.0, 90.0
GLANCE = 0.05
# What of the caller's environment a stack inherits: no setting of the site, which the caller may run with others.
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH", "COVERAGE_PROCESS_START")


@dataclass
class Running:
    """A running stack. `address` is nginx', without the last slash; `environment` what its processes run with."""

    layout: Layout
    environment: dict[str, str]
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def address(self) -> str:
        return self.layout.address

    @property
    def folder(self) -> Path:
        return self.layout.folder

    @property
    def state(self) -> dict[str, Any]:
        """What the supervisor last noted; empty before it came up and after it ended."""
        try:
            return dict(json.loads(self.layout.state.read_text()))
        except FileNotFoundError:
            return {}

    @property
    def pids(self) -> dict[str, int]:
        """`web-1` `web-2` `nginx` `fast` `bulk` `media` `default` `periodic` `beat`."""
        return dict(self.state.get("processes", {}))

    def pid(self, name: str) -> int:
        return self.pids[name]

    def children(self, name: str) -> list[int]:
        """The processes that it made: gunicorn's workers, Celery's."""
        return children_of(self.pid(name))

    def kill(self, name: str, *, group: bool = False) -> int:
        """`kill -9` of the process, or of it and all that it made; returns its pid. It is started again by itself."""
        pid = self.pid(name)
        (os.killpg if group else os.kill)(pid, signal.SIGKILL)
        return pid

    def deploy(self) -> None:
        """Replace every process one after the other, as an upgrade does; returns when it is over."""
        before = self.state["deploys"]
        self.process.send_signal(signal.SIGHUP)
        self._await(lambda: self.state["deploys"] > before, DEPLOY, "The deploy did not end")

    def manage(self, *arguments: str) -> str:
        """What `manage.py` prints, run as the stack's processes run. Raises CalledProcessError."""
        argv = [sys.executable, "manage.py", *arguments]
        return subprocess.run(argv, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True).stdout

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP)
        finally:
            self.process.kill()
            self.process.wait()

    def await_start(self) -> None:
        """Raises DidNotStart, with what was printed."""
        self._await(lambda: bool(self.state.get("ready")), START, "The stack did not start")

    def _await(self, true: Callable[[], bool], seconds: float, otherwise: str) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(f"{otherwise}:\n{self.log.read_text()}")
            time.sleep(GLANCE)


@contextmanager
def running(
    folder: Path, database_url: str, redis_url: str = "", *, web_workers: int = 1, demo_data: bool = False, **given: str
) -> Iterator[Running]:
    """A stack on a spare port, stopped at the end; `given` are more variables for it: SITE_MODE="demo", FANOUT_LIMIT=…

    Raises DidNotStart, with what it printed.
    """
    layout = Layout(Path(folder).resolve(), spare_port(), web_workers=web_workers)
    stack = _start(layout, given | {"DATABASE_URL": database_url, "REDIS_URL": redis_url}, demo_data)
    try:
        stack.await_start()
        yield stack
    finally:
        stack.stop()


def _start(layout: Layout, given: dict[str, str], demo_data: bool) -> Running:
    layout.make()
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment = layout.environment(inherited | given)
    where = ["--folder", str(layout.folder), "--port", str(layout.port), "--web-workers", str(layout.web_workers)]
    argv = [sys.executable, "-m", "deploy.stack", *where, *(["--demo-data"] if demo_data else [])]
    log = layout.folder / "stack.log"
    with log.open("ab") as file:
        process = subprocess.Popen(
            argv, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
    return Running(layout, environment, process, log)
