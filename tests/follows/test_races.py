"""Many at once, on a real database: counters equal the rows, and nobody waits for each other in a circle."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from pytest_django import Settings

from accounts.actions import delete_account
from accounts.models import User
from core.refusals import Refusal
from follows import limits
from follows.actions import (
    GroupNameTaken,
    add_to_group,
    block,
    create_group,
    follow,
    follow_many,
    mute,
    mute_word,
    remove_follower,
    set_special,
    sort_into_groups,
    unblock,
    unfollow,
    unmute_word,
)
from follows.models import Block, Follow, FollowGroup, GroupMember, Mute, MutedWord
from tests import factories
from tests.follows.counting import assert_no_drift

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


def test_a_follow_and_a_block_at_once_leave_the_block_alone(alice: User, mallory: User) -> None:
    for _ in range(5):
        calls = [
            lambda: follow(follower=mallory, followee=alice),
            lambda: follow_many(follower=alice, followees=[mallory]),
        ]
        at_once([*calls, lambda: block(blocker=alice, blocked=mallory)] * 4)
        assert not Follow.objects.exists()
        assert Block.objects.count() == 1
        assert_no_drift()
        unblock(blocker=alice, blocked=mallory)


def test_two_who_block_each_other_at_once(alice: User, mallory: User) -> None:
    for verb in (block, mute):
        names = ("blocker", "blocked") if verb is block else ("muter", "muted")
        pairs = [(alice, mallory), (mallory, alice)] * 10
        results = at_once([lambda p=pair, n=names, v=verb: v(**dict(zip(n, p, strict=True))) for pair in pairs])
        if verb is block:
            assert len(set(results)) == Block.objects.count() == 2
            Block.objects.all().delete()
    assert Mute.objects.count() == 2


def test_a_group_s_name_goes_to_one_of_many(alice: User) -> None:
    results = at_once([lambda n=name: create_group(owner=alice, name=n) for name in ("Family", "FAMILY", "家人") * 6])
    assert sum(isinstance(result, GroupNameTaken) for result in results) == 16
    assert FollowGroup.objects.count() == 2


def test_the_last_group_goes_to_one_of_many(alice: User) -> None:
    for turn in range(19):
        create_group(owner=alice, name=f"Group {turn}")
    at_once([lambda n=turn: create_group(owner=alice, name=f"Other {n}") for turn in range(8)])
    assert FollowGroup.objects.count() == 20


def test_forty_tabs_mute_one_word(alice: User) -> None:
    rows = at_once([lambda: mute_word(owner=alice, word="spoiler")] * 40)
    assert len(set(rows)) == 1
    at_once([lambda: unmute_word(owner=alice, word_id=rows[0].pk), lambda: mute_word(owner=alice, word="other")] * 2)
    alice.refresh_from_db()
    assert alice.mutes_words is MutedWord.objects.exists() is True


def test_who_is_unfollowed_while_put_into_a_group_is_in_none(alice: User, bob: User, star: User) -> None:
    group = create_group(owner=alice, name="Friends")
    for _ in range(3):
        for person in (bob, star):
            follow(follower=alice, followee=person)
        calls = [
            lambda: add_to_group(owner=alice, group_id=group.pk, people=[bob.pk, star.pk]),
            lambda: sort_into_groups(owner=alice, person=star, group_ids=[group.pk]),
            lambda: set_special(follower=alice, followee=bob, special=True),
            lambda: unfollow(follower=alice, followee=bob),
            lambda: block(blocker=star, blocked=alice),
        ]
        at_once(calls * 3)
        assert not GroupMember.objects.exists()
        assert_no_drift()
        unblock(blocker=star, blocked=alice)


def test_an_account_that_goes_while_others_act(alice: User, bob: User, star: User) -> None:
    group = create_group(owner=alice, name="Friends")
    follow(follower=alice, followee=star)
    calls = [
        lambda: delete_account(user=star),
        lambda: add_to_group(owner=alice, group_id=group.pk, people=[star.pk]),
        lambda: block(blocker=alice, blocked=star),
        lambda: mute(muter=alice, muted=star),
        lambda: follow(follower=bob, followee=star),
    ]
    at_once(calls)
    assert not User.objects.filter(pk=star.pk).exists()
    assert not GroupMember.objects.exists()
    assert_no_drift()
