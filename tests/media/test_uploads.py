"""Request bodies with files: a disk without room, and lines that break."""

import io
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.test import Client, RequestFactory
from django.test.client import MULTIPART_CONTENT, encode_multipart
from pytest_django import Settings

from accounts.models import User
from deploy.machine import children_of
from deploy.servers import spare_port
from operations.supervision import commands
from tests.live_site import ROOT
from tests.media.disks import room_for
from tests.waiting import eventually

SMALL, LARGE = 600_000, 1_500_000
BOUNDARY = "BoUnDaRyStRiNg"


def large(name: str, size: int = LARGE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, os.urandom(size), content_type="image/jpeg")


def sent(**fields: object) -> HttpRequest:
    return RequestFactory().post("/", {"text": "typed"} | fields)


def held_by(process: int | str) -> set[str]:
    """Files that a process has open."""
    found = set()
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(str(link.readlink()))
    return {path for path in found if path.startswith("/")}


@pytest.fixture
def temporary(tmp_path: Path, settings: Settings) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


class TestRoom:
    def test_files_of_a_large_request_are_whole_and_have_no_name(self, temporary: Path) -> None:
        first, second = large("a.jpg"), large("b.jpg", SMALL)
        request = sent(one=first, two=second)
        for name, file in (("one", first), ("two", second)):
            file.seek(0)
            assert request.FILES[name].read() == file.read()
            assert (request.FILES[name].name, request.FILES[name].size) == (file.name, file.size)
        assert request.unkept_uploads == []
        assert list(temporary.iterdir()) == []

    def test_small_requests_stay_in_memory(self, settings: Settings) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = "/nowhere"
        assert sent(one=large("a.jpg", SMALL)).FILES["one"].size == SMALL

    @pytest.mark.parametrize("room", [0, 1000, 700_000])
    def test_a_file_without_room_is_left_out_and_named(self, temporary: Path, room: int) -> None:
        before = held_by("self")
        request = sent(one=large("大.jpg"), two=large("b.jpg", 500))
        with room_for(room):
            assert request.POST["text"] == "typed"
        expected = [] if room == 0 else ["b.jpg"]
        assert [file.name for file in request.FILES.values()] == expected
        assert request.unkept_uploads == (["大.jpg", "b.jpg"] if room == 0 else ["大.jpg"])
        request.close()
        assert held_by("self") <= before

    def test_what_is_first_written_at_the_end_counts_too(self, temporary: Path) -> None:
        """A few bytes wait in memory until the file is complete."""
        request = sent(filler="x" * 900_000, one=large("a.jpg", 200_000), two=large("b.jpg", 500))
        with room_for(200_100):
            assert list(request.FILES) == ["one", "two"]
        request = sent(filler="x" * 900_000, one=large("a.jpg", 200_000), two=large("b.jpg", 500))
        with room_for(100):
            assert not request.FILES
        assert request.unkept_uploads == ["a.jpg", "b.jpg"]

    def test_a_skipped_file_costs_the_one_before_it_nothing(self, temporary: Path) -> None:
        request = sent(one=large("a.jpg", 300_000), two=large("b.jpg"))
        with room_for(400_000):
            assert len(request.FILES["one"].read()) == 300_000
        assert request.unkept_uploads == ["b.jpg"]

    def test_no_folder_is_no_room(self, settings: Settings) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = "/nowhere"
        request = sent(one=large("a.jpg"))
        assert (request.POST["text"], request.unkept_uploads) == ("typed", ["a.jpg"])

    def test_a_form_says_that_its_file_was_not_kept_and_keeps_the_words(
        self, temporary: Path, alice: User, as_: Callable[[User], Client]
    ) -> None:
        form = {"nickname": "Alice", "bio": "Tea", "region": "", "avatar": large("a.jpg")}
        browser = as_(alice)
        with room_for(1_000_000):
            answer = browser.post("/settings/profile/", form)
        assert answer.status_code == 503
        assert "Tea" in answer.content.decode() and "field-error" in answer.content.decode()

    def test_an_upload_by_itself_is_worth_another_try(
        self, temporary: Path, alice: User, as_: Callable[[User], Client]
    ) -> None:
        with room_for(1_000_000):
            answer = as_(alice).post("/media/uploads/new/", {"purpose": "post", "file": large("a.jpg")})
        assert answer.status_code == 503
        assert int(answer["Retry-After"]) > 0 and answer.json()["message"]

    def test_what_was_lost_and_what_is_unfit_are_both_told(
        self, temporary: Path, alice: User, as_: Callable[[User], Client]
    ) -> None:
        browser = as_(alice)
        token = browser.get("/compose/").context["composer"].token
        images = [large("lost.jpg"), SimpleUploadedFile("words.jpg", b"words")]
        with room_for(1_000_000):
            answer = browser.post("/posts/publish/", {"text": "Both", "token": token, "images": images})
        page = answer.content.decode()
        assert answer.status_code == 503
        assert "lost.jpg" in page and "words.jpg" in page and "Both" in page


