"""The outbox: nothing lost, nothing done twice at once, nothing tried for ever."""

from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from core import outbox, redis, sending
from core.models import OutboxRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """What was put on the queues."""
    found: list[tuple[str, list[int], str]] = []
    monkeypatch.setattr(
        sending.current_app, "send_task", lambda task, args, queue, **options: found.append((task, args, queue))
    )
    return found


def write(key: str = "k", **fields) -> OutboxRow:
    row = outbox.write(task="a.task", key=key, payload={"n": 1})
    OutboxRow.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def past() -> dict:
    return {"available_at": timezone.now() - timedelta(seconds=1)}


def test_a_row_is_sent_once_on_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = write()
    assert sent == [("a.task", [row.pk], "default")]


def test_a_key_again_is_the_first_row():
    row = write(attempts=3)
    again = outbox.write(task="a.task", key=row.key, payload={"n": 2})
    assert again.pk == row.pk
    again.refresh_from_db()
    assert (again.attempts, again.payload) == (3, {"n": 1})


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_work(sent):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert sent == []
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_fails_nothing_and_the_relay_sends_later(monkeypatch, sent):
    working = sending.current_app.send_task

    def away(*args, **options):
        raise OSError("no broker")

    monkeypatch.setattr(sending.current_app, "send_task", away)
    row = write()
    monkeypatch.setattr(sending.current_app, "send_task", working)
    redis.breaker.reset()
    assert outbox.relay() == 1
    assert sent == [("a.task", [row.pk], "default")]


def test_the_relay_leaves_what_is_done_parked_held_or_just_sent(sent):
    now = timezone.now()
    write("done", done_at=now, **past())
    write("parked", parked_at=now, **past())
    write("held", leased_until=now + timedelta(minutes=1), **past())
    write("just sent")
    assert outbox.relay() == 0
    due = write("due", **past())
    assert outbox.relay() == 1
    assert outbox.relay() == 0
    assert [args for _, args, _ in sent] == [[due.pk]]


def test_only_one_relays_at_a_time(sent):
    write(**past())
    assert outbox.hold("outbox relay", for_=timedelta(seconds=10))
    assert outbox.relay() == 0
    outbox.release("outbox relay")
    assert outbox.relay() == 1


def test_a_handler_marks_its_row_done_and_never_runs_twice():
    row, runs = write(), []
    work = outbox.handler(lambda held: runs.append(held.pk))
    work(row.pk), work(row.pk), work(999_999)
    row.refresh_from_db()
    assert runs == [row.pk]
    assert row.done_at is not None


def test_a_held_row_is_nobody_elses():
    row = write()
    with outbox.handling(row.pk), pytest.raises(outbox.Busy), outbox.handling(row.pk):
        pass


def test_a_killed_workers_row_is_free_after_its_lease():
    row = write(leased_until=timezone.now() - timedelta(seconds=1), attempts=1)
    with outbox.handling(row.pk) as held:
        assert held.attempts == 2


def failing(row: OutboxRow) -> None:
    @outbox.handler
    def work(held: OutboxRow) -> None:
        outbox.advance(held, 41)
        raise RuntimeError("poison")

    with pytest.raises(RuntimeError):
        work(row.pk)
    row.refresh_from_db()


def test_a_failure_is_tried_again_later_from_where_it_stopped():
    row = write()
    failing(row)
    assert row.available_at > timezone.now()
    assert (row.cursor, row.done_at, row.parked_at) == (41, None, None)
    assert "poison" in row.error


def test_poison_is_set_aside_for_a_person():
    row = write(attempts=outbox.MAX_ATTEMPTS - 1)
    failing(row)
    assert row.parked_at is not None
    assert outbox.relay() == 0


def test_old_done_rows_are_forgotten(monkeypatch):
    monkeypatch.setattr(outbox, "CLEAN_CHUNK", 2)
    long_ago = timezone.now() - outbox.KEPT - timedelta(hours=1)
    for number in range(5):
        write(f"old {number}", done_at=long_ago)
    write("fresh", done_at=timezone.now())
    write("open")
    assert outbox.clean() == 5
    assert OutboxRow.objects.count() == 2


def test_work_that_kills_its_worker_is_set_aside_too(sent):
    held = timezone.now() - timedelta(seconds=1)
    killer = write("killer", attempts=outbox.MAX_ATTEMPTS, leased_until=held, **past())
    once = write("once", attempts=1, leased_until=held, **past())
    assert outbox.relay() == 1
    assert [args for _, args, _ in sent] == [[once.pk]]
    assert list(OutboxRow.objects.parked()) == [killer]
    assert outbox.retry(row=killer)
    assert outbox.relay() == 1


def test_what_the_machinery_refuses_for_an_hour_is_tried_ever_more_seldom_and_set_aside():
    row = write(created_at=timezone.now() - timedelta(hours=2), attempts=outbox.MAX_ATTEMPTS - 2)

    @outbox.handler
    def work(held: OutboxRow) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    work(row.pk)
    row.refresh_from_db()
    assert row.parked_at is None
    assert row.available_at > timezone.now() + timedelta(hours=1)
    work(row.pk)
    row.refresh_from_db()
    assert row.parked_at
    assert "statement timeout" in row.error


def test_redis_going_away_meanwhile_is_not_the_rows_fault():
    row = write()

    @outbox.handler
    def work(held: OutboxRow) -> None:
        outbox.advance(held, 41)
        raise redis.Away

    work(row.pk)
    row.refresh_from_db()
    assert (row.attempts, row.cursor, row.leased_until, row.done_at) == (0, 41, None, None)
    assert row.available_at < timezone.now() + timedelta(seconds=5)


def test_what_nobody_takes_is_sent_more_and_more_seldom(sent):
    row, waits = write(**past()), []
    for _ in range(8):
        assert outbox.relay() == 1
        row.refresh_from_db()
        waits.append(round((row.available_at - timezone.now()).total_seconds()))
        OutboxRow.objects.update(**past())
    assert waits == [15, 15, 15, 15, 15, 30, 60, 60]


def test_a_long_queue_gets_no_copies_of_what_waits_in_it(sent, monkeypatch):
    monkeypatch.setattr(sending, "waiting", lambda queue: outbox.LONG_QUEUE if queue == "bulk" else 0)
    for queue in ("bulk", "fast"):
        write(queue, queue=queue, **past())
    assert outbox.relay() == 1
    assert [queue for _, _, queue in sent] == ["fast"]
