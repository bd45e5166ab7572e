"""What is put away, and when: replaced pictures, forgotten uploads, bytes without a row."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from accounts.pictures import AVATAR
from media import actions, storage, sweeping, tasks
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


def test_each_folder_is_listed_once_for_what_is_missing(alice: "User", monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders that differ in case only, or hold - and _, are one group each whatever language the database sorts in."""
    folders = ["aa", "aA", "Aa", "AA", "a-", "-a", "_a", "a_", "a9", "9a"]
    keys = [f"{folder}{letter}{number}" for number in range(3) for letter in "xX_" for folder in folders]
    for key in keys:
        _rendition(alice, key)
        storage.keep(storage.rendition_name(key), ContentFile(b"x"))
    lost = {"aAx1", "a-X0", "_a_2"}
    storage.remove(map(storage.rendition_name, lost))
    asked: list[str] = []
    keys_in = storage.keys_in
    monkeypatch.setattr(storage, "keys_in", lambda folder: asked.append(folder) or keys_in(folder))
    monkeypatch.setattr(storage, "exists", lambda name: pytest.fail("each file was asked for"))
    assert set(sweeping._missing()) == lost
    assert sorted(asked) == sorted(f"{storage.RENDITIONS}/{folder}" for folder in folders)
    storage.remove(map(storage.rendition_name, keys))


def test_a_folder_that_is_gone_is_missing_as_a_whole(alice: "User") -> None:
    for key in ("zzaa", "zzab"):
        _rendition(alice, key)
    assert sweep(remove=False).missing == ["zzaa", "zzab"]


def test_what_is_discarded_during_a_sweep_is_not_missing(alice: "User", monkeypatch: pytest.MonkeyPatch) -> None:
    _rendition(alice, "zzaa")

    def emptied(folder: str) -> list[str]:
        Rendition.objects.all().delete()
        return []

    monkeypatch.setattr(storage, "keys_in", emptied)
    assert sweep(remove=False).missing == []


def _rendition(owner: "User", key: str) -> None:
    file = File.objects.create(owner=owner, purpose="avatar", state=File.State.READY, has_original=False)
    Rendition.objects.create(file=file, key=key, name="192", content_type="image/webp", width=1, height=1, size=1)


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
    File.objects.filter(pk=old.pk).update(created_at=timezone.now() - KEPT - timedelta(minutes=1))
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