def body(**fields: object) -> bytes:
    return encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": "x" * 64, "login": "alice"} | fields)


class Broken(io.BytesIO):
    """A line that breaks in the middle, as a client that goes away is seen."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size) or self._break()

    def _break(self) -> bytes:
        raise ConnectionResetError("gone")


class TestBrokenLines:
    @pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.9999])
    @pytest.mark.parametrize("line", [io.BytesIO, Broken])
    def test_half_a_form_is_none(self, temporary: Path, part: float, line: type[io.BytesIO]) -> None:
        whole, before = body(one=large("a.jpg"), two=large("b.jpg")), held_by("self")
        meta = {"CONTENT_LENGTH": str(len(whole)), "CONTENT_TYPE": MULTIPART_CONTENT}
        meta["wsgi.input"] = line(whole[: int(len(whole) * part)])
        request = RequestFactory().generic("POST", "/", **meta)
        with pytest.raises(MultiPartParserError):
            _ = request.POST
        assert (dict(request.POST), dict(request.FILES)) == ({}, {})
        assert held_by("self") <= before

    def test_the_last_line_break_may_be_left_out(self) -> None:
        whole = body(one=large("a.jpg", 500)).removesuffix(b"\r\n")
        request = RequestFactory().generic("POST", "/", whole, content_type=MULTIPART_CONTENT)
        assert (request.POST["login"], request.FILES["one"].size) == ("alice", 500)


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """As `make run` starts it, with the tests' settings and no tables: its port, its number, its folder for uploads."""
    folder, port = tmp_path_factory.mktemp("gunicorn"), spare_port()
    temporary = folder / "tmp"
    temporary.mkdir()
    given = {"TMPDIR": str(temporary), "DATABASE_URL": "", "REDIS_URL": ""}
    argv = commands.web(f"127.0.0.1:{port}", 1, patience=5)
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(argv, cwd=ROOT, env=os.environ | given, stdout=log, stderr=log)
    try:
        assert eventually(lambda: _listens(port), 30), (folder / "log").read_text()
        yield port, running.pid, temporary
    finally:
        running.terminate()
        running.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def head(length: int) -> bytes:
    lines = ["POST /accounts/login/ HTTP/1.1", f"Host: 127.0.0.1:{80}", f"Content-Length: {length}"]
    lines += [f"Content-Type: multipart/form-data; boundary={BOUNDARY}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("part", [0.2, 0.999])
def test_a_body_that_ends_early_is_a_plain_400(gunicorn: tuple[int, int, Path], part: float) -> None:
    port, _, temporary = gunicorn
    whole = body(avatar=large("a.jpg", 3_000_000))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head(len(whole)) + whole[: int(len(whole) * part)])
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b">400<" in answer
    assert _left(temporary) == []


def test_a_client_that_goes_away_leaves_nothing(gunicorn: tuple[int, int, Path]) -> None:
    port, master, temporary = gunicorn
    whole = body(avatar=large("a.jpg", 3_000_000))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head(len(whole)) + whole[:2_000_000])
        assert eventually(lambda: _unnamed(master, temporary), 10), "it is not being written"
        # Without an end in order: the other side sees a reset.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert eventually(lambda: not _unnamed(master, temporary), 10), "it is still open"
    assert _left(temporary) == []


def _left(temporary: Path) -> list[str]:
    """The settings' own folder is there."""
    return [path.name for path in temporary.iterdir() if path.is_file()]


def _unnamed(master: int, temporary: Path) -> set[str]:
    """Files without a name that a worker of it holds open in that folder; gunicorn has one itself."""
    held = {path for worker in children_of(master) for path in held_by(worker)}
    return {path for path in held if path.startswith(f"{temporary}/") and "wgunicorn" not in path}
