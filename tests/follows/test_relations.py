"""What one person is to another."""

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from follows.actions import follow
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
