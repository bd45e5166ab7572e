"""From `make run` to a page that answers: from a bare clone, and already set up. `python -m benchmarks.start`.

Gates: 90 s bare (warm package cache), 5 s already set up. All of it goes to a temporary folder.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.figures import Figure, spread, tell

ROOT = Path(__file__).resolve().parent.parent
GIVE_UP = 300.0
AGAIN = 5


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="weibo-start-") as folder:
        clone = Path(folder) / "site"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        bare, _ = _once(clone)
        starts, stops = zip(*(_once(clone) for _ in range(AGAIN)), strict=True)
    tell(
        Figure("`make run` from a bare clone to a page, warm package cache", bare, "s", 90, 45),
        Figure("`make run` already set up to a page: the slowest", max(starts), "s", 5, 3, spread(starts, "s", 50)),
        Figure("Ctrl-C until all is gone: the slowest", max(stops), "s", 5, None, spread(stops, "s", 50)),
    )


def _once(clone: Path) -> tuple[float, float]:
    """Seconds from the command to an answered page, and from Ctrl-C to its end."""
    port = _spare_port()
    environment = {
        key: value for key, value in os.environ.items() if key not in ("VAR_DIR", "DATABASE_URL", "REDIS_URL")
    }
    began = time.perf_counter()
    site = subprocess.Popen(
        ["make", "--silent", "run", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not _answers(port):
        assert site.poll() is None, "It ended before it answered."
        assert time.perf_counter() - began < GIVE_UP, "It never answered."
        time.sleep(0.05)
    started = time.perf_counter() - began
    began = time.perf_counter()
    os.killpg(site.pid, signal.SIGINT)
    site.wait(GIVE_UP)
    return started, time.perf_counter() - began


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
