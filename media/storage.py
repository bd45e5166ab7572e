"""Where bytes lie: private originals, and renditions. Names are made by us; an uploader's file name is never used.

In a folder, or in a bucket (settings.MEDIA_S3): one code, through Django's storages. Whatever keeps either from its
work is one exception, StorageAway; what the storage itself said goes to the log.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File as Content
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from core.refusals import Refusal

ORIGINALS, RENDITIONS = "originals", "renditions"
# Seconds after which it may be worth another try.
COME_AGAIN = 30
# A bucket's words for an object that is not there, without and with a body.
GONE = {"404", "NoSuchKey"}

log = logging.getLogger(__name__)


class StorageAway(Refusal):
    """The storage is full, broken or out of reach: nothing is kept, and nothing can be read, at the moment."""

    status = 503
    code = "storage_away"
    message = _("Pictures can't be kept at the moment. Your text is not lost: try again in a little while.")


@contextmanager
def _at_work() -> Iterator[None]:
    """Raises FileNotFoundError for a file that is not there, StorageAway for everything else a storage may say."""
    try:
        yield
    except FileNotFoundError:
        raise
    except _faults() as error:
        if _says_gone(error):
            raise FileNotFoundError(str(error)) from error
        log.error("media: the storage is away: %s", error)
        raise StorageAway(retry_after=COME_AGAIN) from error


def _faults() -> tuple[type[Exception], ...]:
    """Asked when something was raised: without a bucket, boto3 need not even be installed."""
    if not settings.MEDIA_S3:
        return (OSError,)
    from boto3.exceptions import Boto3Error  # type: ignore[import-untyped]
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

    return OSError, BotoCoreError, ClientError, Boto3Error


def _says_gone(error: Exception) -> bool:
    answer: dict[str, Any] = getattr(error, "response", None) or {}
    return answer.get("Error", {}).get("Code") in GONE


def original_name(key: str) -> str:
    return _name(ORIGINALS, key)


def rendition_name(key: str) -> str:
    return _name(RENDITIONS, key)


def folder_of(key: str) -> str:
    """The key's first two characters: 4,096 folders, so that none holds millions."""
    return key[:2]


def _name(area: str, key: str) -> str:
    return f"{area}/{folder_of(key)}/{key}"


def keep(name: str, content: Content) -> None:
    """Raises StorageAway."""
    try:
        with _at_work():
            default_storage.save(name, content)
    except StorageAway:
        # A torn file would keep a full disk full until the next sweep. In a bucket nothing is ever there by halves.
        if not settings.MEDIA_S3:
            with suppress(OSError):
                default_storage.delete(name)
        raise


@_at_work()
def open_stored(name: str) -> Content:
    """Raises FileNotFoundError, StorageAway. Out of a bucket it comes here and now, so that it can't fail later."""
    return default_storage.open(name).open()


@_at_work()
def copy_to(name: str, path: Path) -> None:
    """A stored file as a local one, wherever the storage is. Raises FileNotFoundError, StorageAway."""
    with default_storage.open(name) as source, path.open("wb") as target:
        for chunk in source.chunks():
            target.write(chunk)


@_at_work()
def remove(names: Iterable[str]) -> None:
    """Delete the files; one that is gone already does no harm. Raises StorageAway."""
    for name in names:
        default_storage.delete(name)


@_at_work()
def exists(name: str) -> bool:
    return default_storage.exists(name)


def folders(area: str) -> list[str]:
    return [f"{area}/{folder}" for folder in _listing(area)[0]]


def keys_in(folder: str) -> list[str]:
    """Nothing for a folder that is not there."""
    return _listing(folder)[1]


@_at_work()
def _listing(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


@_at_work()
def modified(name: str) -> datetime:
    return default_storage.get_modified_time(name)


@_at_work()
def signed_address(name: str, *, seconds: int, method: str, answered: Mapping[str, str]) -> str:
    """Where the bucket gives the file to whoever asks so (GET or HEAD), for so long, with these headers in its answer.

    Nothing is asked for it, not even whether the file is there.
    """
    bucket: Any = default_storage
    parameters = {f"Response{name.replace('-', '')}": value for name, value in answered.items()}
    return str(bucket.url(name, parameters=parameters, expire=seconds, http_method=method))
