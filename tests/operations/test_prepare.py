"""What `manage.py prepare` leaves behind, and what it refuses to begin with."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import NotSupportedError, connection
from pytest_django import Settings

from operations import static_pages
from operations.preparation import ServerUnusable, prepare

pytestmark = pytest.mark.django_db


class OldRedis(socketserver.StreamRequestHandler):
    """As much of a Redis 6.0 as it takes to be asked for its version."""

    INFO = b"# Server\r\nredis_version:6.0.16\r\n"
    ANSWERS = {b"HELLO": b"%1\r\n+proto\r\n:3\r\n", b"INFO": b"$%d\r\n%s\r\n" % (len(INFO), INFO)}

    def handle(self) -> None:
        while line := self.rfile.readline():
            words = [self._word() for _ in range(int(line[1:]))]
            self.wfile.write(self.ANSWERS.get(words[0], b"+OK\r\n"))

    def _word(self) -> bytes:
        length = int(self.rfile.readline()[1:])
        return self.rfile.read(length + 2)[:length]


@pytest.fixture
def old_redis() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), OldRedis) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"redis://127.0.0.1:{server.server_address[1]}/0"
        server.shutdown()


def test_a_redis_that_is_too_old_is_refused(settings: Settings, old_redis: str) -> None:
    settings.REDIS_URL = old_redis
    with pytest.raises(CommandError, match=r"^Redis 6\.2 or later is required \(found 6\.0\.16\)\.$"):
        call_command("prepare")


def test_a_database_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are Django's: it says so when it connects."""

    def refuse() -> None:
        raise NotSupportedError("PostgreSQL 14 or later is required (found 13.9).")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    with pytest.raises(ServerUnusable, match=r"can't be used: PostgreSQL 14 or later is required \(found 13\.9\)\.$"):
        prepare(print)


@pytest.mark.parametrize(("language", "words"), [("en", "Back in a moment"), ("zh-hans", "马上回来")])
def test_error_pages_are_drawn_in_each_language(settings: Settings, tmp_path, language: str, words: str) -> None:
    settings.SITE_NAME = "Tea & Talk"
    static_pages.write(tmp_path)
    page = (tmp_path / language / "_pages" / "503.html").read_text()
    assert words in page
    assert "Tea &amp; Talk" in page


def test_a_page_allows_the_style_that_it_holds_and_nothing_else() -> None:
    page = static_pages.page(413, "en", "a { color: red }")
    assert "<style>a { color: red }</style>" in page
    assert "style-src 'sha256-LHvAPItmcc9l4w10oslyz6Nh8tFuoEH5lssCs9WdKIE='" in page
