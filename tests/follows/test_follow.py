"""Following: rows, counters, refusals."""

import pytest

from accounts.models import User
from core.refusals import Missing
from follows.actions import (
    FollowerSuspended,
    FollowsOneself,
    FollowsSuspended,
    bulk_follow,
    follow,
    follow_many,
    recount,
    remove_follower,
    unfollow,
)
from follows.events import followed, unfollowed
from follows.models import Follow
from tests import factories

pytestmark = pytest.mark.django_db


def counts(user: User) -> tuple[int, int]:
    """(following, followers)."""
    user.refresh_from_db()
    return user.following_count, user.follower_count


@pytest.fixture
def heard() -> list[tuple[str, str, str]]:
    """What happened, as listeners of upper apps hear it."""
    happened: list[tuple[str, str, str]] = []

    def on_followed(follower: User, followee: User, **_: object) -> None:
        happened.append(("followed", follower.handle, followee.handle))

    def on_unfollowed(follower: User, followee: User, **_: object) -> None:
        happened.append(("unfollowed", follower.handle, followee.handle))

    followed.connect(on_followed)
    unfollowed.connect(on_unfollowed)
    yield happened
    followed.disconnect(on_followed)
    unfollowed.disconnect(on_unfollowed)


def test_a_follow_counts_for_both(alice: User, mallory: User) -> None:
    row = follow(follower=mallory, followee=alice)
    assert (row.follower_id, row.followee_id) == (mallory.pk, alice.pk)
    assert counts(mallory) == (1, 0)
    assert counts(alice) == (0, 1)


def test_following_again_changes_nothing(alice: User, mallory: User, heard: list) -> None:
    first = follow(follower=mallory, followee=alice)
    assert follow(follower=mallory, followee=alice) == first
    assert counts(alice) == (0, 1)
    assert heard == [("followed", "mallory", "alice")]


def test_unfollowing_takes_both_counts_back(alice: User, bob: User, heard: list) -> None:
    assert unfollow(follower=bob, followee=alice)
    assert counts(bob) == (0, 0)
    assert counts(alice) == (0, 0)
    assert heard == [("unfollowed", "bob", "alice")]


def test_unfollowing_a_stranger_changes_nothing(alice: User, mallory: User, heard: list) -> None:
    assert not unfollow(follower=mallory, followee=alice)
    assert counts(alice) == (0, 0)
    assert heard == []


def test_unfollowing_oneself_changes_nothing(alice: User) -> None:
    assert not unfollow(follower=alice, followee=alice)


def test_a_follower_is_removed_by_the_one_followed(alice: User, bob: User, heard: list) -> None:
    follow(follower=alice, followee=bob)
    assert remove_follower(person=alice, follower=bob)
    assert counts(alice) == (1, 0)
    assert counts(bob) == (0, 1)
    assert heard[-1] == ("unfollowed", "bob", "alice")
    assert Follow.objects.filter(follower=alice, followee=bob).exists()


def test_nobody_follows_oneself(alice: User) -> None:
    with pytest.raises(FollowsOneself):
        follow(follower=alice, followee=alice)
    assert counts(alice) == (0, 0)


@pytest.mark.parametrize(("state", "refusal"), [("suspended", FollowsSuspended), ("deleted", Missing)])
def test_an_account_that_is_not_active_is_not_followed(alice: User, state: str, refusal: type[Exception]) -> None:
    gone = factories.make_user(state=state)
    with pytest.raises(refusal):
        follow(follower=alice, followee=gone)
    assert counts(alice) == (0, 0)


def test_a_suspended_member_follows_nobody(alice: User) -> None:
    suspended = factories.make_user(state="suspended")
    with pytest.raises(FollowerSuspended):
        follow(follower=suspended, followee=alice)
    with pytest.raises(FollowerSuspended):
        follow_many(follower=suspended, followees=[alice])


def test_a_suspended_account_can_still_be_unfollowed(alice: User, bob: User) -> None:
    User.objects.filter(pk=alice.pk).update(state="suspended")
    assert unfollow(follower=bob, followee=alice)


def test_somebody_who_is_gone_meanwhile_is_missing(alice: User, mallory: User) -> None:
    User.objects.filter(pk=mallory.pk).delete()
    with pytest.raises(Missing):
        follow(follower=alice, followee=mallory)


def test_following_many_passes_over_what_can_not_be(alice: User, bob: User, mallory: User, heard: list) -> None:
    suspended = factories.make_user(state="suspended")
    assert follow_many(follower=bob, followees=[alice, bob, mallory, suspended, mallory]) == 1
    assert counts(bob) == (2, 0)
    assert counts(mallory) == (0, 1)
    assert counts(suspended) == (0, 0)
    assert heard == [("followed", "bob", "mallory")]
    assert follow_many(follower=bob, followees=[alice, mallory]) == 0


def test_a_crowd_is_made_in_a_few_statements(alice: User, bob: User, mallory: User) -> None:
    pairs = [(alice.pk, mallory.pk), (bob.pk, alice.pk), (mallory.pk, alice.pk), (alice.pk, mallory.pk)]
    bulk_follow(pairs=[*pairs, (alice.pk, alice.pk)])
    assert counts(alice) == (1, 2)
    assert counts(bob) == (1, 0)
    assert counts(mallory) == (1, 1)


def test_counters_are_counted_anew(alice: User, bob: User) -> None:
    User.objects.update(following_count=7, follower_count=7)
    recount(people=[alice.pk, bob.pk])
    assert counts(alice) == (0, 1)
    assert counts(bob) == (1, 0)
