"""`manage.py timelines rebuild`: lists made anew, all or some, going on where it was stopped."""

import re

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import User
from tests.factories import make_follow, make_post, make_user
from tests.timelines.commands import timelines
from timelines import readers
from timelines.store import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(alice, monkeypatch) -> list[User]:
    """Five who follow alice and were here lately, one who was not; two at a time."""
    monkeypatch.setattr(readers, "CHUNK", 2)
    made = [make_user() for _ in range(5)]
    User.objects.filter(pk__in=[person.pk for person in made]).update(home_opened_at=timezone.now())
    for person in [*made, make_user(handle="idle")]:
        make_follow(follower=person, followee=alice)
    return made


def ids(reader: User) -> list[int] | None:
    listed = store.read(reader.pk, below=None, limit=10)
    return listed and listed.ids


def test_all_active_readers_get_their_lists(people, alice):
    post = make_post(author=alice)
    _, told = timelines("rebuild", "--all-active")
    assert [ids(person) for person in people] == [[post.pk]] * 5
    assert ids(User.objects.get(handle="idle")) is None
    assert "5 lists made anew." in told
    assert re.search(r"2 readers, \d+ a second", told)


def test_it_goes_on_where_it_was_stopped(people, alice):
    _, told = timelines("rebuild", "--all-active")
    after = re.findall(r"--after (\d+)", told)[0]
    store.forget([person.pk for person in people])
    timelines("rebuild", "--all-active", "--after", after)
    assert [ids(person) for person in people] == [None, None, [], [], []]


def test_a_wrong_list_is_right_again(people, alice):
    timelines("rebuild", "--all-active")
    post = make_post(author=alice)
    timelines("rebuild", people[0].handle)
    assert ids(people[0]) == [post.pk]
    assert ids(people[1]) == []


def test_dropping_leaves_the_making_to_the_next_visit(people, alice):
    timelines("rebuild", "--all-active")
    _, told = timelines("rebuild", "--all-active", "--drop")
    assert [ids(person) for person in people] == [None] * 5
    assert "5 lists forgotten." in told


@pytest.mark.parametrize("words", [[], ["alice", "--all-active"]])
def test_it_must_be_said_whose(words, alice):
    with pytest.raises(CommandError, match="Name the readers"):
        timelines("rebuild", *words)


def test_a_name_that_nobody_has_is_told(db):
    with pytest.raises(CommandError, match="Nobody is called nosuchone"):
        timelines("rebuild", "nosuchone")
