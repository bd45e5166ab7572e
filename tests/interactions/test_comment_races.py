"""Comments by many at once, on a real database: every number is what the rows say, and nobody meets a fault."""

from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction

from core.refusals import Refusal
from core.submissions import Repeated, Ticket
from interactions import actions
from interactions.models import Comment, CommentLike
from posts import actions as posts
from posts import counts
from posts.models import Post
from tests.accounts.test_races import at_once
from tests.factories import make_comment, make_post, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def exact(post: Post, results: list[object]) -> int:
    """How many comments there are, where the counts agree and nothing but refusals was raised."""
    assert [error for error in results if isinstance(error, Exception) and not isinstance(error, Refusal)] == []
    live = Comment.objects.filter(post=post, deleted_at=None)
    assert counts.of([post.pk])[post.pk]["comments"] == live.count()
    for comment in Comment.objects.filter(post=post):
        if comment.deleted_at is None:
            assert comment.reply_count == live.filter(parent=comment).count()
        assert comment.like_count == CommentLike.objects.filter(comment=comment).count()
    assert not live.filter(parent__deleted_at__isnull=False).exists()
    return live.count()


def test_one_form_sent_forty_times_makes_one_comment() -> None:
    post, writer = make_post(), make_user()
    ticket = Ticket(f"user:{writer.pk}", "the same")

    def send() -> object:
        try:
            return actions.comment(author=writer, post_id=post.pk, raw="once", ticket=ticket).get_absolute_url()
        except Repeated as first:
            return first.result

    results = at_once(*[send] * 40)
    assert results == [f"/p/{post.pk}/#comment-{Comment.objects.get().pk}"] * 40
    assert exact(post, results) == 1


def test_a_limit_holds_for_many_tabs_at_once(settings) -> None:
    settings.OPEN_LIMITS = False
    post, writer = make_post(), make_user(email_confirmed=False)
    results = at_once(*[lambda turn=turn: make_comment(author=writer, post=post, text=f"{turn}") for turn in range(16)])
    assert sum(isinstance(result, actions.CommentingTooFast) for result in results) == 6
    assert exact(post, results) == 10


def test_likes_come_and_go() -> None:
    post = make_post()
    comments, people = [make_comment(post=post) for _ in range(2)], [make_user() for _ in range(4)]
    chance, calls = Random(5), []
    for _ in range(120):
        act = chance.choice([actions.like_comment, actions.unlike_comment])
        given = {"comment_id": chance.choice(comments).pk, "by": chance.choice(people)}
        calls.append(lambda act=act, given=given: act(**given))
    exact(post, [result for start in range(0, 120, 20) for result in at_once(*calls[start : start + 20])])


def test_a_comment_and_the_end_of_its_post() -> None:
    for turn in range(6):
        post = make_post()
        results = at_once(
            *[lambda post=post: make_comment(author=make_user(), post=post) for _ in range(3)],
            lambda post=post: posts.delete(post_id=post.pk, by=post.author),
            # Its row goes at once, as the sweep would have it later.
            *([lambda post=post: _purge(post)] if turn % 2 else []),
        )
        if turn % 2:
            assert [error for error in results if isinstance(error, Exception) and not isinstance(error, Refusal)] == []
            assert Comment.objects.filter(post=post.pk).exists() is Post.objects.filter(pk=post.pk).exists()
        else:
            exact(post, results)


def _purge(post: Post) -> None:
    from interactions.actions.removing import remove_of

    remove_of([post.pk])
    with transaction.atomic():
        # One that came meanwhile holds it back.
        locked = Post.objects.select_for_update().filter(pk=post.pk).first()
        if locked and not Comment.objects.filter(post=post.pk).exists():
            locked.delete()


def test_replies_and_the_end_of_what_they_reply_to() -> None:
    post = make_post()
    results: list[object] = []
    for _ in range(6):
        first = make_comment(post=post)
        below = [make_comment(to=first) for _ in range(2)]
        calls: list[Callable[[], object]] = [lambda first=first: make_comment(to=first) for _ in range(3)]
        calls += [lambda first=first: actions.delete_comment(comment_id=first.pk, by=post.author)]
        calls += [lambda each=each: actions.delete_comment(comment_id=each.pk, by=each.author) for each in below]
        calls += [lambda first=first: actions.like_comment(comment_id=first.pk, by=post.author)]
        results += at_once(*calls)
    assert exact(post, results) == 0


def test_one_of_two_pinned_at_once_stands_first() -> None:
    post = make_post()
    comments = [make_comment(post=post) for _ in range(4)]
    for _ in range(6):
        calls = [lambda each=each: actions.pin(comment_id=each.pk, by=post.author) for each in comments]
        calls += [lambda: actions.hide(comment_id=comments[0].pk, by=post.author)]
        assert [error for error in at_once(*calls) if isinstance(error, Exception)] == []
        assert Comment.objects.filter(post=post, is_pinned=True).count() <= 1


def test_an_account_that_goes_leaves_every_number_right() -> None:
    from accounts.actions import delete_account

    for _ in range(4):
        post, leaving = make_post(), make_user()
        theirs, other = make_comment(author=leaving, post=post), make_comment(post=post)
        make_comment(author=leaving, to=other)
        results = at_once(
            lambda leaving=leaving: delete_account(user=leaving),
            *[lambda theirs=theirs: make_comment(to=theirs) for _ in range(2)],
            *[lambda other=other: make_comment(to=other) for _ in range(2)],
            lambda theirs=theirs: actions.like_comment(comment_id=theirs.pk, by=make_user()),
            lambda other=other, leaving=leaving: actions.like_comment(comment_id=other.pk, by=leaving),
        )
        assert exact(post, results[1:]) == 3
