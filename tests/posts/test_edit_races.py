"""Editing, deleting, bringing back and reposting at once, on a real database: one outcome, and counters that add up."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from core.refusals import Refusal
from interactions.actions import repost
from media.models import File
from posts import actions, counts
from posts.audience import Options
from posts.models import Mention, Pin, Post, PostTopic, Revision
from posts.pictures import PICTURE, Attachment
from posts.text import TextRefused
from tests.accounts.test_races import at_once
from tests.factories import make_post, make_user
from tests.media.renditions import make_ready, pending
from tests.posts.editing import edit
from topics.models import Topic

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(*calls: Callable[[], object]) -> list[object]:
    """What each call came to; nothing but refusals may be raised."""
    results = at_once(*calls)
    assert [
        each for each in results if isinstance(each, Exception) and not isinstance(each, Refusal | TextRefused)
    ] == []
    return results


def refused(results: list[object]) -> int:
    return sum(isinstance(result, Exception) for result in results)


def check_counters() -> None:
    """Every counter is what a recount says."""
    for user in User.objects.all():
        assert user.post_count == Post.objects.filter(author=user, deleted_at=None).count()
    public = PostTopic.objects.filter(content_object__deleted_at=None, content_object__visibility="public")
    counted = dict(public.values_list("tag").annotate(number=Count("pk")).order_by())
    assert {topic.pk: topic.post_count for topic in Topic.objects.filter(post_count__gt=0)} == counted
    for pk, told in counts.of(Post.objects.values_list("pk", flat=True)).items():
        live = Post.objects.filter(deleted_at=None)
        assert told["reposts"] == (live.filter(root=pk) | live.filter(parent=pk)).distinct().count()


def test_deleting_in_forty_tabs_deletes_once(alice):
    post = make_post(author=alice, text="#tea#")
    results = outcomes(*[lambda: actions.delete(post_id=post.pk, by=alice)] * 20)
    assert refused(results) == 19
    check_counters()
    assert refused(outcomes(*[lambda: actions.restore(post_id=post.pk, by=alice)] * 20)) == 19
    check_counters()


def test_edits_at_once_are_all_kept_one_after_the_other(alice, bob, star):
    post = make_post(author=alice, text="begun #tea#")
    texts = [f"version {n} #topic{n % 3}# #tea# @bob @阿星" for n in range(10)]
    assert refused(outcomes(*[lambda text=text: edit(post, text) for text in texts])) == 0
    edited = Post.objects.get(pk=post.pk)
    kept = [*post.revisions.order_by("pk").values_list("text", flat=True), edited.text]
    assert sorted(kept) == sorted(["begun #tea#", *texts])
    assert (edited.version, Mention.objects.count(), PostTopic.objects.count()) == (11, 2, 2)
    check_counters()


def test_an_edit_of_a_post_that_is_deleted_meanwhile_changes_nothing_or_comes_first(alice):
    for turn in range(6):
        post = make_post(author=alice, text=f"before {turn} #tea#")
        edited, deleted = outcomes(
            lambda post=post: edit(post, "after #cake#", visibility="followers"),
            lambda post=post: actions.delete(post_id=post.pk, by=alice),
        )
        assert isinstance(deleted, Post)
        post.refresh_from_db()
        assert post.deleted_at
        assert (post.text == "after #cake#") == isinstance(edited, Post) == Revision.objects.filter(post=post).exists()
        check_counters()


def test_a_storm_on_a_few_posts_leaves_no_drift(alice, bob, star):
    people, chance = [alice, bob, star], Random(5)
    posts = [make_post(author=person, text=f"#t{turn}# @bob") for turn, person in enumerate(people)]
    words = ["#t0# @alice", "#t1# #t0# @阿星", "#t2# and #t1# @bob", "nothing"]

    def some_act() -> Callable[[], Any]:
        post, said = chance.choice(posts), chance.choice(words) + str(chance.random())
        by, level = post.author, chance.choice(["public", "followers", "self"])
        options = Options(visibility=level)
        return chance.choice([
            lambda: edit(post, said, visibility=level),
            lambda: actions.change_audience(post_id=post.pk, by=by, options=options),
            lambda: actions.delete(post_id=post.pk, by=by),
            lambda: actions.restore(post_id=post.pk, by=by),
            lambda: actions.pin(post_id=post.pk, by=by),
            lambda: make_post(author=chance.choice(people), text=f"more {said}"),
        ])  # fmt: skip

    acts = [some_act() for _ in range(96)]
    for start in range(0, len(acts), 16):
        outcomes(*acts[start : start + 16])
    check_counters()
    assert Pin.objects.count() <= len(people)


def test_a_repost_of_what_is_deleted_meanwhile_is_counted_or_refused(alice):
    people = [make_user() for _ in range(6)]
    post = make_post(author=alice)
    results = outcomes(
        *[lambda who=who: repost(author=who, post_id=post.pk, raw="") for who in people],
        lambda: actions.delete(post_id=post.pk, by=alice),
    )
    assert isinstance(results[-1], Post)
    made = [result for result in results[:-1] if isinstance(result, Post)]
    assert Post.objects.filter(root=post.pk).count() == len(made)
    check_counters()
    long_ago = timezone.now() - actions.PURGED_AFTER - timedelta(seconds=1)
    Post.objects.filter(pk=post.pk).update(deleted_at=long_ago)
    assert sum(outcomes(*[actions.purge_deleted] * 4)) == 1
    assert Post.objects.filter(root=post.pk).count() == len(made)


def test_bringing_back_at_the_last_moment_is_whole_or_too_late(alice):
    for _ in range(4):
        post = make_post(author=alice, text="#tea#")
        actions.delete(post_id=post.pk, by=alice)
        edge = timezone.now() - actions.PURGED_AFTER - timedelta(milliseconds=1)
        Post.objects.filter(pk=post.pk).update(deleted_at=edge)
        back, _gone = outcomes(lambda post=post: actions.restore(post_id=post.pk, by=alice), actions.purge_deleted)
        assert isinstance(back, Refusal)
        assert not Post.objects.filter(pk=post.pk).exists()
        check_counters()


def test_a_picture_is_removed_while_it_gets_ready(alice):
    for _ in range(4):
        files = [pending(alice, PICTURE) for _ in range(2)]
        post = make_post(author=alice, attachments=[Attachment(file.key) for file in files])
        going = post.pictures.get(file=files[0])

        def finish(file: File = files[0]) -> None:
            with suppress(AssertionError, File.DoesNotExist):  # It was discarded first.
                make_ready(file)

        results = outcomes(finish, lambda post=post, going=going: edit(post, removed=[going.pk]))
        assert isinstance(results[1], Post)
        assert post.pictures.get().file_id == files[1].pk
        assert not File.objects.filter(pk=files[0].pk).exists()


def test_two_who_mention_each_other_at_once_wait_in_no_circle(alice, bob):
    acts = [
        lambda n=n, who=who, other=other: make_post(author=who, text=f"@{other.handle} {n}")
        for n in range(8)
        for who, other in ((alice, bob), (bob, alice))
    ]
    assert refused(outcomes(*acts)) == 0
    assert Mention.objects.count() == 16
