"""What is kept of one account, for an operator: `manage.py timelines inspect`. Changes nothing."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import ACTIVE, User
from core.models import OutboxRow
from follows.models import Follow
from posts import ids
from timelines import fanout
from timelines.models import LargeAccount
from timelines.store import Described, store

# Open rows that are shown.
ROWS = 20


def of(user: User) -> dict[str, dict[str, Any]]:
    """The account as a reader and as an author. Raises redis.Away. Some ten queries."""
    return {"reader": _reader(user), "author": _author(user)}


def _reader(user: User) -> dict[str, Any]:
    described = store.describe(user.pk)
    seen = user.home_opened_at
    return {
        "handle": user.handle,
        "id": user.pk,
        "state": user.state,
        "home opened": seen,
        "active": seen is not None and seen > timezone.now() - ACTIVE,
        "follows": Follow.objects.filter(follower=user).count(),
        "list": _state(described),
        **_contents(described),
    }


def _state(described: Described) -> str:
    if described.state != "built":
        return described.state
    return "whole" if described.whole else "cut"


def _contents(described: Described) -> dict[str, Any]:
    once = set(described.ids)
    newest, oldest = max(once, default=None), min(once, default=None)
    return {
        "ids": len(described.ids),
        "repeats": len(described.ids) - len(once),
        "newest": _post(newest),
        "oldest": _post(oldest),
        "expires in seconds": described.expires_in,
        "bytes": described.memory,
        "bytes an id": round(described.memory / len(described.ids), 1) if described.memory and described.ids else None,
        "merged": list(User.objects.filter(pk__in=described.large).order_by("pk").values_list("handle", flat=True)),
    }


def _author(user: User) -> dict[str, Any]:
    flag = LargeAccount.objects.filter(pk=user.pk).first()
    outbox = store.outboxes([user.pk]).get(user.pk)
    return {
        "followers": Follow.objects.filter(followee=user).count(),
        "large since": flag and flag.since,
        "queue": fanout.queue_for(user),
        "outbox kept": None if outbox is None else len(outbox),
        "outbox newest": _post(max(outbox)) if outbox else None,
        "open work": [_row(row) for row in _open_work(user)],
    }


def _open_work(user: User) -> list[OutboxRow]:
    rows = OutboxRow.objects.filter(done_at=None, task__startswith="timelines.", payload__author=user.pk)
    return list(rows.order_by("created_at")[:ROWS])


def _row(row: OutboxRow) -> dict[str, Any]:
    state = "parked" if row.parked_at else "held" if row.leased_until else "waiting"
    shown = {
        name: getattr(row, name) for name in ("key", "queue", "cursor", "attempts", "sends", "created_at", "error")
    }
    return shown | {"state": state}


def _post(post_id: int | None) -> dict[str, str | datetime] | None:
    # As text: JavaScript would round it.
    return None if post_id is None else {"id": str(post_id), "date": _date(post_id)}


def _date(post_id: int) -> datetime | str:
    try:
        return ids.moment_of(post_id)
    except OverflowError:
        return "no date"
