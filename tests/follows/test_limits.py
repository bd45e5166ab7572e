"""Sixty follows an hour, two hundred a day, five thousand in all (product, 4.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from follows import limits
from follows.actions import follow, follow_many, unfollow
from follows.models import EndedFollow, Follow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _closed(settings: Settings) -> None:
    settings.OPEN_LIMITS = False


def followed_before(user: User, number: int, *, ago: timedelta) -> None:
    """So many follows that the user made so long ago."""
    names = [User(handle=f"old{ago.days}-{n}", nickname=f"old{ago.days}-{n}") for n in range(number)]
    people = User.objects.bulk_create(names)
    moment = timezone.now() - ago
    Follow.objects.bulk_create([Follow(follower=user, followee=person, created_at=moment) for person in people])
    User.objects.filter(pk=user.pk).update(following_count=number)


def test_sixty_an_hour(alice: User, mallory: User) -> None:
    followed_before(mallory, 60, ago=timedelta(minutes=59))
    with pytest.raises(limits.FollowsTooFast) as refusal:
        follow(follower=mallory, followee=alice)
    assert refusal.value.status == 429
    assert refusal.value.detail["retry_after"] == 3600


def test_the_sixty_first_waits_for_the_hour(alice: User, mallory: User) -> None:
    followed_before(mallory, 60, ago=timedelta(minutes=61))
    assert follow(follower=mallory, followee=alice)


def test_two_hundred_a_day(alice: User, mallory: User) -> None:
    followed_before(mallory, 200, ago=timedelta(hours=23))
    with pytest.raises(limits.FollowsTooFast) as refusal:
        follow(follower=mallory, followee=alice)
    assert refusal.value.detail["retry_after"] == 86400


def test_the_two_hundred_and_first_waits_for_the_day(alice: User, mallory: User) -> None:
    followed_before(mallory, 200, ago=timedelta(hours=25))
    assert follow(follower=mallory, followee=alice)


def test_five_thousand_in_all(alice: User, mallory: User, settings: Settings) -> None:
    settings.OPEN_LIMITS = True
    User.objects.filter(pk=mallory.pk).update(following_count=limits.IN_ALL)
    with pytest.raises(limits.FollowsTooMany) as refusal:
        follow(follower=mallory, followee=alice)
    assert refusal.value.status == 409


def test_following_again_at_the_limit_is_no_error(alice: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(following_count=limits.IN_ALL)
    assert follow(follower=bob, followee=alice)


def test_unfollowing_gives_no_room_back(alice: User, mallory: User) -> None:
    followed_before(mallory, 59, ago=timedelta(minutes=5))
    follow(follower=mallory, followee=alice)
    unfollow(follower=mallory, followee=alice)
    with pytest.raises(limits.FollowsTooFast):
        follow(follower=mallory, followee=alice)


def test_ended_follows_are_forgotten_after_a_day(alice: User, bob: User) -> None:
    EndedFollow.objects.create(follower=bob, followed_at=timezone.now() - timedelta(days=2))
    Follow.objects.filter(follower=bob).update(created_at=timezone.now() - timedelta(days=2))
    unfollow(follower=bob, followee=alice)
    assert not EndedFollow.objects.exists()


def test_following_many_goes_as_far_as_there_is_room(mallory: User) -> None:
    followed_before(mallory, 58, ago=timedelta(minutes=5))
    people = [factories.make_user() for _ in range(4)]
    assert follow_many(follower=mallory, followees=people) == 2
    mallory.refresh_from_db()
    assert mallory.following_count == 60
    with pytest.raises(limits.FollowsTooFast):
        follow_many(follower=mallory, followees=people)


def test_the_demo_counts_neither_hours_nor_days(alice: User, mallory: User, settings: Settings) -> None:
    settings.OPEN_LIMITS = True
    followed_before(mallory, 200, ago=timedelta(minutes=5))
    assert follow(follower=mallory, followee=alice)
