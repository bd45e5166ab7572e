"""Deleting: hidden at once everywhere, and gone later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from posts import actions
from posts.models import Mention, Post, PostTopic
from tests.factories import make_post
from topics.models import Topic

pytestmark = pytest.mark.django_db


def test_a_deleted_post_is_gone_for_everybody_at_once(as_, alice, bob, visitor):
    post = make_post(author=alice, text="regret #早安#")
    answer = as_(alice).post(f"/posts/{post.pk}/delete/", {"next": f"/p/{post.pk}/"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    for client in (as_(alice), as_(bob), visitor):
        assert client.get(f"/p/{post.pk}/").status_code == 404
        assert "regret" not in client.get("/").content.decode()
    alice.refresh_from_db()
    assert alice.post_count == 0
    assert Topic.objects.get().post_count == 0


def test_without_script_a_page_asks_first(as_, alice):
    post = make_post(author=alice)
    page = as_(alice).get(f"/posts/{post.pk}/delete/")
    assert page.status_code == 200
    assert 'method="post"' in page.content.decode()
    assert Post.objects.get().deleted_at is None


def test_only_the_author_deletes(as_, alice, mallory, visitor):
    post = make_post(author=alice)
    assert as_(mallory).post(f"/posts/{post.pk}/delete/").status_code == 403
    assert visitor.post(f"/posts/{post.pk}/delete/")["Location"].startswith("/accounts/login/")
    assert as_(alice).post("/posts/1/delete/").status_code == 404


def test_deleting_twice_counts_once(alice):
    from core.refusals import Missing

    post = make_post(author=alice)
    make_post(author=alice)
    actions.delete(post_id=post.pk, by=alice)
    with pytest.raises(Missing):
        actions.delete(post_id=post.pk, by=alice)
    alice.refresh_from_db()
    assert alice.post_count == 1


def test_rows_go_after_the_undo_time_and_the_hour_of_the_limit(alice, star):
    post = make_post(author=alice, text="bye @star #早安#")
    actions.delete(post_id=post.pk, by=alice)
    assert actions.purge_deleted() == 0
    long_ago = timezone.now() - timedelta(hours=2)
    Post.objects.filter(pk=post.pk).update(deleted_at=long_ago, created_at=long_ago)
    assert actions.purge_deleted() == 1
    assert not (Post.objects.exists() or Mention.objects.exists() or PostTopic.objects.exists())
