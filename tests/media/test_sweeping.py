"""What is put away, and when: replaced pictures, forgotten uploads, bytes without a row."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from accounts.pictures import AVATAR
from media import actions, storage, tasks
from media.models import File, Rendition, new_key
from media.sweeping import GRACE, KEPT, YOUNG, forget_passed, sweep
from tests.media import pictures

if TYPE_CHECKING:
    from accounts.models import User


def stray(area: str, *, old: bool = True) -> str:
    """Bytes that no row knows."""
    name = f"{area}/zz/{new_key()}"
    storage.keep(name, ContentFile(b"left over"))
    if old:
        then = (timezone.now() - 2 * YOUNG).timestamp()
        os.utime(default_storage.path(name), (then, then))
    return name


def ready(owner: "User", run_outbox: Callable[[], int]) -> Rendition:
    file = actions.hold(owner=owner, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    actions.queue(file=file)
    run_outbox()
    return file.renditions.get()


def test_a_sweep_finds_bytes_without_a_row_and_rows_without_bytes(alice: "User", run_outbox: Callable[[], int]) -> None:
    shown = ready(alice, run_outbox)
    held = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    left = {stray("originals"), stray("renditions")}
    fresh = stray("renditions", old=False)
    assert left <= set(sweep(remove=False).orphans)
    assert all(map(default_storage.exists, left))
    sweep(remove=True)
    assert not any(map(default_storage.exists, left))
    assert default_storage.exists(fresh), "its row may not be committed yet"
    assert default_storage.exists(storage.rendition_name(shown.key))
    assert default_storage.exists(storage.original_name(held.key))
    default_storage.delete(storage.rendition_name(shown.key))
    assert sweep(remove=False).missing == [shown.key]
    default_storage.delete(fresh)


def test_the_command_reports_and_removes_only_when_asked(db: None) -> None:
    left = stray("originals")
    said = io.StringIO()
    call_command("sweep_media", stdout=said)
    assert f"orphan {left}" in said.getvalue() and default_storage.exists(left)
    call_command("sweep_media", "--remove", stdout=said)
    assert f"removed {left}" in said.getvalue() and not default_storage.exists(left)


def test_the_periodic_sweep_removes(db: None) -> None:
    left = stray("renditions")
    tasks.sweep()
    assert not default_storage.exists(left)


def test_forgotten_uploads_go_after_a_day(alice: "User", django_capture_on_commit_callbacks: Callable) -> None:
    for _ in range(2):
        actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    old, young = File.objects.order_by("pk")
    File.objects.filter(pk=old.pk).update(state_since=timezone.now() - KEPT - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_passed() == 1
    assert list(File.objects.all()) == [young]
    assert not default_storage.exists(storage.original_name(old.key))


def test_a_replaced_picture_stays_for_the_pages_that_are_open(
    alice: "User", run_outbox: Callable[[], int], django_capture_on_commit_callbacks: Callable
) -> None:
    shown = ready(alice, run_outbox)
    actions.retire(File.objects.filter(pk=shown.file_id))
    tasks.forget_passed()
    assert Rendition.objects.filter(pk=shown.pk).exists()
    File.objects.update(state_since=timezone.now() - GRACE - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget_passed()
    assert not Rendition.objects.filter(pk=shown.pk).exists()
    assert not default_storage.exists(storage.rendition_name(shown.key))
