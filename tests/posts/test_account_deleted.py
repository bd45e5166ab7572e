"""What an account leaves behind when it is deleted: nothing, and no count that is off."""

import pytest

from accounts.actions import delete_account
from core.models import OutboxRow
from follows.models import Follow
from posts.models import Post
from tests.factories import make_follow, make_post
from timelines import home
from timelines.models import Entry, Timeline
from topics.models import Topic

pytestmark = pytest.mark.django_db


def test_posts_follows_and_lists_go_and_counters_stay_exact(alice, bob, mallory, run_outbox):
    make_follow(follower=alice, followee=mallory)
    make_post(author=alice, text="mine #tea# #cake#")
    make_post(author=mallory, text="theirs #tea#")
    home.page(alice)
    delete_account(user=alice)
    for person in (bob, mallory):
        person.refresh_from_db()
    assert (bob.following_count, mallory.follower_count) == (0, 0)
    assert {topic.name: topic.post_count for topic in Topic.objects.all()} == {"tea": 1, "cake": 0}
    assert Post.objects.count() == 1
    assert not (Follow.objects.exists() or Timeline.objects.exists() or Entry.objects.exists())


def test_a_fan_out_of_a_deleted_account_ends_quietly(alice, bob, run_outbox):
    make_post(author=alice)
    delete_account(user=alice)
    assert run_outbox() >= 1
    assert not OutboxRow.objects.open().exists()
