"""A folder that is full, broken or not writable: one exception, with a status, a sentence and when to come again."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from media import storage
from media.models import new_key
from media.storage import StorageAway
from tests.media.disks import room_for

ASKED: dict[str, Callable[[str, Path], object]] = {
    "_save": lambda name, folder: storage.keep(name, ContentFile(b"x")),
    "_open": lambda name, folder: storage.open_stored(name),
    "open": lambda name, folder: storage.copy_to(name, folder / "copy"),
    "delete": lambda name, folder: storage.remove([name]),
    "exists": lambda name, folder: storage.exists(name),
    "listdir": lambda name, folder: storage.folders(storage.ORIGINALS),
    "get_modified_time": lambda name, folder: storage.modified(name),
}


@pytest.fixture
def name() -> str:
    return storage.original_name(new_key())


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.ESTALE])
def test_whatever_is_asked_a_broken_disk_is_away(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, fault: int
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(default_storage, asked, broken)
    with pytest.raises(StorageAway) as away:
        ASKED[asked](name, tmp_path)
    assert (away.value.status, away.value.code) == (503, "storage_away")
    assert away.value.detail == {"retry_after": storage.COME_AGAIN}


def test_what_is_not_there_is_missing_and_not_away(name: str, tmp_path: Path) -> None:
    for asked in ("_open", "open", "get_modified_time"):
        with pytest.raises(FileNotFoundError):
            ASKED[asked](name, tmp_path)
    assert not storage.exists(name)
    assert storage.keys_in(f"{storage.ORIGINALS}/nowhere") == []
    storage.remove([name])


def test_a_file_without_room_leaves_nothing_behind(name: str) -> None:
    """A torn one would keep the disk full."""
    with room_for(100_000), pytest.raises(StorageAway):
        storage.keep(name, SimpleUploadedFile("a.jpg", os.urandom(500_000)))
    assert not storage.exists(name)
    storage.keep(name, ContentFile(b"x"))
    assert storage.exists(name)


def test_a_copy_without_room_is_away(name: str, tmp_path: Path) -> None:
    storage.keep(name, ContentFile(os.urandom(200_000)))
    with room_for(100_000), pytest.raises(StorageAway):
        storage.copy_to(name, tmp_path / "copy")


def test_a_folder_that_became_a_file_is_away(name: str) -> None:
    blocked = Path(default_storage.path(name)).parent
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("in the way")
    try:
        with pytest.raises(StorageAway):
            storage.keep(name, ContentFile(b"x"))
        with pytest.raises(StorageAway):
            storage.open_stored(name)
    finally:
        blocked.unlink()


def test_what_the_disk_said_is_in_the_log(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with room_for(0), pytest.raises(StorageAway):
        storage.keep(name, ContentFile(b"x"))
    assert "the storage is away: [Errno 27] File too large" in caplog.text
