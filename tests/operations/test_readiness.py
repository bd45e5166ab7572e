"""What /healthz and /readyz say, and to whom."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from core import redis
from core.models import OutboxRow
from operations import health

Browser = Callable[[User], Client]
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def broken_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OperationalError("could not connect to postgresql://site:hunter2@db/")

    monkeypatch.setattr(connection, "cursor", refuse)


@pytest.fixture
def dead_redis(settings: Settings) -> Iterator[None]:
    """A port where nobody listens, for a site that is told to use Redis."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.REDIS_URL = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"
        redis.client.cache_clear()
        redis.breaker.reset()
        settings.CACHES = {"default": {"BACKEND": "core.cache.RedisCache"}}
        yield
    redis.client.cache_clear()
    redis.breaker.reset()


def row(key: str, *, queue: str = "default", **columns: object) -> OutboxRow:
    return OutboxRow.objects.create(task="t", key=key, queue=queue, available_at=timezone.now(), **columns)


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
        assert {told["outbox"][name] for name in ("open", "oldest_seconds", "parked")} == {0}
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

    def test_counts_every_queue_by_itself(self, visitor: Client) -> None:
        row("young", queue="fast")
        row("old", queue="bulk", created_at=timezone.now() - timedelta(minutes=5))
        row("done", queue="bulk", done_at=timezone.now())
        figures = visitor.get("/readyz").json()["outbox"]["queues"]
        assert figures["fast"] == {"open": 1, "oldest_seconds": 0}
        assert figures["bulk"]["open"] == 1
        assert figures["bulk"]["oldest_seconds"] >= 300
        assert figures["media"] == {"open": 0, "oldest_seconds": 0}

    def test_says_how_redis_is_where_there_is_one(self, visitor: Client) -> None:
        told = visitor.get("/readyz").json().get("redis")
        assert told == ({"answers": True, "breaker": "closed"} if configured.REDIS_URL else None)

    def test_is_ready_without_its_redis(self, visitor: Client, dead_redis: None) -> None:
        """Only the details say so: the site goes on without it, so a balancer must not take the process away."""
        answer = visitor.get("/readyz")
        told = answer.json()
        assert (answer.status_code, told["ready"]) == (200, True)
        assert told["redis"] == {"answers": False, "breaker": "open"}
        assert "ok" not in (told["cache"], told["broker"])
        assert told["database"] == "ok"
        assert told["outbox"]["open"] == 0

    def test_without_a_database(self, visitor: Client, broken_database: None) -> None:
        answer = visitor.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["database"] == "OperationalError"
        assert b"hunter2" not in answer.content

    def test_without_a_database_tells_others_only_that(self, visitor: Client, broken_database: None) -> None:
        answer = visitor.get("/readyz", **ELSEWHERE)
        assert (answer.status_code, answer.json()) == (503, {"ready": False})

    def test_without_a_folder_for_tasks(self, visitor: Client, settings: Settings, tmp_path: Path) -> None:
        settings.REDIS_URL, settings.BROKER_DIR = "", tmp_path / "gone"
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
