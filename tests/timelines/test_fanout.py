"""A post's way into its readers' lists."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.actions import restore, suspend
from core.models import OutboxRow
from follows.actions import bulk_follow, unfollow
from posts.actions import delete
from tests.factories import make_follow, make_post, make_user
from timelines import fanout, home
from timelines.store import store
from timelines.tasks import fan_out, tidy_timelines

pytestmark = pytest.mark.django_db


def opens_home(reader):
    """As a visit to home does: a list is built and the reader counts as active."""
    home.page(reader)
    home.note_visit(reader)
    return reader


def row_of(post) -> OutboxRow:
    return OutboxRow.objects.get(key=f"fan-out:{post.pk}")


def listed(reader) -> list[int] | None:
    found = store.read(reader.pk, below=None, limit=100)
    return found and found.ids


def test_the_work_is_written_with_the_post(alice):
    post = make_post(author=alice)
    row = row_of(post)
    assert (row.task, row.queue, row.payload) == (
        "timelines.tasks.fan_out",
        "fast",
        {"post": str(post.pk), "author": alice.pk, "alone": False},
    )


def test_a_star_waits_on_a_queue_of_their_own(alice):
    type(alice).objects.filter(pk=alice.pk).update(follower_count=fanout.FAST_UP_TO + 1)
    alice.refresh_from_db()
    assert row_of(make_post(author=alice)).queue == "bulk"


def test_a_post_that_fails_leaves_no_work(alice):
    from posts.text import TextRefused

    with pytest.raises(TextRefused):
        make_post(author=alice, text="  ")
    assert not OutboxRow.objects.exists()


def test_active_followers_get_it_and_nobody_else(alice, bob, mallory, run_outbox):
    opens_home(bob), opens_home(mallory)
    post = make_post(author=alice)
    run_outbox()
    assert listed(bob) == [post.pk]
    assert listed(mallory) == []
    assert row_of(post).done_at is not None


def test_the_author_gets_it_too_when_the_process_died_after_the_commit(alice, run_outbox):
    opens_home(alice)
    # Nothing is committed here, so what a process does after the commit was never done.
    post = make_post(author=alice)
    assert listed(alice) == []
    run_outbox()
    assert listed(alice) == [post.pk]


def test_running_again_changes_nothing(alice, bob, run_outbox):
    opens_home(bob)
    post = make_post(author=alice)
    run_outbox()
    OutboxRow.objects.update(done_at=None, cursor=0)
    fan_out(row_of(post).pk)
    assert listed(bob) == [post.pk]


def test_it_goes_on_where_a_killed_worker_stopped(alice, monkeypatch):
    monkeypatch.setattr(fanout, "CHUNK", 3)
    monkeypatch.setattr(fanout, "CHUNKS_A_STEP", 1)
    readers = [opens_home(make_user()) for _ in range(8)]
    bulk_follow(pairs=[(reader.pk, alice.pk) for reader in readers])
    post = make_post(author=alice)
    row = row_of(post)
    OutboxRow.objects.filter(pk=row.pk).update(cursor=readers[2].pk)
    fan_out(row.pk)
    assert [listed(reader) == [post.pk] for reader in readers] == [False] * 3 + [True] * 5
    assert OutboxRow.objects.get(pk=row.pk).cursor == readers[5].pk


def test_a_post_deleted_meanwhile_goes_no_further(alice, bob, run_outbox):
    opens_home(bob)
    post = make_post(author=alice)
    delete(post_id=post.pk, by=alice)
    run_outbox()
    assert listed(bob) == []


def test_a_post_of_an_author_suspended_meanwhile_shows_once_they_are_restored(alice, bob, admin, run_outbox):
    opens_home(bob)
    post = make_post(author=alice)
    suspend(user=alice, by=admin, reason="a mistake")
    run_outbox()
    assert home.page(bob).posts == []
    restore(user=alice, by=admin, reason="it was one")
    assert [row.pk for row in home.page(bob).posts] == [post.pk]


def test_unfollowing_meanwhile_leaves_nothing_to_read(alice, bob, run_outbox):
    opens_home(bob)
    make_post(author=alice)
    unfollow(follower=bob, followee=alice)
    opens_home(bob)
    run_outbox()
    assert home.page(bob).posts == []


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="there, lists expire by themselves: test_redis_lists.py")
def test_idle_readers_hold_no_list(alice, bob):
    opens_home(bob)
    tidy_timelines()
    assert listed(bob) == []
    type(bob).objects.filter(pk=bob.pk).update(home_opened_at=timezone.now() - timedelta(days=31))
    tidy_timelines()
    assert listed(bob) is None


def test_an_authors_own_post_is_in_their_home(alice, django_capture_on_commit_callbacks):
    opens_home(alice)
    with django_capture_on_commit_callbacks(execute=True):
        post = make_post(author=alice)
    assert listed(alice) == [post.pk]


def test_following_brings_in_what_was_posted_before(alice, mallory):
    post = make_post(author=alice)
    opens_home(mallory)
    make_follow(follower=mallory, followee=alice)
    assert [row.pk for row in home.page(mallory).posts] == [post.pk]
