"""What one person is to another."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from follows.actions import follow
from follows.models import Block, EndedFollow, Follow, FollowGroup, GroupMember, Mute, MutedWord
from follows.relations import Relations, relation

pytestmark = pytest.mark.django_db


def test_each_state_of_two_people(alice: User, bob: User, mallory: User) -> None:
    assert relation(alice, alice).follow_state == "own"
    assert relation(bob, alice).follow_state == "following"
    assert relation(alice, bob).follow_state == "follow"
    assert relation(alice, bob).followed_by
    assert relation(alice, mallory).follow_state == "follow"
    follow(follower=alice, followee=bob)
    assert relation(alice, bob).mutual
    assert relation(bob, alice).follow_state == "mutual"


def test_a_page_takes_one_query(
    alice: User, bob: User, mallory: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        relations = Relations.between(bob, [alice, bob.pk, mallory])
    assert [relations.to(person).follow_state for person in (alice, bob, mallory.pk)] == ["following", "own", "follow"]


def test_a_visitor_is_nothing_to_anybody(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert relation(AnonymousUser(), alice).follow_state == "follow"
        assert relation(None, alice).follow_state == "follow"
        assert Relations.between(alice, [alice]).to(alice).own


def test_rows_say_of_whom_they_speak(alice: User, bob: User) -> None:
    """In the log, and wherever somebody looks at them by hand."""
    one, other = alice.pk, bob.pk
    group = FollowGroup(pk=7, owner=alice, name="Friends")
    told = {
        f"{one} → {other}": Follow(follower=alice, followee=bob),
        f"{one} ⊘ {other}": Block(blocker=alice, blocked=bob),
        f"{one} ⊖ {other}": Mute(muter=alice, muted=bob),
        f"{one} at 2026-01-02 03:04:05": EndedFollow(follower=alice, followed_at=datetime(2026, 1, 2, 3, 4, 5)),
        "spoiler": MutedWord(owner=alice, word="spoiler"),
        "Friends": group,
        "7: 9": GroupMember(group=group, follow_id=9),
    }
    assert {said: str(row) for said, row in told.items()} == {said: said for said in told}
