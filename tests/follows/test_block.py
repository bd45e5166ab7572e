"""Blocking: what it ends, what it keeps from beginning, and what the one who did it is told."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.actions import delete_account
from accounts.models import User
from core.refusals import Missing
from follows.actions import (
    BlocksOneself,
    add_to_group,
    block,
    create_group,
    follow,
    follow_many,
    mute,
    set_special,
    unblock,
)
from follows.events import blocked, unblocked, unfollowed
from follows.models import Block, Follow, GroupMember, Mute
from tests import factories
from tests.follows.counting import assert_no_drift

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def heard() -> list[str]:
    happened: list[str] = []

    def on_unfollowed(follower: User, followee: User, **_: object) -> None:
        happened.append(f"{follower.handle} left {followee.handle}")

    def on_blocked(blocker: User, blocked: User, **_: object) -> None:
        happened.append(f"{blocker.handle} blocked {blocked.handle}")

    def on_unblocked(blocker: User, blocked: User, **_: object) -> None:
        happened.append(f"{blocker.handle} unblocked {blocked.handle}")

    connected = ((unfollowed, on_unfollowed), (blocked, on_blocked), (unblocked, on_unblocked))
    for signal, receiver in connected:
        signal.connect(receiver)
    yield happened
    for signal, receiver in connected:
        signal.disconnect(receiver)


def test_follows_end_both_ways_with_all_that_hangs_on_them(alice: User, bob: User, heard: list) -> None:
    follow(follower=alice, followee=bob)
    set_special(follower=alice, followee=bob, special=True)
    mute(muter=alice, muted=bob)
    group = create_group(owner=alice, name="Friends")
    add_to_group(owner=alice, group_id=group.pk, people=[bob.pk])
    block(blocker=alice, blocked=bob)
    assert not Follow.objects.exists()
    assert not GroupMember.objects.exists()
    assert not Mute.objects.exists()
    assert heard == ["alice left bob", "bob left alice", "alice blocked bob"]
    assert_no_drift()


def test_blocking_again_changes_nothing(alice: User, bob: User, heard: list) -> None:
    first = block(blocker=alice, blocked=bob)
    assert block(blocker=alice, blocked=bob) == first
    assert heard == ["bob left alice", "alice blocked bob"]


def test_nobody_blocks_oneself(alice: User) -> None:
    with pytest.raises(BlocksOneself):
        block(blocker=alice, blocked=alice)


def test_a_deleted_account_is_missing(alice: User) -> None:
    with pytest.raises(Missing):
        block(blocker=alice, blocked=factories.make_user(state="deleted"))


def test_nothing_begins_between_people_who_are_apart(alice: User, mallory: User) -> None:
    block(blocker=alice, blocked=mallory)
    for one, other in ((alice, mallory), (mallory, alice)):
        with pytest.raises(Missing):
            follow(follower=one, followee=other)
        with pytest.raises(Missing):
            mute(muter=one, muted=other)
        assert follow_many(follower=one, followees=[other]) == 0
    assert_no_drift()


def test_each_may_block_the_other(alice: User, mallory: User) -> None:
    block(blocker=alice, blocked=mallory)
    block(blocker=mallory, blocked=alice)
    assert unblock(blocker=alice, blocked=mallory)
    with pytest.raises(Missing):
        follow(follower=alice, followee=mallory)


def test_who_is_unblocked_is_a_stranger(alice: User, bob: User, heard: list) -> None:
    block(blocker=alice, blocked=bob)
    assert unblock(blocker=alice, blocked=bob)
    assert not unblock(blocker=alice, blocked=bob)
    assert heard[-1] == "alice unblocked bob"
    assert not Follow.objects.exists()
    assert follow(follower=bob, followee=alice)


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_a_deleted_account_leaves_nothing_behind(alice: User, bob: User, mallory: User, who: str) -> None:
    group = create_group(owner=bob, name="Friends")
    add_to_group(owner=bob, group_id=group.pk, people=[alice.pk])
    block(blocker=alice, blocked=mallory)
    block(blocker=mallory, blocked=bob)
    mute(muter=alice, muted=bob)
    delete_account(user={"alice": alice, "bob": bob}[who])
    assert not Follow.objects.exists()
    assert not GroupMember.objects.exists()
    assert not Mute.objects.exists()
    assert Block.objects.count() == 1
    assert_no_drift()


def test_a_reader_without_a_script_is_asked(alice: User, mallory: User, as_: Browser) -> None:
    browser = as_(alice)
    page = browser.get("/follows/mallory/block/", headers={"Accept-Language": "en"}).content.decode()
    assert "Block mallory?" in page
    assert not Block.objects.exists()
    answer = browser.post("/follows/mallory/block/")
    assert (answer.status_code, answer["Location"]) == (303, "/u/mallory/")
    assert Block.objects.exists()
    assert browser.post("/follows/mallory/block/").status_code == 303


def test_who_blocked_is_told_so_with_the_way_back(alice: User, mallory: User, as_: Browser) -> None:
    browser = as_(alice)
    browser.post("/follows/mallory/block/")
    # Whether or not the other blocks back: it is told to nobody.
    block(blocker=mallory, blocked=alice)
    for address in ("/u/mallory/", "/u/mallory/?tab=photos", "/n/mallory/", "/u/mallory/followers/"):
        answer = browser.get(address, headers={"Accept-Language": "en"})
        assert answer.status_code == 404
        assert "You have blocked mallory" in answer.content.decode()
        assert "/follows/mallory/unblock/" in answer.content.decode()
    assert browser.post("/follows/mallory/follow/").status_code == 404
    answer = browser.post("/follows/mallory/unblock/")
    assert (answer.status_code, answer["Location"]) == (303, "/settings/blocks/")
    assert "You have blocked" not in browser.get("/u/mallory/", headers={"Accept-Language": "en"}).content.decode()


def test_reading_the_way_back_changes_nothing(alice: User, mallory: User, as_: Browser) -> None:
    block(blocker=alice, blocked=mallory)
    assert as_(alice).get("/follows/mallory/unblock/")["Location"] == "/u/mallory/"
    assert Block.objects.exists()
    assert as_(mallory).get("/follows/alice/unblock/").status_code == 404
    for _ in range(2):
        assert as_(alice).post("/follows/mallory/unblock/").status_code == 303


def test_the_list_of_whom_one_blocked(alice: User, bob: User, mallory: User, as_: Browser) -> None:
    browser = as_(alice)
    assert 'class="card empty"' in browser.get("/settings/blocks/").content.decode()
    for person in (bob, mallory):
        block(blocker=alice, blocked=person)
    block(blocker=bob, blocked=alice)
    page = browser.get("/settings/blocks/").content.decode()
    assert "/follows/bob/unblock/" in page
    assert "/follows/mallory/unblock/" in page
    assert browser.get("/settings/blocks/?cursor=1").status_code == 200
