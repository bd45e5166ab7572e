"""Deleting: hidden at once everywhere, and gone for good seconds later."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from interactions.actions import comment, favourite, like
from interactions.models import Comment, CommentMention, Favourite, Like, Spread
from posts import actions
from posts.models import Mention, Post, PostTopic, PurgedPost, Revision
from tests.factories import make_post
from tests.posts.editing import edit
from topics.models import Topic

pytestmark = pytest.mark.django_db


def past_undo(post: Post) -> None:
    long_enough = actions.PURGED_AFTER + timedelta(seconds=1)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - long_enough)


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


def test_rows_go_after_the_undo_time_and_only_a_mark_stays(alice, star):
    post = make_post(author=alice, text="bye @star #早安#")
    edit(post, "bye now @star")
    actions.delete(post_id=post.pk, by=alice)
    assert actions.purge_deleted() == 0
    past_undo(post)
    assert actions.purge_deleted() == 1
    gone = (Post, Mention, PostTopic, Revision)
    assert not any(model.objects.exists() for model in gone)
    mark = PurgedPost.objects.get()
    assert (mark.author, mark.posted_at) == (alice, post.created_at)
    PurgedPost.objects.update(posted_at=timezone.now() - actions.LIMIT_WINDOW)
    actions.purge_deleted()
    assert not PurgedPost.objects.exists()


@override_settings(OPEN_LIMITS=False)
def test_deleting_gives_no_allowance_back(alice):
    for _ in range(30):
        post = make_post(author=alice)
        actions.delete(post_id=post.pk, by=alice)
        past_undo(post)
    actions.purge_deleted()
    with pytest.raises(actions.PostingTooFast):
        make_post(author=alice)


def test_what_hangs_on_a_post_goes_in_small_steps(alice, bob, star, monkeypatch):
    monkeypatch.setattr("interactions.actions.removing.MOST", 3)
    post, other = make_post(author=alice), make_post(author=alice)
    repost = make_post(author=bob, quoted=post)
    for user in (bob, star, alice):
        like(user=user, post_id=post.pk)
        favourite(user=user, post_id=post.pk)
        comment(author=user, post_id=post.pk, raw=f"I am {user.handle}, @star")
    like(user=bob, post_id=other.pk)
    for each in (post, repost):
        actions.delete(post_id=each.pk, by=each.author)
        past_undo(each)
    turns = [actions.purge_deleted() for _ in range(5)]
    assert (turns[0], sum(turns)) == (1, 2), "the repost at once, the post when nothing hangs on it any more"
    assert Post.objects.get() == other
    assert not any(model.objects.exists() for model in (Favourite, Comment, CommentMention, Spread))
    assert Like.objects.get().post == other


def test_a_deleted_repost_keeps_its_place_in_the_tree(alice, bob):
    root = make_post(author=alice)
    repost = make_post(author=bob, quoted=root)
    actions.delete(post_id=repost.pk, by=bob)
    past_undo(repost)
    assert actions.purge_deleted() == 1
    assert Spread.objects.get().post_id == repost.pk
