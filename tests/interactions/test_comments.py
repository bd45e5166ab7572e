"""Commenting, replying and deleting: who may, what is counted, what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.refusals import Missing
from follows.models import Block
from interactions import actions
from interactions.actions.commenting import LIMIT_WINDOW
from interactions.commenters import MayNotComment
from interactions.models import MAX_COMMENT_UNITS, Comment, CommentLike, CommentMention
from interactions.tasks import purge_comments
from posts import counts
from posts.models import Post
from posts.text import EmptyText, ForbiddenCharacter, StackedMarks, TooManyCodePoints, UrlTooLong
from tests.factories import make_comment, make_follow, make_post, make_user

pytestmark = pytest.mark.django_db


def exact(post: Post) -> int:
    """What is counted of a post, when it is what the rows say."""
    live = Comment.objects.filter(post=post, deleted_at=None)
    assert counts.of([post.pk])[post.pk]["comments"] == live.count()
    for comment in live:
        assert comment.reply_count == live.filter(parent=comment).count()
        assert comment.like_count == CommentLike.objects.filter(comment=comment).count()
    return live.count()


def test_a_comment_is_kept_and_counted(post, bob, star):
    made = make_comment(author=bob, post=post, text="  hello @阿星 and @nobody #tea# [doge]\r\n")
    assert (made.text, made.parent, made.answered) == ("hello @阿星 and @nobody #tea# [doge]", None, None)
    assert list(CommentMention.objects.values_list("comment", "user", "word")) == [(made.pk, star.pk, "阿星")]
    assert exact(post) == 1


def test_a_reply_stands_below_the_first_level_and_says_whom_it_answers(post, bob, mallory):
    first = make_comment(author=bob, post=post)
    reply = make_comment(author=mallory, to=first)
    second = make_comment(author=post.author, to=reply)
    assert (reply.parent_id, reply.answered) == (first.pk, None)
    assert (second.parent_id, second.answered) == (first.pk, mallory)
    assert exact(post) == 3
    first.refresh_from_db()
    assert first.reply_count == 2


@pytest.mark.parametrize(
    ("policy", "may"),
    [
        ("everyone", {"alice", "bob", "carol", "mallory"}),
        ("followers", {"alice", "bob"}),
        ("following", {"alice", "carol"}),
        ("nobody", {"alice"}),
    ],
)
def test_the_post_says_who_may_comment(alice, bob, mallory, policy, may):
    carol = make_user(handle="carol")
    make_follow(follower=alice, followee=carol)
    post = make_post(author=alice, comment_policy=policy)
    did = set()
    for person in (alice, bob, carol, mallory):
        try:
            make_comment(author=person, post=post)
            did.add(person.handle)
        except MayNotComment as refused:
            assert "alice" in str(refused.message)
    assert did == may
    assert exact(post) == len(may)


def test_a_post_that_one_may_not_see_is_missing(alice, mallory):
    secret, blocked = make_post(author=alice, visibility="self"), make_post()
    Block.objects.create(blocker=blocked.author, blocked=mallory)
    for post_id in (secret.pk, blocked.pk, 1, 2**64):
        with pytest.raises(Missing):
            actions.comment(author=mallory, post_id=post_id, raw="hello")


@pytest.mark.parametrize("state", ["apart", "deleted", "hidden", "elsewhere", "suspended", "impossible"])
def test_a_comment_that_is_not_there_is_not_replied_to(alice, bob, mallory, post, state):
    first = make_comment(author=bob, post=post)
    changes = {"deleted": {"deleted_at": timezone.now()}, "hidden": {"hidden_at": timezone.now()}}
    Comment.objects.filter(pk=first.pk).update(**changes.get(state, {"is_pinned": False}))
    if state == "apart":
        Block.objects.create(blocker=mallory, blocked=bob)
    if state == "suspended":
        type(bob).objects.filter(pk=bob.pk).update(state="suspended")
    on = make_post(author=alice) if state == "elsewhere" else post
    with pytest.raises(actions.CommentGone):
        actions.comment(
            author=mallory, post_id=on.pk, raw="hello", parent_id=2**64 if state == "impossible" else first.pk
        )


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (" \u3000\u200b\n", EmptyText),
        ("字" * (MAX_COMMENT_UNITS + 1), actions.CommentTooLong),
        ("a\u202eb", ForbiddenCharacter),
        ("e" + "\u0301" * 5, StackedMarks),
        ("\u0301" * 8001, TooManyCodePoints),
        ("https://example.org/" + "a" * 2048, UrlTooLong),
    ],
)
def test_a_text_that_can_not_be_sent(post, bob, text, refused):
    with pytest.raises(refused) as caught:
        actions.comment(author=bob, post_id=post.pk, raw=text)
    assert str(caught.value)
    assert exact(post) == 0


def test_the_longest_texts_are_taken(post, bob):
    make_comment(author=bob, post=post, text="字" * MAX_COMMENT_UNITS)
    # Eight thousand code points that count next to nothing.
    make_comment(author=bob, post=post, text="é".replace("é", "e\u0301\ufe00\ufe01\u200d") * 1120)


def test_the_same_words_twice_in_a_row_are_refused_on_the_same_post(alice, post, bob):
    make_comment(author=bob, post=post, text="first!")
    with pytest.raises(actions.RepeatedComment):
        make_comment(author=bob, post=post, text="first!")
    make_comment(author=bob, post=make_post(author=alice), text="first!")
    make_comment(author=bob, post=post, text="second")
    first = make_comment(author=bob, post=post, text="first!")
    below = make_comment(author=alice, to=first, text="Thanks!")
    make_comment(author=alice, to=below, text="Thanks!")


@pytest.mark.parametrize(("confirmed", "most"), [(True, 60), (False, 10)])
def test_so_many_an_hour_and_deleting_gives_nothing_back(settings, post, confirmed, most):
    settings.OPEN_LIMITS = False
    eager = make_user(email_confirmed=confirmed)
    made = [make_comment(author=eager, post=post) for _ in range(most)]
    actions.delete_comment(comment_id=made[0].pk, by=eager)
    with pytest.raises(actions.CommentingTooFast) as refused:
        make_comment(author=eager, post=post)
    assert refused.value.detail == {"retry_after": 3600}
    assert (refused.value.message == actions.CommentingTooFast.unconfirmed) is not confirmed
    assert exact(post) == most - 1


def test_a_deleted_comment_takes_its_replies_with_it(post, bob, mallory):
    first, other = make_comment(author=bob, post=post), make_comment(author=mallory, post=post)
    gone = make_comment(author=mallory, to=first)
    make_comment(author=post.author, to=first)
    actions.delete_comment(comment_id=gone.pk, by=mallory)
    assert exact(post) == 3
    actions.delete_comment(comment_id=first.pk, by=bob)
    assert exact(post) == 1
    assert list(Comment.objects.filter(deleted_at=None)) == [other]
    with pytest.raises(Missing):
        actions.delete_comment(comment_id=first.pk, by=bob)


def test_writer_author_and_whoever_moderates_delete(post, bob, mallory, admin):
    for by in (bob, post.author, admin):
        made = make_comment(author=bob, post=post)
        with pytest.raises(actions.NotYourComment):
            actions.delete_comment(comment_id=made.pk, by=mallory)
        actions.delete_comment(comment_id=made.pk, by=by)
    assert exact(post) == 0


def test_its_writer_deletes_it_below_a_post_that_is_out_of_sight_by_now(alice, bob, mallory):
    post = make_post(author=alice)
    made = make_comment(author=bob, post=post)
    Block.objects.create(blocker=alice, blocked=bob)
    with pytest.raises(Missing):
        actions.delete_comment(comment_id=make_comment(author=mallory, post=post).pk, by=bob)
    actions.delete_comment(comment_id=made.pk, by=bob)
    assert exact(post) == 1


def test_whoever_moderates_deletes_what_a_suspended_writer_left(post, bob, admin):
    made = make_comment(author=bob, post=post)
    type(bob).objects.filter(pk=bob.pk).update(state="suspended")
    with pytest.raises(Missing):
        actions.delete_comment(comment_id=made.pk, by=post.author)
    actions.delete_comment(comment_id=made.pk, by=admin)
    assert exact(post) == 0


def test_likes_are_counted_once(post, bob, mallory):
    made = make_comment(author=bob, post=post)
    assert actions.like_comment(comment_id=made.pk, by=mallory)
    assert not actions.like_comment(comment_id=made.pk, by=mallory)
    assert actions.like_comment(comment_id=made.pk, by=bob)
    assert exact(post) == 1
    assert actions.unlike_comment(comment_id=made.pk, by=mallory)
    assert not actions.unlike_comment(comment_id=made.pk, by=mallory)
    exact(post)
    made.refresh_from_db()
    assert made.like_count == 1


def test_rows_of_deleted_comments_go_when_no_limit_remembers_them(post, bob, mallory):
    first = make_comment(author=bob, post=post)
    make_comment(author=mallory, to=first, text="bye @bob")
    actions.like_comment(comment_id=first.pk, by=mallory)
    kept = make_comment(author=mallory, post=post)
    actions.delete_comment(comment_id=first.pk, by=bob)
    assert actions.purge_comments() == 0
    Comment.objects.filter(deleted_at__isnull=False).update(
        deleted_at=timezone.now() - LIMIT_WINDOW - timedelta(minutes=1)
    )
    purge_comments()
    assert (list(Comment.objects.all()), CommentLike.objects.count()) == ([kept], 0)
    assert exact(post) == 1


def test_a_deleted_account_takes_its_comments_and_likes_and_leaves_every_count_right(alice, post, bob, mallory):
    from accounts.actions import delete_account

    other = make_post(author=alice)
    first, hers = make_comment(author=bob, post=post), make_comment(author=mallory, post=post)
    make_comment(author=mallory, to=first)
    make_comment(author=bob, to=hers)
    answered = make_comment(author=alice, to=make_comment(author=mallory, to=first))
    make_comment(author=mallory, post=other, text="@bob look")
    deleted = make_comment(author=mallory, post=other)
    actions.delete_comment(comment_id=deleted.pk, by=mallory)
    for comment in (first, hers):
        actions.like_comment(comment_id=comment.pk, by=mallory)
    actions.like_comment(comment_id=first.pk, by=alice)
    assert (exact(post), exact(other)) == (6, 1)
    delete_account(user=mallory)
    assert (exact(post), exact(other)) == (2, 0)
    answered.refresh_from_db()
    assert answered.answered is None
    assert Comment.objects.count() == 2
