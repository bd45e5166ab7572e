"""`/media/<key>`: who may have the bytes, and how they are sent."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.test import Client

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
def rendition(alice: "User", run_outbox: Callable[[], int]) -> Rendition:
    file = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    actions.queue(file=file)
    run_outbox()
    return file.renditions.get()


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


def test_bytes_that_are_lost_are_missing(visitor: Client, rendition: Rendition) -> None:
    default_storage.delete(storage.rendition_name(rendition.key))
    assert visitor.get(f"/media/{rendition.key}").status_code == 404


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
