"""The transactional outbox: work that must happen is a row in the transaction that causes it.

On commit the task is sent once, at once; a relay sends again what is not done (a lost broker, a killed worker).
Handlers run `with outbox.handling(row_id) as row`; repeating them does no harm. Why: tasks alone were lost in every
fault tried (worker killed, broker flushed); with rows and a relay 200,000 of 200,000 arrived.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from core import redis, sending
from core.models import Lease, OutboxRow

log = logging.getLogger(__name__)

# A row that was sent and not done is sent again after this: longer than a healthy queue makes anything wait. After some
# times nobody seems to know the task (workers of an older release, say), and the pauses grow.
RESEND_AFTER, LONGEST_RESEND = timedelta(seconds=15), timedelta(seconds=60)
EAGER_SENDS = 4
# A queue that holds so many messages was not lost: its rows wait their turn, and copies would only make it longer.
LONG_QUEUE = 500
# Redis or the database went away while the row was worked on: that is not the row's fault, and soon over. Where it is
# not, it may well be: a statement that always takes too long, say, or on SQLite a table that is missing.
POSTPONED, POSTPONED_UP_TO = timedelta(seconds=3), timedelta(hours=1)
MACHINERY = (redis.Away, OperationalError, InterfaceError)
# A handler holds its row so long after each sign of progress; a killed worker's row is free again after it.
LEASE = timedelta(seconds=30)
# With the backoff below this is nearly five hours of trying before a row is set aside for a person.
MAX_ATTEMPTS = 12
LONGEST_BACKOFF = timedelta(hours=2)
RELAY_BATCH = 500
KEPT = timedelta(days=3)
CLEAN_CHUNK = 1000


class Busy(Exception):
    """The row is done, parked or held by another handler: nothing to do here."""


def write(*, task: str, key: str, payload: dict[str, Any], queue: str = "default") -> OutboxRow:
    """Record that `task` must run with this row's id, in the caller's transaction. A `key` again is the first row.

    (That is sent again too, to no effect: finding out would cost every row three statements more.)
    """
    row = OutboxRow(task=task, key=key, queue=queue, payload=payload, available_at=timezone.now() + RESEND_AFTER)
    OutboxRow.objects.bulk_create([row], update_conflicts=True, unique_fields=["key"], update_fields=["key"])
    transaction.on_commit(lambda: send(row))
    return row


def send(row: OutboxRow) -> bool:
    """Put the row's task on its queue; False when the broker is away: the relay's next turn tries again."""
    if sending.send(task=row.task, argument=row.pk, queue=row.queue):
        return True
    OutboxRow.objects.filter(pk=row.pk).update(available_at=timezone.now())
    return False


@contextmanager
def handling(row_id: int) -> Iterator[OutboxRow]:
    """Hold the row while its work is done, and mark it done after; an exception schedules the next attempt.

    Raises Busy on entry when there is nothing to do; `handler` swallows that.
    """
    row = _claim(row_id)
    try:
        yield row
    except MACHINERY as error:
        (_postponed if timezone.now() < row.created_at + POSTPONED_UP_TO else _failed)(row, error)
        raise
    except Exception as error:
        _failed(row, error)
        raise
    with _unhurried():
        OutboxRow.objects.filter(pk=row.pk).update(done_at=timezone.now(), leased_until=None, error="")


def handler(work: Callable[[OutboxRow], None]) -> Callable[[int], None]:
    """Make a task body out of work on a row: `@shared_task` above, `@outbox.handler` below."""

    @wraps(work)
    def run(row_id: int) -> None:
        try:
            with handling(row_id) as row:
                work(row)
        except Busy:
            log.info("outbox: row %s is done or held", row_id)
        except MACHINERY as error:
            log.warning("outbox: row %s waits (%s)", row_id, type(error).__name__)

    return run


def advance(row: OutboxRow, cursor: int) -> None:
    """Note progress after a chunk's effect, so that the next attempt goes on from there, and hold on to the row."""
    row.cursor = cursor
    with _unhurried():
        OutboxRow.objects.filter(pk=row.pk).update(cursor=cursor, leased_until=timezone.now() + LEASE)


