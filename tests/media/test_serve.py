"""`/media/<key>`: who may have the bytes, and how they are sent."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from accounts import actions as accounts
from accounts.pictures import AVATAR
from media import actions, purposes, storage
from media.models import File, Rendition, new_key
from media.purposes import Purpose
from media.recipes import cropped
from tests.media import pictures
from tests.queries import counted

if TYPE_CHECKING:
    from accounts.models import User


@pytest.fixture
def rendition(alice: "User") -> Rendition:
    webp = pictures.encoded(pictures.quarters(192, 192), "WEBP")
    return actions.adopt(owner=alice, purpose=AVATAR, pictures={"192": webp}).renditions.get()


def test_a_public_picture_is_served_to_everybody_for_ever(visitor: Client, rendition: Rendition) -> None:
    answer = visitor.get(f"/media/{rendition.key}")
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) == rendition.size == int(answer["Content-Length"])
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Disposition"] == f'inline; filename="{rendition.key}.webp"'
    assert "Cookie" not in answer.get("Vary", "")


def test_who_has_it_already_gets_no_bytes(visitor: Client, rendition: Rendition) -> None:
    etag = visitor.get(f"/media/{rendition.key}")["ETag"]
    answer = visitor.get(f"/media/{rendition.key}", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_serving_costs_one_query(visitor: Client, rendition: Rendition) -> None:
    with counted() as statements:
        visitor.get(f"/media/{rendition.key}")
    assert len(statements) == 1


def test_a_suspended_members_pictures_are_missing(visitor: Client, rendition: Rendition, alice: "User") -> None:
    accounts.suspend(user=alice, by=None, reason="test")
    assert visitor.get(f"/media/{rendition.key}").status_code == 404
    accounts.restore(user=alice, by=None, reason="test")
    assert visitor.get(f"/media/{rendition.key}").status_code == 200


def test_a_deleted_members_pictures_are_gone(
    visitor: Client, rendition: Rendition, alice: "User", django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        accounts.delete_account(user=alice)
    assert visitor.get(f"/media/{rendition.key}").status_code == 404
    assert not default_storage.exists(storage.rendition_name(rendition.key))


@pytest.mark.parametrize(
    "key", ["x", "a" * 23, "a" * 25, "../../settings.py", "..%2f..%2fsecret_key", "a" * 22 + "%00a"]
)
def test_malformed_keys_are_missing_or_refused_without_a_query(visitor: Client, db: None, key: str) -> None:
    assert visitor.get(f"/media/{key}").status_code in (400, 404)


def test_unknown_keys_originals_and_files_are_missing(visitor: Client, alice: "User", rendition: Rendition) -> None:
    held = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    for key in (new_key(), held.key, rendition.file.key):
        assert visitor.get(f"/media/{key}").status_code == 404


def test_bytes_that_are_lost_are_missing(visitor: Client, rendition: Rendition, settings: Settings) -> None:
    default_storage.delete(storage.rendition_name(rendition.key))
    for settings.MEDIA_ACCEL in (False, True):
        assert visitor.get(f"/media/{rendition.key}").status_code == 404


@pytest.fixture
def unreadable(rendition: Rendition) -> Iterator[Rendition]:
    """A name that leads to itself: ELOOP, whoever asks."""
    path = Path(default_storage.path(storage.rendition_name(rendition.key)))
    path.unlink()
    path.symlink_to(path)
    yield rendition
    path.unlink()


def test_a_disk_that_cannot_be_read_is_a_503_and_says_when_to_come_again(
    visitor: Client, unreadable: Rendition, settings: Settings
) -> None:
    for settings.MEDIA_ACCEL in (False, True):
        answer = visitor.get(f"/media/{unreadable.key}")
        assert (answer.status_code, answer["Retry-After"]) == (503, str(storage.COME_AGAIN))
        assert "max-age" not in answer.get("Cache-Control", "")


def test_behind_nginx_the_site_says_which_file_and_sends_no_bytes(
    visitor: Client, rendition: Rendition, settings: Settings
) -> None:
    settings.MEDIA_ACCEL = True
    answer = visitor.get(f"/media/{rendition.key}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Accel-Redirect"] == f"/_stored/{storage.rendition_name(rendition.key)}"
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Disposition"] == f'inline; filename="{rendition.key}.webp"'


def test_nobody_else_learns_where_a_file_lies(visitor: Client, rendition: Rendition, settings: Settings) -> None:
    asked = {"X-Accel-Redirect": "/_stored/x"}
    assert "X-Accel-Redirect" not in visitor.get(f"/media/{rendition.key}", headers=asked)
    settings.MEDIA_ACCEL = True
    seen = {"If-None-Match": f'"{rendition.key}"'}
    assert "X-Accel-Redirect" not in visitor.get(f"/media/{rendition.key}", headers=seen)
    File.objects.update(purpose="forgotten")
    assert "X-Accel-Redirect" not in visitor.get(f"/media/{rendition.key}")


def test_nothing_but_reading_is_possible(visitor: Client, rendition: Rendition) -> None:
    assert visitor.post(f"/media/{rendition.key}").status_code == 405
    assert visitor.head(f"/media/{rendition.key}").status_code == 200


def test_an_app_says_who_may_see_its_own_kind_of_file(
    rendition: Rendition,
    alice: "User",
    mallory: "User",
    visitor: Client,
    as_: Callable[["User"], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    private = Purpose("letter", cropped("a", 1, 1), lambda file: False, lambda file, viewer: viewer.pk == file.owner_id)
    monkeypatch.setitem(purposes._registered, private.name, private)
    File.objects.update(purpose=private.name)
    assert visitor.get(f"/media/{rendition.key}").status_code == 404
    assert as_(mallory).get(f"/media/{rendition.key}").status_code == 404
    answer = as_(alice).get(f"/media/{rendition.key}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_file_whose_app_is_gone_is_seen_by_nobody(visitor: Client, rendition: Rendition) -> None:
    File.objects.update(purpose="forgotten")
    assert visitor.get(f"/media/{rendition.key}").status_code == 404
