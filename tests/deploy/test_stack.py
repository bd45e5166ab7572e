"""The production layout on this machine: what dies comes back, a deploy is not noticed, an end leaves nobody."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from deploy.control import Running, running
from deploy.layout import ROOT
from deploy.machine import descendants_of, parents
from deploy.processes import QUEUES, WEBS
from deploy.servers import PostgreSQL, Redis, spare_port
from tests.waiting import eventually

pytestmark = [pytest.mark.stack, pytest.mark.servers]
BACK, GONE = 20, 15


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PostgreSQL, Redis]]:
    folder = tmp_path_factory.mktemp("d")
    with PostgreSQL(folder / "p") as postgresql, Redis(folder / "r") as redis:
        yield postgresql, redis


@pytest.fixture(scope="module")
def stack(servers: tuple[PostgreSQL, Redis], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    postgresql, redis = servers
    with running(tmp_path_factory.mktemp("s"), postgresql.url, redis.url) as stack:
        yield stack


class Readers:
    """Two people who read one page after the other until told to stop; `answers` counts statuses."""

    def __init__(self, address: str) -> None:
        self.answers: Counter[str] = Counter()
        self._address, self._over = address, threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(2)]

    def _read(self) -> None:
        while not self._over.wait(0.02):
            try:
                with urlopen(self._address, timeout=20) as answer:  # noqa: S310  (our own http:// address)
                    self.answers[str(answer.status)] += 1
            except OSError as error:
                self.answers[str(error)] += 1

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_it_runs_the_whole_table(stack):
    assert set(stack.pids) == {"nginx", "beat", *WEBS, *QUEUES}
    assert set(stack.pids.values()) <= set(parents())


def test_a_page_comes_through_nginx(stack):
    with urlopen(f"{stack.address}/accounts/login/", timeout=20) as page:  # noqa: S310
        assert (page.status, page.headers["Server"]) == (200, "nginx")
        assert "<form" in page.read().decode()


def test_readiness_is_for_the_machine(stack):
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{stack.address}/readyz", timeout=20)  # noqa: S310
    assert '"ready": true' in probe(stack)
    assert '"outbox"' in probe(stack)


@pytest.mark.parametrize("group", [False, True])
def test_a_killed_web_process_is_replaced_while_readers_go_on(stack, group):
    with Readers(stack.address) as readers:
        killed = stack.kill("web-2", group=group)
        assert eventually(lambda: stack.pid("web-2") != killed, BACK)
        time.sleep(1.5)
    assert set(readers.answers) == {"200"}


@pytest.mark.parametrize("name", ["fast", "beat", "nginx"])
def test_what_dies_comes_back_under_another_number(stack, name):
    killed = stack.kill(name)
    assert eventually(lambda: stack.pid(name) not in (killed, None) and stack.pid(name) in parents(), BACK)
    assert eventually(lambda: answers(stack.address), BACK)


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as page:  # noqa: S310
            return page.status == 200
    except OSError:
        return False


def test_a_deploy_replaces_everybody_and_no_reader_notices(stack):
    before = stack.pids
    with Readers(stack.address) as readers:
        stack.deploy()
    after = stack.pids
    assert set(readers.answers) == {"200"}
    assert {name for name in before if before[name] == after[name]} == {"nginx"}


def test_a_deploy_that_cannot_be_prepared_leaves_everybody_as_they_are(servers, stack):
    before = stack.pids
    servers[0].stop()
    try:
        stack.deploy()
    finally:
        servers[0].start()
    assert stack.pids == before
    assert "This deploy went no further" in stack.log.read_text()
    assert eventually(lambda: answers(f"{stack.address}/accounts/login/"), BACK)


def test_the_noted_environment_is_the_stacks_and_nobody_elses_to_read(stack):
    file = stack.folder / "environment"
    assert file.stat().st_mode & 0o777 == 0o600
    argv = ["sh", "-c", f'. {file}; exec "$0" manage.py migrate --check', sys.executable]
    assert subprocess.run(argv, cwd=ROOT, check=False, capture_output=True).returncode == 0


def test_it_runs_on_postgresql_alone(servers, tmp_path):
    alone = servers[0].create("alone")
    with running(tmp_path, alone) as stack:
        assert eventually(lambda: answers(stack.address), BACK)
        assert '"broker": "ok"' in probe(stack)


def probe(stack: Running) -> str:
    argv = [sys.executable, "-m", "deploy.probe", str(stack.layout.sockets / "web-1.sock")]
    return subprocess.run(argv, cwd=ROOT, env=stack.environment, capture_output=True, text=True, check=True).stdout


def test_an_end_leaves_nobody(servers, tmp_path):
    postgresql, redis = servers
    with running(tmp_path, postgresql.url, redis.url) as stack:
        started = descendants_of(stack.process.pid)
        assert len(started) > len(QUEUES)
        stack.process.send_signal(signal.SIGTERM)
        assert stack.process.wait(60) == 0
        assert started & set(parents()) == set()
        assert not stack.layout.state.exists()
    assert "Traceback" not in stack.log.read_text()


def test_a_killed_supervisor_leaves_no_orphans(servers, tmp_path):
    postgresql, redis = servers
    with running(tmp_path, postgresql.url, redis.url) as stack:
        started = descendants_of(stack.process.pid)
        stack.process.kill()
        stack.process.wait()
        assert eventually(lambda: not started & set(parents()), GONE)


def stack_says(folder: Path, **environment: str) -> tuple[int, str]:
    """What `scripts/stack` ends with, its own servers not asked for."""
    argv = [sys.executable, "-m", "deploy.stack", "--folder", str(folder), "--port", str(spare_port())]
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        argv, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stderr.strip()


NOBODY = "127.0.0.1:9"


@pytest.mark.parametrize(
    ("database", "redis", "expected"),
    [
        ("", "", "DATABASE_URL is not set"),
        ("mysql://u:s3cret@h/n", "", "DATABASE_URL must begin with postgresql://"),
        (f"postgresql://u:s3cret@{NOBODY}/n", "", "The database can't be used: connection to server"),
        ("{postgresql}", "http://:s3cret@h/", "REDIS_URL can't be read"),
        ("{postgresql}", f"redis://:s3cret@{NOBODY}/0", "Redis can't be used: "),
        ("{wrong password}", "", "password authentication failed"),
        ("{redis as database}", "", "The database can't be used: "),
        ("{postgresql}", "{postgresql as redis}", "Redis can't be used: "),
    ],
)
def test_servers_that_cannot_be_used_end_the_start_in_one_line(servers, tmp_path, database, redis, expected):
    postgresql, there = servers
    known = {
        "{postgresql}": postgresql.url,
        "{wrong password}": postgresql.url.replace(":weibo@", ":s3cret@"),
        "{redis as database}": f"postgresql://u:s3cret@127.0.0.1:{there.port}/n",
        "{postgresql as redis}": f"redis://:s3cret@127.0.0.1:{postgresql.port}/0",
    }
    urls = {"DATABASE_URL": known.get(database, database), "REDIS_URL": known.get(redis, redis)}
    code, said = stack_says(tmp_path, **urls)
    assert code == 1
    assert expected in said
    assert len(said.splitlines()) == 1
    assert "s3cret" not in said


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SITE_MODE": "development"}, "is development"),
        ({"SITE_MODE": "demo", "HOST": "0.0.0.0"}, "stays on 127.0.0.1"),
    ],
)
def test_what_is_not_for_others_to_reach_is_refused(tmp_path, environment, expected):
    code, said = stack_says(tmp_path, **environment)
    assert (code, len(said.splitlines())) == (1, 1)
    assert expected in said


def test_a_second_stack_in_one_folder_is_refused_and_the_first_goes_on(stack):
    """It would take the sockets of the first, and take them along when it ends."""
    said = subprocess.run(
        [sys.executable, "-m", "deploy.stack", "--folder", str(stack.folder), "--port", str(spare_port())],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stderr
    assert said == f"Another stack runs in {stack.folder}: stop it, or choose another --folder.\n"
    assert urlopen(f"{stack.address}/").status == 200  # noqa: S310  (our own http:// address)


def test_a_folder_that_cannot_be_made_is_one_line():
    argv = [sys.executable, "-m", "deploy.stack", "--folder", "/proc/here", "--port", str(spare_port())]
    said = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False).stderr
    assert said.startswith("Can't write below /proc/here: ")
    assert len(said.splitlines()) == 1


def test_a_taken_port_is_one_line(servers, tmp_path):
    argv = [sys.executable, "-m", "deploy.stack", "--folder", str(tmp_path), "--port", str(servers[1].port)]
    said = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False).stderr
    assert said.startswith(f"Can't listen on 127.0.0.1, port {servers[1].port}: ")
    assert len(said.splitlines()) == 1


def test_a_crashed_server_comes_back_with_its_data(tmp_path):
    with ExitStack() as until_the_end:
        postgresql = until_the_end.enter_context(PostgreSQL(tmp_path / "p"))
        postgresql.run("CREATE TABLE kept (number int); INSERT INTO kept VALUES (7)")
        postgresql.kill()
        assert not postgresql.is_running()
        postgresql.start()
        session = until_the_end.enter_context(postgresql.connect())
        with session.cursor() as cursor:
            cursor.execute("SELECT number FROM kept")
            assert cursor.fetchall() == [(7,)]
