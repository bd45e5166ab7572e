"""What `make run` promises: one start, one stop, nothing left behind, nothing that stays dead."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from tests.live_site import ROOT, LiveSite, start_site
from tests.waiting import eventually

pytestmark = pytest.mark.stack
BACK, GONE = 15, 10


@pytest.fixture
def site(live_site: LiveSite) -> Iterator[LiveSite]:
    """A second start in the folder that the first has prepared: what `make run` is on every day but the first."""
    site = start_site(live_site.folder)
    try:
        site.await_start()
        yield site
    finally:
        if site.serving.poll() is None:
            site.stop()


def listed(columns: str) -> list[str]:
    """The machine's processes, a line each, not cut at the terminal's width."""
    argv = ["ps", "-ww", "-eo", columns]
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.splitlines()[1:]


def processes(site: LiveSite) -> dict[int, str]:
    """The site's processes: those whose ancestor is its supervisor, and the supervisor."""
    rows = [line.split(maxsplit=2) for line in listed("pid,ppid,args")]
    found = {site.serving.pid: "serve"}
    for _generation in range(3):
        found |= {int(pid): args for pid, parent, args in rows if int(parent) in found}
    return found


def alive(pids: set[int]) -> set[int]:
    rows = (line.split() for line in listed("pid,stat"))
    return {int(pid) for pid, state in rows if int(pid) in pids and not state.startswith("Z")}


def leader(site: LiveSite, word: str) -> int:
    return min(pid for pid, args in processes(site).items() if word in args)


def page(site: LiveSite) -> int:
    with urlopen(site.address, timeout=20) as answer:  # noqa: S310  (our own http:// address)
        return int(answer.status)


def test_it_runs_web_workers_and_beat(live_site):
    arguments = " ".join(processes(live_site).values())
    assert all(part in arguments for part in ("gunicorn", "fast,bulk,default,periodic", "--queues media", "beat"))
    assert "Sign in as demo" in live_site.log


def test_a_killed_web_process_refuses_nobody_and_comes_back(live_site):
    os.kill(leader(live_site, "gunicorn"), signal.SIGKILL)
    assert page(live_site) == 200


@pytest.mark.parametrize("word", ["--queues fast", "--queues media", " beat "])
def test_a_killed_worker_comes_back(live_site, word):
    killed = leader(live_site, word)
    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: any(word in args for pid, args in processes(live_site).items() if pid != killed), BACK)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_leaves_nobody(site, number):
    started = set(processes(site))
    site.serving.send_signal(number)
    assert site.serving.wait(GONE) == 0
    assert alive(started) == set()
    assert "Traceback" not in site.log


def test_a_killed_supervisor_leaves_no_orphans(site):
    started = set(processes(site))
    site.serving.kill()
    site.serving.wait()
    assert eventually(lambda: alive(started) == set(), GONE)


def test_a_taken_port_is_one_line(live_site):
    argv = [sys.executable, "manage.py", "serve", "--port", str(live_site.port)]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "weibo_site.settings", "VAR_DIR": str(live_site.folder)}
    refused = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    expected = f"CommandError: Port {live_site.port} is taken. Choose another: make run PORT={live_site.port + 1}"
    assert (refused.returncode, refused.stdout, refused.stderr.strip()) == (1, "", expected)
