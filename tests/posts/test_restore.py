"""Undoing a deletion, while it can be undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.refusals import Missing
from posts import actions, queries
from posts.models import Post
from tests.factories import make_post
from topics.models import Topic

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


def test_it_is_back_as_it_was(as_, alice, visitor):
    post = make_post(author=alice, text="regret #tea#")
    actions.pin(post_id=post.pk, by=alice)
    browser = as_(alice)
    browser.post(f"/posts/{post.pk}/delete/", {"next": "/u/alice/"})
    assert queries.pinned(alice, viewer=alice) is None
    page = browser.get("/u/alice/", headers={"Accept-Language": "en"})
    assert f'formaction="/posts/{post.pk}/restore/"' in page.text
    assert 'data-undo="10"' in page.text
    answer = browser.post(f"/posts/{post.pk}/restore/", {"next": "/u/alice/"})
    assert (answer.status_code, answer["Location"]) == (303, "/u/alice/")
    alice.refresh_from_db()
    assert (alice.post_count, Topic.objects.get().post_count) == (1, 1)
    assert visitor.get(f"/p/{post.pk}/").status_code == 200
    assert queries.pinned(alice, viewer=None).pk == post.pk


def test_a_script_is_given_the_bar_and_then_the_card(as_, alice):
    post, browser = make_post(author=alice, text="gone and back"), as_(alice)
    bar = browser.post(f"/posts/{post.pk}/delete/", headers=SCRIPT)
    assert (bar.status_code, "data-deleted" in bar.text, "<html" in bar.text) == (200, True, False)
    card = browser.post(f"/posts/{post.pk}/restore/", headers=SCRIPT)
    assert (card.status_code, "gone and back" in card.text, "<html" in card.text) == (200, True, False)


def test_only_once_and_only_in_time(as_, alice):
    post, browser = make_post(author=alice), as_(alice)
    assert browser.post(f"/posts/{post.pk}/restore/").status_code == 409
    actions.delete(post_id=post.pk, by=alice)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - actions.UNDO_TIME - timedelta(seconds=3))
    assert browser.post(f"/posts/{post.pk}/restore/").status_code == 409
    assert browser.post("/posts/1/restore/").status_code == 404
    assert browser.post(f"/posts/{2**64}/restore/").status_code == 404
    assert browser.get(f"/posts/{post.pk}/restore/").status_code == 302
    assert Post.objects.get().deleted_at


def test_others_bring_nothing_back_nor_does_the_author_what_staff_deleted(alice, bob, admin):
    post = make_post(author=alice)
    actions.delete(post_id=post.pk, by=alice)
    for other in (bob, admin):
        with pytest.raises(Missing):
            actions.restore(post_id=post.pk, by=other)
    removed = make_post(author=alice)
    actions.delete(post_id=removed.pk, by=admin)
    with pytest.raises(actions.UndoTimeOver):
        actions.restore(post_id=removed.pk, by=alice)
