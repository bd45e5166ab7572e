"""The files of posts' pictures: who may have them, and when they go."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from media import storage
from media.models import File
from posts import actions
from posts.actions import PURGED_AFTER, purge_deleted
from posts.models import Post, PostPicture
from posts.pictures import PICTURE, Attachment
from tests.media.renditions import make_ready, pending

pytestmark = pytest.mark.django_db


def published(author: User, **fields: Any) -> Post:
    file = pending(author, PICTURE)
    return actions.publish(author=author, raw="Seen", attachments=[Attachment(file.key)], **fields)


def key_of(post: Post) -> str:
    return post.pictures.get().file.renditions.get(name="cell-240.webp").key


def test_the_picture_of_a_public_post_is_everybodys(visitor, alice):
    post = published(alice)
    make_ready(post.pictures.get().file)
    answer = visitor.get(f"/media/{key_of(post)}")
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("public")


def test_what_waits_for_its_post_is_its_owners_alone(visitor, as_, alice, mallory, admin):
    file = pending(alice, PICTURE)
    make_ready(file)
    address = f"/media/{file.renditions.first().key}"
    assert [client.get(address).status_code for client in (visitor, as_(mallory), as_(admin))] == [404, 404, 404]
    answer = as_(alice).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")


@pytest.mark.parametrize("level", ["followers", "mutual", "group", "self"])
def test_a_picture_is_as_private_as_its_post(visitor, as_, alice, bob, level: str):
    post = published(alice)
    make_ready(post.pictures.get().file)
    Post.objects.filter(pk=post.pk).update(visibility=level)
    address = f"/media/{key_of(post)}"
    assert visitor.get(address).status_code == 404
    answer = as_(alice).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")


def test_a_deleted_posts_picture_is_missing_at_once_and_its_file_goes_after_the_undo_time(
    visitor, as_, alice, django_capture_on_commit_callbacks: Callable
):
    post = published(alice)
    make_ready(post.pictures.get().file)
    key = key_of(post)
    actions.delete(post_id=post.pk, by=alice)
    assert visitor.get(f"/media/{key}").status_code == as_(alice).get(f"/media/{key}").status_code == 404
    assert default_storage.exists(storage.rendition_name(key))
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - PURGED_AFTER - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        purge_deleted()
    assert not default_storage.exists(storage.rendition_name(key))
    assert not File.objects.exists()
    assert not Post.objects.filter(pk=post.pk).exists()


def test_a_suspended_authors_pictures_are_missing(visitor, alice):
    post = published(alice)
    make_ready(post.pictures.get().file)
    User.objects.filter(pk=alice.pk).update(state=User.State.SUSPENDED)
    assert visitor.get(f"/media/{key_of(post)}").status_code == 404


def test_files_that_nobody_has_begun_are_queued_with_the_post(alice):
    post = published(alice)
    assert post.pictures.get().file.state == File.State.QUEUED


def test_a_picture_that_becomes_ready_has_its_card_drawn_anew(alice, mallory):
    post, other = published(alice), published(mallory)
    make_ready(post.pictures.get().file)
    assert Post.objects.get(pk=post.pk).version == 2
    assert Post.objects.get(pk=other.pk).version == 1


def test_places_and_files_are_unique(alice):
    post = published(alice)
    file = pending(alice, PICTURE)
    for again in ({"file": file, "position": 0}, {"file": post.pictures.get().file, "position": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PostPicture.objects.create(post=post, **again)
