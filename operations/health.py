"""Whether this process can do its work: what a load balancer asks, and what an operator wants to read."""

import ipaddress
import os
from collections.abc import Callable
from dataclasses import asdict
from functools import cache as remembered
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core import redis, sending
from core.client import client_address
from core.queries import outbox_figures

NO_TABLE = "it keeps nothing: manage.py createcachetable --database cache"


class Unready(Exception):
    """Something that a page needs is missing; the text is for the operator."""


def readiness() -> tuple[bool, dict[str, object]]:
    """Whether everything needed is there, with the findings: `ok` or the fault by name, and figures."""
    findings: dict[str, object] = {name: _finding(check) for name, check in CHECKS.items()}
    ready = all(finding == "ok" for name, finding in findings.items() if name not in spared())
    if findings["database"] == findings["migrations"] == "ok":
        findings["outbox"] = asdict(outbox_figures())
    if settings.REDIS_URL:
        findings["redis"] = _redis()
    return ready, findings


def spared() -> set[str]:
    """What the site goes on without: a balancer must not take it away because Redis is."""
    return {"cache", "broker"} if settings.REDIS_URL else set()


def may_read_findings(request: Any) -> bool:
    """Staff, and whoever is on this machine — unless the request came through a proxy, which is on this machine too."""
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    # Whoever comes by a socket file has no address, and is on this machine.
    by_socket = not request.META.get("REMOTE_ADDR")
    if not forwarded and (by_socket or ipaddress.ip_address(client_address(request)).is_loopback):
        return True
    try:
        return request.user.is_staff
    except Exception:
        # Without its database the site knows nobody.
        return False


def _finding(check: Callable[[], object]) -> str:
    """`ok`, or what went wrong: the fault's kind, never its text, which may hold an address or a password."""
    try:
        check()
    except Unready as fault:
        return str(fault)
    except Exception as fault:
        return type(fault).__name__
    return "ok"


def _redis() -> dict[str, object]:
    """Whether the server answers, and whether this process asks it at all or waits a moment after a fault."""
    answer = _finding(lambda: redis.ask(lambda r: r.ping()))
    return {"answers": answer == "ok", "breaker": "open" if redis.breaker.is_open() else "closed"}


def _database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@remembered
def _migrations_are_applied() -> None:
    """Read from disk once a process: what is applied stays so (a failure is not remembered)."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unready("some are not applied: manage.py migrate")


def _broker_takes_work() -> None:
    if settings.REDIS_URL:
        for queue in settings.CELERY_TASK_QUEUES:
            # Also asks whether it is a queue at all: one that is something else stops its worker.
            sending.waiting(queue.name)
        return
    if not os.access(settings.BROKER_DIR / "in", os.W_OK | os.X_OK):
        raise Unready("its folder can't be written")


def _cache_keeps() -> None:
    """Asked for what was just put there: pages do without it, so it does not complain by itself."""
    cache.set("readyz", "kept", timeout=60)
    if cache.get("readyz") != "kept":
        raise Unready("it keeps nothing" if settings.REDIS_URL else NO_TABLE)


CHECKS: dict[str, Callable[[], object]] = {
    "database": _database_answers,
    "migrations": _migrations_are_applied,
    "cache": _cache_keeps,
    "broker": _broker_takes_work,
}