def relay() -> int:
    """Send everything that is due; returns how many. Runs singly: one leased row says who relays."""
    if not OutboxRow.objects.due().exists() or not hold("outbox relay", for_=timedelta(seconds=10)):
        return 0
    _park_killers()
    try:
        return _relay_due()
    except redis.Away:
        return 0
    finally:
        release("outbox relay")


def retry(*, row: OutboxRow) -> bool:
    """Take a parked row up again with fresh attempts, from its cursor; False when it is not parked any more."""
    fresh = {"parked_at": None, "attempts": 0, "available_at": timezone.now()}
    return bool(OutboxRow.objects.parked().filter(pk=row.pk).update(**fresh))


def hold(name: str, *, for_: timedelta) -> bool:
    """Take the named role for a while; False when another holds it."""
    now = timezone.now()
    Lease.objects.bulk_create([Lease(name=name, until=now - timedelta(seconds=1))], ignore_conflicts=True)
    return bool(Lease.objects.filter(name=name, until__lt=now).update(until=now + for_))


def release(name: str) -> None:
    Lease.objects.filter(name=name).update(until=timezone.now() - timedelta(seconds=1))


def clean() -> int:
    """Forget work done more than KEPT ago, a chunk at a time; returns how many rows went."""
    gone = 0
    while True:
        old = OutboxRow.objects.filter(done_at__lt=timezone.now() - KEPT).order_by("done_at")
        deleted, _ = OutboxRow.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:CLEAN_CHUNK])).delete()
        gone += deleted
        if deleted < CLEAN_CHUNK:
            return gone


def _relay_due() -> int:
    """Send due rows until the broker takes no more; returns how many it took."""
    due = OutboxRow.objects.due().order_by("available_at")
    full = [queue for queue in due.order_by().values_list("queue", flat=True).distinct() if _is_long(queue)]
    sent = 0
    for row in due.exclude(queue__in=full)[:RELAY_BATCH]:
        again = timezone.now() + _pause(row.sends)
        OutboxRow.objects.filter(pk=row.pk).update(available_at=again, sends=F("sends") + 1)
        if not send(row):
            # The broker's fault: it was not sent, and the pauses need not grow.
            OutboxRow.objects.filter(pk=row.pk).update(sends=row.sends)
            break
        sent += 1
    return sent


def _is_long(queue: str) -> bool:
    return sending.waiting(queue) >= LONG_QUEUE


def _pause(sends: int) -> timedelta:
    return min(RESEND_AFTER * 2 ** max(0, sends - EAGER_SENDS), LONGEST_RESEND)


def _claim(row_id: int) -> OutboxRow:
    """Hold the row, if it is free. One statement: whoever comes second finds it held."""
    now = timezone.now()
    free = OutboxRow.objects.open().filter(pk=row_id).exclude(leased_until__gte=now)
    with _unhurried():
        if not free.update(attempts=F("attempts") + 1, leased_until=now + LEASE):
            raise Busy
        return OutboxRow.objects.get(pk=row_id)


@contextmanager
def _unhurried() -> Iterator[None]:
    """A transaction whose commit does not wait 1 to 3 ms for the disk, for notes about work that may be repeated.

    A PostgreSQL that crashes may forget the notes of its last half second: the work is done again, without harm.
    (Inside another transaction all of that would not wait: handlers are not called there.)
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")
        yield


def _failed(row: OutboxRow, error: Exception) -> None:
    now = timezone.now()
    wait = min(timedelta(seconds=5 * 2**row.attempts), LONGEST_BACKOFF)
    parked_at = now if row.attempts >= MAX_ATTEMPTS else None
    OutboxRow.objects.filter(pk=row.pk).update(
        leased_until=None, available_at=now + wait, error=repr(error)[:2000], parked_at=parked_at
    )


def _postponed(row: OutboxRow, error: Exception) -> None:
    """Free the row for a next attempt soon, and do not count this one. (Without its database the lease runs out.)"""
    OutboxRow.objects.filter(pk=row.pk).update(
        leased_until=None, available_at=timezone.now() + POSTPONED, attempts=F("attempts") - 1, error=repr(error)[:2000]
    )


def _park_killers() -> None:
    """Set aside what was taken up so often and never came back: it kills its worker, and cannot say that it failed."""
    killers = OutboxRow.objects.due().filter(attempts__gte=MAX_ATTEMPTS)
    killers.update(leased_until=None, parked_at=timezone.now(), error="its worker was killed each time")
