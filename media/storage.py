"""Where bytes lie: private originals, and renditions. Names are made by us; an uploader's file name is never used."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.core.files import File as Content
from django.core.files.storage import default_storage

ORIGINALS, RENDITIONS = "originals", "renditions"


def original_name(key: str) -> str:
    return _name(ORIGINALS, key)


def rendition_name(key: str) -> str:
    return _name(RENDITIONS, key)


def _name(area: str, key: str) -> str:
    # Folders by the key's first two characters: 4,096 of them, so that none holds millions.
    return f"{area}/{key[:2]}/{key}"


def keep(name: str, content: Content) -> None:
    default_storage.save(name, content)


def open_stored(name: str) -> Content:
    """Raises FileNotFoundError."""
    return default_storage.open(name)


def copy_to(name: str, path: Path) -> None:
    """A stored file as a local one, wherever the storage is. Raises FileNotFoundError."""
    with default_storage.open(name) as source, path.open("wb") as target:
        for chunk in source.chunks():
            target.write(chunk)


def remove(names: Iterable[str]) -> None:
    """Delete the files; one that is gone already does no harm."""
    for name in names:
        default_storage.delete(name)


def exists(name: str) -> bool:
    return default_storage.exists(name)


def folders(area: str) -> Iterator[str]:
    if default_storage.exists(area):
        for folder in default_storage.listdir(area)[0]:
            yield f"{area}/{folder}"


def keys_in(folder: str) -> list[str]:
    return default_storage.listdir(folder)[1]


def modified(name: str) -> datetime:
    return default_storage.get_modified_time(name)
