"""A bucket whose server is away, silent, failing or strict: one exception, soon, and nothing lost."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.pictures import AVATAR
from media import actions, pipeline, storage
from media.models import File
from media.storage import StorageAway
from tests.deploy.object_store import Swift
from tests.media import pictures
from tests.media.buckets import use
from weibo_site import env

WEBP = bytes(range(256)) * 80


@pytest.fixture
def nobody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket whose server is not there."""
    with closing(socket.socket()) as line:
        line.bind(("127.0.0.1", 0))
        use(told(line.getsockname()[1]), settings, monkeypatch)


@pytest.fixture
def silent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bucket whose server takes every line and says nothing. Waited for a tenth of a second, to be quick here."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        use(told(server.getsockname()[1]), settings, monkeypatch, read_timeout=0.1)
        yield


@pytest.fixture
def failing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bucket whose server answers all with 503."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        threading.Thread(target=_fail, args=(server,), daemon=True).start()
        use(told(server.getsockname()[1]), settings, monkeypatch)
        yield


def _fail(server: socket.socket) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line:
            line.recv(65536)
            line.sendall(b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def told(port: int) -> dict[str, str]:
    place = {"MEDIA_S3_BUCKET": "pictures", "MEDIA_S3_ENDPOINT": f"http://127.0.0.1:{port}", "MEDIA_S3_REGION": "here"}
    return place | {"MEDIA_S3_KEY": "key", "MEDIA_S3_SECRET": "secret"}


NAME = "renditions/aa/aabb"
ASKED: dict[str, Callable[[Path], object]] = {
    "keep": lambda folder: storage.keep(NAME, ContentFile(WEBP)),
    "open": lambda folder: storage.open_stored(NAME),
    "copy": lambda folder: storage.copy_to(NAME, folder / "copy"),
    "remove": lambda folder: storage.remove([NAME]),
    "exists": lambda folder: storage.exists(NAME),
    "folders": lambda folder: storage.folders(storage.RENDITIONS),
    "keys": lambda folder: storage.keys_in("renditions/aa"),
    "modified": lambda folder: storage.modified(NAME),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("server_is", ["nobody", "silent", "failing"])
def test_away_is_away_whatever_is_asked(
    request: pytest.FixtureRequest, tmp_path: Path, server_is: str, asked: str
) -> None:
    request.getfixturevalue(server_is)
    started = time.monotonic()
    with pytest.raises(StorageAway) as away:
        ASKED[asked](tmp_path)
    assert away.value.detail == {"retry_after": storage.COME_AGAIN}
    # One repetition, a second at most after the first.
    assert time.monotonic() - started < 5


def test_a_bucket_that_is_not_there_is_away(server: Swift, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(server.environment("nowhere-at-all"), settings, monkeypatch)
    for asked in (ASKED["keep"], ASKED["folders"]):
        with pytest.raises(StorageAway):
            asked(Path())


def test_wrong_keys_are_away(bucket: str, server: Swift, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(server.environment(bucket) | {"MEDIA_S3_SECRET": "another"}, settings, monkeypatch)
    for asked in ASKED.values():
        with pytest.raises(StorageAway):
            asked(Path())


def test_nobody_waits_for_the_server_longer_than_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in told(1).items():
        monkeypatch.setenv(variable, value)
    client = env.s3()["client_config"]
    assert client.connect_timeout <= 2
    assert client.read_timeout <= 5
    assert client.retries["total_max_attempts"] == 2


class TestAway:
    @pytest.fixture
    def answer(self, nobody: None, alice: User, as_: Callable[[User], Client]) -> HttpResponse:
        form = {"nickname": "Alice", "bio": "Tea", "region": "", "avatar": pictures.upload(pictures.jpeg())}
        return as_(alice).post("/settings/profile/", form)

    def test_a_form_says_so_beside_its_picture_and_keeps_the_text(self, answer: HttpResponse) -> None:
        assert answer.status_code in (400, 503)
        assert "图片暂时存不下来" in answer.content.decode()
        assert "Tea</textarea>" in answer.content.decode()
        assert not File.objects.exists()

    def test_a_server_that_comes_back_is_used_again(self, server: Swift, bucket: str) -> None:
        storage.keep(NAME, ContentFile(WEBP))
        server.kill()
        with pytest.raises(StorageAway):
            storage.exists(NAME)
        server.start()
        assert storage.exists(NAME)

    def test_pages_are_led_on_all_the_same(self, bucket: str, alice: User, visitor: Client, server: Swift) -> None:
        shown = actions.adopt(owner=alice, purpose=AVATAR, pictures={"192": WEBP}).renditions.get()
        server.kill()
        try:
            assert visitor.get(f"/media/{shown.key}").status_code == 302
        finally:
            server.start()

    def test_a_worker_leaves_the_work_to_the_outbox(
        self, bucket: str, alice: User, server: Swift, run_outbox: Callable[[], int]
    ) -> None:
        file = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
        actions.queue(file=file)
        server.kill()
        try:
            with pytest.raises(StorageAway):
                pipeline.make_renditions(file.pk)
        finally:
            server.start()
        file.refresh_from_db()
        assert file.state == File.State.QUEUED
