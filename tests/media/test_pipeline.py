"""From an accepted upload to renditions: the outbox, the child's answers, killed workers, three attempts."""

import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.pictures import AVATAR
from core.models import OutboxRow
from media import actions, pipeline, storage, tasks
from media.events import file_failed, file_ready
from media.models import File, Rendition
from media.pipeline import MAX_ATTEMPTS, ChildLost
from tests.media import pictures

if TYPE_CHECKING:
    from accounts.models import User

Run = Callable[[], int]


class Killed(BaseException):
    """What a worker that is killed runs: nothing any more, no `except Exception` either."""


def queued(owner: "User", content: bytes = b"") -> File:
    file = actions.hold(owner=owner, purpose=AVATAR, upload=pictures.upload(content or pictures.jpeg()))
    actions.queue(file=file)
    file.refresh_from_db()
    return file


def test_an_upload_is_kept_privately_under_a_name_of_ours(alice: "User") -> None:
    file = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg(), "../../etc/passwd.jpg"))
    assert default_storage.open(storage.original_name(file.key)).read() == pictures.jpeg()
    assert "passwd" not in storage.original_name(file.key)
    assert (file.state, OutboxRow.objects.filter(queue="media").count()) == (File.State.HELD, 0)


def test_the_worker_makes_renditions_and_the_original_goes(
    alice: "User", run_outbox: Run, django_capture_on_commit_callbacks: Any
) -> None:
    file = queued(alice, pictures.phone_photograph())
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    file.refresh_from_db()
    rendition = file.renditions.get()
    assert (file.state, file.has_original, file.attempts) == (File.State.READY, False, 1)
    assert not default_storage.exists(storage.original_name(file.key))
    stored = default_storage.open(storage.rendition_name(rendition.key)).read()
    assert len(stored) == rendition.size
    assert pictures.SECRET_MAKER.encode() not in stored


def test_a_damaged_picture_fails_with_a_reason_and_its_original_goes(
    alice: "User", run_outbox: Run, django_capture_on_commit_callbacks: Any
) -> None:
    told = []
    file_failed.connect(heard := lambda file, **_: told.append(file.reason))
    file = queued(alice, pictures.jpeg()[:2000])
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    file.refresh_from_db()
    file_failed.disconnect(heard)
    assert (file.state, file.reason, told) == (File.State.FAILED, File.Reason.DAMAGED, [File.Reason.DAMAGED])
    assert not file.can_be_retried
    assert not default_storage.exists(storage.original_name(file.key))
    assert "damaged" in str(file.explanation) or "损坏" in str(file.explanation)


def test_a_killed_worker_is_followed_by_another(
    alice: "User", run_outbox: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = queued(alice)
    row = OutboxRow.objects.get(queue="media")
    with monkeypatch.context() as fault:
        fault.setattr(pipeline, "decoded", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            tasks.make_renditions(row.pk)
    assert run_outbox() == 0, "the row is leased by the worker that is gone"
    OutboxRow.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert run_outbox() == 1
    file.refresh_from_db()
    assert (file.state, file.attempts) == (File.State.READY, 2)


def test_a_file_that_kills_three_workers_fails_and_may_be_retried_by_its_owner(
    alice: "User", run_outbox: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = queued(alice)
    row = OutboxRow.objects.get(queue="media")
    with monkeypatch.context() as fault:
        fault.setattr(pipeline, "decoded", lambda *_: (_ for _ in ()).throw(Killed))
        for _ in range(MAX_ATTEMPTS):
            with pytest.raises(Killed):
                tasks.make_renditions(row.pk)
            OutboxRow.objects.update(leased_until=None)
        tasks.make_renditions(row.pk)
    file.refresh_from_db()
    assert (file.state, file.reason, file.can_be_retried) == (File.State.FAILED, File.Reason.INTERRUPTED, True)
    actions.queue(file=file)
    run_outbox()
    file.refresh_from_db()
    assert file.state == File.State.READY


def test_a_child_killed_from_outside_is_tried_three_times(
    alice: "User", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    suicide = tmp_path / "suicide.py"
    suicide.write_text(f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})")
    monkeypatch.setattr(pipeline.decoder, "FOLDER", suicide)
    file = queued(alice)
    for _ in range(MAX_ATTEMPTS - 1):
        with pytest.raises(ChildLost):
            pipeline.make_renditions(file.pk)
    pipeline.make_renditions(file.pk)
    file.refresh_from_db()
    assert (file.state, file.attempts) == (File.State.FAILED, MAX_ATTEMPTS)


def test_a_full_disk_is_worth_another_try(alice: "User", run_outbox: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    file = queued(alice)
    with monkeypatch.context() as fault:
        fault.setattr(storage, "keep", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            pipeline.make_renditions(file.pk)
    run_outbox()
    file.refresh_from_db()
    assert file.state == File.State.READY


def test_repeating_the_task_changes_nothing(alice: "User", run_outbox: Run) -> None:
    file = queued(alice)
    told = []
    file_ready.connect(heard := lambda file, **_: told.append(file.pk))
    run_outbox()
    pipeline.make_renditions(file.pk)
    file_ready.disconnect(heard)
    assert told == [file.pk]
    assert Rendition.objects.filter(file=file).count() == 1


def test_a_file_discarded_meanwhile_leaves_nothing_behind(alice: "User", monkeypatch: pytest.MonkeyPatch) -> None:
    file = queued(alice)
    kept: list[str] = []
    keep, decoded = storage.keep, pipeline.decoded
    monkeypatch.setattr(storage, "keep", lambda name, content: kept.append(name) or keep(name, content))

    def discarding(*given: Any) -> Any:
        actions.discard(File.objects.filter(pk=file.pk))
        return decoded(*given)

    monkeypatch.setattr(pipeline, "decoded", discarding)
    pipeline.make_renditions(file.pk)
    assert kept and not any(default_storage.exists(name) for name in kept)
    assert not Rendition.objects.exists()


def test_only_what_waits_can_be_queued(alice: "User", run_outbox: Run) -> None:
    file = queued(alice)
    run_outbox()
    with pytest.raises(actions.NotWaiting):
        actions.queue(file=file)
