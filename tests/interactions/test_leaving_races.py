"""An account goes while others do things with what is its own, on a real database: nobody meets a fault."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.actions import delete_account
from accounts.models import User
from core.refusals import Refusal
from interactions import actions
from interactions.models import Comment, CommentLike, FolderFollow
from posts import counts
from posts.actions import delete, publish_draft, publish_due
from posts.audience import Options
from posts.models import Draft, Post
from posts.written import Opened
from tests.accounts.test_races import at_once
from tests.factories import make_comment, make_follow, make_post, make_user
from tests.posts.drafting import make_draft
from topics.models import Topic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def member() -> User:
    return make_user(password=None)


def exact(post: Post, results: list[object]) -> None:
    assert [error for error in results if isinstance(error, Exception) and not isinstance(error, Refusal)] == []
    live = Comment.objects.filter(post=post, deleted_at=None)
    assert counts.of([post.pk])[post.pk]["comments"] == live.count()
    for comment in live:
        assert comment.reply_count == live.filter(parent=comment).count()
        assert comment.like_count == CommentLike.objects.filter(comment=comment).count()


def test_a_writer_goes_while_others_take_their_likes_back() -> None:
    for _turn in range(2):
        post, writer, people = make_post(author=member()), member(), [member() for _ in range(6)]
        comments = [make_comment(author=writer, post=post) for _ in range(2)]
        for person in people:
            for comment in comments:
                actions.like_comment(comment_id=comment.pk, by=person)

        def take_back(person: User, comments: list[Comment] = comments) -> Callable[[], object]:
            return lambda: [actions.unlike_comment(comment_id=each.pk, by=person) for each in comments]

        calls = [take_back(person) for person in people]
        exact(post, at_once(*calls[:3], lambda writer=writer: delete_account(user=writer), *calls[3:]))


def test_two_who_talked_to_each_other_go_at_once() -> None:
    for _turn in range(2):
        post, one, other = make_post(author=member()), member(), member()
        for first, second in [(one, other), (other, one)] * 3:
            said = make_comment(author=first, post=post)
            answer = make_comment(author=second, to=said)
            for comment in (said, answer):
                for person in (one, other):
                    actions.like_comment(comment_id=comment.pk, by=person)
        exact(post, at_once(*[lambda person=person: delete_account(user=person) for person in (one, other)]))
        assert not Comment.objects.filter(post=post).exists()


def test_the_owner_of_folders_goes_while_others_follow_them_no_longer() -> None:
    owner, people = member(), [member() for _ in range(6)]
    folders = [actions.create_folder(owner=owner, name=f"Folder {number}", is_public=True) for number in range(4)]
    for person in people:
        for folder in folders:
            actions.follow_folder(user=person, folder_id=folder.pk)

    def leave(person: User) -> Callable[[], object]:
        return lambda: [actions.unfollow_folder(user=person, folder_id=folder.pk) for folder in folders]

    calls = [leave(person) for person in people]
    results = at_once(*calls[:3], lambda: delete_account(user=owner), *calls[3:])
    assert [error for error in results if isinstance(error, Exception) and not isinstance(error, Refusal)] == []
    assert not FolderFollow.objects.exists()


def test_one_goes_while_their_followers_and_they_themselves_write_and_delete() -> None:
    for _turn in range(3):
        leaver, reader = member(), member()
        make_follow(follower=reader, followee=leaver)
        make_follow(follower=leaver, followee=reader)
        mine, theirs = make_post(author=leaver, text="#tea# one"), make_post(author=reader, text="#tea# two")
        said = make_comment(author=leaver, post=theirs)
        answers = [make_comment(author=reader, to=said) for _ in range(3)]
        for each in answers:
            actions.like_comment(comment_id=each.pk, by=leaver)
        results = at_once(
            lambda leaver=leaver: delete_account(user=leaver),
            lambda mine=mine, leaver=leaver: delete(post_id=mine.pk, by=leaver),
            lambda said=said, reader=reader: make_comment(author=reader, to=said),
            lambda reader=reader: make_post(author=reader, text="#tea# three"),
            lambda said=said, reader=reader: actions.delete_comment(comment_id=said.pk, by=reader),
        )
        exact(theirs, results)
        assert User.objects.get(pk=reader.pk).follower_count == 0
        assert Topic.objects.get(name="tea").post_count == Post.objects.filter(author=reader).count()
        Post.objects.all().delete()
        Topic.objects.all().delete()


def test_two_who_commented_and_liked_crosswise_go_at_once() -> None:
    for _turn in range(2):
        posts, one, other = [make_post(author=member()) for _ in range(2)], member(), member()
        for first, second in ((one, other), (other, one)):
            commented, liked = posts if first == one else reversed(posts)
            make_comment(author=first, post=commented)
            actions.like(user=first, post_id=liked.pk)
            actions.like(user=second, post_id=liked.pk)
        results = at_once(*[lambda person=person: delete_account(user=person) for person in (one, other)])
        for post in posts:
            exact(post, results)
            assert counts.of([post.pk])[post.pk]["likes"] == 0


def test_one_goes_while_what_they_scheduled_is_published() -> None:
    for _turn in range(4):
        leaver = member()
        drafts = [make_draft(leaver, f"#soon# {number}") for number in range(4)]
        Draft.objects.filter(author=leaver).exclude(pk=drafts[0].pk).update(publish_at=timezone.now())
        results = at_once(
            publish_due,
            lambda leaver=leaver, draft=drafts[0]: publish_draft(
                author=leaver, opened=Opened(draft.pk), raw="now", options=Options()
            ),
            lambda leaver=leaver: delete_account(user=leaver),
            publish_due,
        )
        assert [error for error in results if isinstance(error, Exception) and not isinstance(error, Refusal)] == []
        assert not User.objects.filter(pk=leaver.pk).exists()
        assert not Post.objects.exists() and not Draft.objects.exists()
        assert Topic.objects.filter(post_count__gt=0).count() == 0
