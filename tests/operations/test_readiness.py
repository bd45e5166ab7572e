"""What /healthz and /readyz say, and to whom."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from core.models import OutboxRow
from operations import health

Browser = Callable[[User], Client]
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def broken_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OperationalError("could not connect to postgresql://site:hunter2@db/")

    monkeypatch.setattr(connection, "cursor", refuse)


def row(key: str, **columns: object) -> OutboxRow:
    return OutboxRow.objects.create(task="t", key=key, queue="default", available_at=timezone.now(), **columns)


def test_health_asks_no_database(visitor: Client) -> None:
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "Set-Cookie" not in answer


@pytest.mark.django_db
class TestReadiness:
    def test_all_is_there(self, visitor: Client) -> None:
        answer = visitor.get("/readyz")
        assert answer.status_code == 200
        told = answer.json()
        assert told["ready"] is True
        assert {told[name] for name in health.CHECKS} == {"ok"}
        assert told["outbox"] == {"open": 0, "oldest_seconds": 0, "parked": 0}
        assert "no-store" in answer["Cache-Control"]

    def test_counts_the_outbox(self, visitor: Client) -> None:
        row("young")
        row("old", created_at=timezone.now() - timedelta(minutes=5))
        row("done", done_at=timezone.now())
        row("parked", parked_at=timezone.now())
        figures = visitor.get("/readyz").json()["outbox"]
        assert figures["open"] == 2
        assert 300 <= figures["oldest_seconds"] < 310
        assert figures["parked"] == 1

    def test_without_a_database(self, visitor: Client, broken_database: None) -> None:
        answer = visitor.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["database"] == "OperationalError"
        assert b"hunter2" not in answer.content

    def test_without_a_database_tells_others_only_that(self, visitor: Client, broken_database: None) -> None:
        answer = visitor.get("/readyz", **ELSEWHERE)
        assert (answer.status_code, answer.json()) == (503, {"ready": False})

    def test_without_a_folder_for_tasks(self, visitor: Client, settings: Settings, tmp_path: Path) -> None:
        settings.BROKER_DIR = tmp_path / "gone"
        answer = visitor.get("/readyz")
        assert answer.status_code == 503
        assert "folder" in answer.json()["broker"]

    def test_with_migrations_to_apply(self, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        health._migrations_are_applied.cache_clear()
        monkeypatch.setattr("operations.health.MigrationExecutor.migration_plan", lambda *_: ["0002_more"])
        answer = visitor.get("/readyz")
        assert answer.status_code == 503
        assert "migrate" in answer.json()["migrations"]


@pytest.mark.django_db
class TestTheFindings:
    def test_are_not_for_strangers(self, visitor: Client) -> None:
        assert visitor.get("/readyz", **ELSEWHERE).json() == {"ready": True}

    def test_are_not_for_members(self, alice: User, as_: Browser) -> None:
        assert as_(alice).get("/readyz", **ELSEWHERE).json() == {"ready": True}

    def test_are_for_staff(self, moderator: User, as_: Browser) -> None:
        assert "outbox" in as_(moderator).get("/readyz", **ELSEWHERE).json()

    def test_are_for_whoever_asks_on_the_socket_of_a_process(self, visitor: Client) -> None:
        assert "outbox" in visitor.get("/readyz", REMOTE_ADDR="").json()

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
    def test_are_not_for_whoever_comes_through_a_proxy_on_this_machine(self, visitor: Client, header: str) -> None:
        assert visitor.get("/readyz", headers={header: "127.0.0.1"}).json() == {"ready": True}
        assert visitor.get("/readyz", REMOTE_ADDR="", headers={header: "127.0.0.1"}).json() == {"ready": True}
