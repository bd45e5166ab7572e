"""The real stack, for journeys: web, workers and beat as `make run` starts them, on a port and folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Seconds: the first start collects static files and loads the demo data.
FIRST_START, STOP = 180, 15
# What these tests' own settings put into the environment, or a developer's shell: the stack decides for itself.
UNSET = (
    "DATABASE_URL",
    "REDIS_URL",
    "REDIS_PREFIX",
    "FANOUT_LIMIT",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "STATIC_ROOT",
    "LOG_LEVEL",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "HTTPS",
    "PROXY_HOPS",
    "MEDIA_ACCEL",
    "MEDIA_S3_BUCKET",
    "MEDIA_S3_ENDPOINT",
    "MEDIA_S3_REGION",
    "MEDIA_S3_KEY",
    "MEDIA_S3_SECRET",
)


@dataclass
class LiveSite:
    """A running site: `address` without the last slash, its folder (`folder / "mail"` holds what it sent), its log."""

    address: str
    port: int
    folder: Path
    serving: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return self._log_file.read_text()

    @property
    def _log_file(self) -> Path:
        return self.folder / f"serve-{self.port}.log"

    def await_start(self) -> None:
        deadline = time.monotonic() + FIRST_START
        while f"is at {self.address}/" not in self.log:
            assert self.serving.poll() is None, f"The site ended:\n{self.log}"
            assert time.monotonic() < deadline, f"The site did not come up:\n{self.log}"
            time.sleep(0.1)

    def stop(self) -> None:
        self.serving.send_signal(signal.SIGTERM)
        try:
            self.serving.wait(STOP)
        finally:
            self.serving.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_site(folder: Path, **environment: str) -> LiveSite:
    """`manage.py serve` in a folder of its own; two may share a folder, as two `make run` do."""
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if name not in UNSET}
    ours = {"SITE_MODE": "demo", "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "weibo_site.settings"}
    argv = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with (folder / f"serve-{port}.log").open("wb") as log:
        env = inherited | ours | environment
        serving = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    return LiveSite(f"http://127.0.0.1:{port}", port, folder, serving)


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The demo, seeded, with real workers: what a journey walks through."""
    site = start_site(tmp_path_factory.mktemp("site"))
    try:
        site.await_start()
        yield site
    finally:
        site.stop()
