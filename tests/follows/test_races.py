"""Many at once, on a real database: counters equal the rows, and nobody waits for each other in a circle."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from pytest_django import Settings

from accounts.models import User
from core.refusals import Refusal
from follows import limits
from follows.actions import follow, follow_many, remove_follower, unfollow
from follows.models import Follow
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(calls: Iterable[Callable[[], object]]) -> list[object]:
    """Run the calls on THREADS connections; an exception other than a refusal ends the test."""

    def run(call: Callable[[], object]) -> object:
        try:
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            for name in connections:
                connections[name].close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, calls))


def assert_no_drift() -> None:
    for user in User.objects.all():
        assert user.following_count == Follow.objects.filter(follower=user).count()
        assert user.follower_count == Follow.objects.filter(followee=user).count()


def test_forty_tabs_make_one_follow(alice: User, mallory: User) -> None:
    results = at_once([lambda: follow(follower=mallory, followee=alice)] * 40)
    assert len(set(results)) == 1
    assert_no_drift()
    assert Follow.objects.count() == 1


def test_forty_tabs_end_one_follow(alice: User, bob: User) -> None:
    results = at_once([lambda: unfollow(follower=bob, followee=alice)] * 40)
    assert results.count(True) == 1
    assert_no_drift()


def test_two_who_follow_each_other_at_once(alice: User, mallory: User) -> None:
    there = [lambda: follow(follower=mallory, followee=alice), lambda: unfollow(follower=mallory, followee=alice)]
    back = [lambda: follow(follower=alice, followee=mallory), lambda: unfollow(follower=alice, followee=mallory)]
    at_once([*there, *back] * 25)
    assert_no_drift()


def test_a_storm_among_a_few_leaves_no_drift(alice: User, bob: User, mallory: User, star: User) -> None:
    rng = random.Random(7)
    people = [alice, bob, mallory, star]
    calls: list[Callable[[], object]] = []
    for _ in range(300):
        one, other = rng.sample(people, 2)
        verbs = [
            lambda a=one, b=other: follow(follower=a, followee=b),
            lambda a=one, b=other: unfollow(follower=a, followee=b),
            lambda a=one, b=other: remove_follower(person=a, follower=b),
            lambda a=one: follow_many(follower=a, followees=people),
        ]
        calls.append(rng.choice(verbs))
    at_once(calls)
    assert_no_drift()


def test_the_limit_holds_for_many_tabs_at_once(mallory: User, settings: Settings) -> None:
    settings.OPEN_LIMITS = False
    people = [factories.make_user() for _ in range(limits.IN_AN_HOUR + 6)]
    results = at_once([lambda p=person: follow(follower=mallory, followee=p) for person in people])
    assert sum(isinstance(result, limits.FollowsTooFast) for result in results) == 6
    assert_no_drift()
    assert Follow.objects.filter(follower=mallory).count() == limits.IN_AN_HOUR
