"""Uploads in a bucket: kept, listed, swept and given out by a real S3-compatible server."""

import os
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import User
from accounts.pictures import AVATAR
from media import actions, purposes, storage, sweeping
from media.models import File, Rendition, new_key
from media.purposes import Purpose
from media.views import serving
from tests.deploy.object_store import Swift
from tests.media import pictures
from tests.media.buckets import followed

WEBP = bytes(range(256)) * 80


@pytest.fixture
def rendition(bucket: str, alice: User) -> Rendition:
    return actions.adopt(owner=alice, purpose=AVATAR, pictures={"192": WEBP}).renditions.get()


@pytest.fixture
def private(rendition: Rendition, monkeypatch: pytest.MonkeyPatch) -> Rendition:
    letter = Purpose("letter", AVATAR.recipe, lambda file: False, lambda file, viewer: viewer.pk == file.owner_id)
    monkeypatch.setitem(purposes._registered, letter.name, letter)
    File.objects.update(purpose=letter.name)
    return rendition


class TestKeeping:
    def test_what_is_kept_is_read_again(self, bucket: str, tmp_path: Path) -> None:
        name = storage.original_name(new_key())
        assert not storage.exists(name)
        storage.keep(name, ContentFile(WEBP))
        assert storage.exists(name)
        with storage.open_stored(name) as stored:
            assert stored.read() == WEBP
        storage.copy_to(name, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == WEBP

    def test_large_files_go_in_parts(self, bucket: str, tmp_path: Path) -> None:
        name, large = storage.original_name(new_key()), os.urandom(20_000_000)
        storage.keep(name, ContentFile(large))
        storage.copy_to(name, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == large

    def test_what_is_not_there_is_missing(self, bucket: str, tmp_path: Path) -> None:
        name = storage.original_name(new_key())
        with pytest.raises(FileNotFoundError):
            storage.open_stored(name)
        with pytest.raises(FileNotFoundError):
            storage.copy_to(name, tmp_path / "copy")
        with pytest.raises(FileNotFoundError):
            storage.modified(name)

    def test_removing_twice_does_no_harm(self, bucket: str) -> None:
        name = storage.original_name(new_key())
        storage.keep(name, ContentFile(b"x"))
        storage.remove([name, storage.original_name(new_key())])
        storage.remove([name])
        assert not storage.exists(name)

    def test_folders_and_keys_are_listed_beyond_one_page(self, bucket: str, server: Swift) -> None:
        assert storage.folders(storage.ORIGINALS) == []
        assert storage.keys_in(f"{storage.ORIGINALS}/aa") == []
        keys = {f"aa{number:04}" for number in range(25)} | {"ab0001"}
        for key in keys:
            storage.keep(storage.original_name(key), ContentFile(b"x"))
        storage.keep(storage.rendition_name("zz0001"), ContentFile(b"x"))
        assert storage.folders(storage.ORIGINALS) == ["originals/aa", "originals/ab"]
        assert set(storage.keys_in("originals/aa")) == keys - {"ab0001"}
        assert storage.keys_in("originals/ab") == ["ab0001"]

    def test_an_uploads_life(
        self,
        bucket: str,
        alice: User,
        visitor: Client,
        run_outbox: Callable[[], int],
        django_capture_on_commit_callbacks: Callable,
    ) -> None:
        file = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
        assert storage.exists(storage.original_name(file.key))
        with django_capture_on_commit_callbacks(execute=True):
            actions.queue(file=file)
            run_outbox()
        file.refresh_from_db()
        assert (file.state, file.has_original) == (File.State.READY, False)
        shown = file.renditions.get()
        assert not storage.exists(storage.original_name(file.key))
        assert len(followed(visitor.get(f"/media/{shown.key}")["Location"]).body) == shown.size
        with django_capture_on_commit_callbacks(execute=True):
            actions.discard(File.objects.filter(pk=file.pk))
        assert not storage.exists(storage.rendition_name(shown.key))

    def test_a_sweep_compares_the_bucket_with_the_rows(
        self, rendition: Rendition, alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stray = [storage.original_name(new_key()), storage.rendition_name(new_key())]
        for name in stray:
            storage.keep(name, ContentFile(b"left over"))
        assert sweeping.sweep(remove=False) == sweeping.Sweep(), "they are too young"
        monkeypatch.setattr(sweeping, "YOUNG", timedelta(seconds=-5))
        assert sweeping.sweep(remove=True) == sweeping.Sweep(orphans=stray)
        assert not any(map(storage.exists, stray))
        storage.remove([storage.rendition_name(rendition.key)])
        assert sweeping.sweep(remove=True).missing == [rendition.key]


class TestServing:
    def test_a_public_picture_is_behind_a_signed_address(self, visitor: Client, rendition: Rendition) -> None:
        led = visitor.get(f"/media/{rendition.key}")
        assert (led.status_code, led["Cache-Control"]) == (302, f"public, max-age={serving.LED}")
        assert led["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "ETag" not in led
        answer = followed(led["Location"])
        assert (answer.status, answer.body) == (200, WEBP)
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Content-Disposition"] == f'inline; filename="{rendition.key}.webp"'
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_the_redirect_runs_out_before_the_address(self, visitor: Client, rendition: Rendition) -> None:
        address = visitor.get(f"/media/{rendition.key}")["Location"]
        assert int(parse_qs(urlsplit(address).query)["X-Amz-Expires"][0]) == serving.SIGNED > serving.LED

    def test_a_private_picture_is_asked_for_each_time(
        self, visitor: Client, private: Rendition, mallory: User, as_: Callable[[User], Client]
    ) -> None:
        for browser in (visitor, as_(mallory)):
            assert browser.get(f"/media/{private.key}").status_code == 404
        led = as_(private.file.owner).get(f"/media/{private.key}")
        assert (led.status_code, led["Cache-Control"]) == (302, "private, no-cache")
        assert led["Cross-Origin-Resource-Policy"] == "same-origin"
        assert int(parse_qs(urlsplit(led["Location"]).query)["X-Amz-Expires"][0]) == serving.SIGNED_PRIVATE
        answer = followed(led["Location"])
        assert (answer.body, answer.headers["Cache-Control"]) == (WEBP, "private, no-cache")

    def test_part_of_it_and_its_head(self, visitor: Client, rendition: Rendition) -> None:
        address = visitor.get(f"/media/{rendition.key}")["Location"]
        part = followed(address, Range="bytes=10-19")
        assert (part.status, part.body) == (206, WEBP[10:20])
        led = visitor.head(f"/media/{rendition.key}")
        assert led["Cache-Control"] == "private, no-cache", "it is signed for HEAD alone"
        answer = followed(led["Location"], "HEAD")
        assert (answer.status, answer.headers["Content-Length"]) == (200, str(len(WEBP)))

    def test_whoever_has_the_bytes_of_another_day_is_told_so(self, visitor: Client, rendition: Rendition) -> None:
        answer = visitor.get(f"/media/{rendition.key}", headers={"If-None-Match": f'"{rendition.key}"'})
        assert answer.status_code == 304

    def test_serving_asks_the_bucket_nothing(
        self, visitor: Client, rendition: Rendition, server: Swift, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*args: object) -> None:
            raise AssertionError("the bucket was asked")

        visitor.get(f"/media/{rendition.key}")
        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", refuse)
        # The server's own sessions go over sockets that are open already.
        address = storage.signed_address("renditions/aa/aa", seconds=60, method="GET", answered={})
        assert address.startswith(server.url)

    def test_without_or_with_another_signature_nothing_is_given(self, visitor: Client, rendition: Rendition) -> None:
        address = visitor.get(f"/media/{rendition.key}")["Location"]
        name = storage.rendition_name(rendition.key)
        other = storage.rendition_name(new_key())
        storage.keep(other, ContentFile(b"another's"))
        for wrong in (
            address.partition("?")[0],
            address.replace("X-Amz-Signature=", "X-Amz-Signature=0"),
            address.replace(name, other),
            address.replace("webp&", "html&", 1),
            address.replace(f"X-Amz-Expires={serving.SIGNED}", "X-Amz-Expires=99999"),
        ):
            assert wrong != address
            assert followed(wrong).status in (400, 401, 403), wrong

    def test_an_address_runs_out(self, rendition: Rendition) -> None:
        name = storage.rendition_name(rendition.key)
        address = storage.signed_address(name, seconds=1, method="GET", answered={})
        assert followed(address).status == 200
        time.sleep(2.1)
        assert followed(address).status == 403

    def test_originals_are_led_to_by_nobody(self, bucket: str, visitor: Client, alice: User) -> None:
        held = actions.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
        assert visitor.get(f"/media/{held.key}").status_code == 404
        bare = f"{storage.signed_address(storage.original_name(held.key), seconds=9, method='GET', answered={})}"
        assert followed(bare.partition("?")[0]).status in (400, 401, 403)
