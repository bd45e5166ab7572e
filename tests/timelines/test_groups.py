"""Timelines of some of the people one follows, and the tabs that lead there."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from follows import actions as follows
from follows.models import FollowGroup
from posts.actions import delete
from tests.factories import make_follow, make_post, make_user
from tests.queries import counted
from timelines import tabs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


def shown(client: Client, address: str) -> list[int]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [card.id for card in answer.context["cards"]]


def labels(client: Client, address: str = "/") -> list[str]:
    return [tab.label for tab in client.get(address).context["tabs"]]


@pytest.fixture
def people(bob: User) -> list[User]:
    """Whom bob follows, besides alice."""
    made = [make_user(password=None) for _ in range(3)]
    for person in made:
        make_follow(follower=bob, followee=person)
    return made


@pytest.fixture
def friends(bob: User, people: list[User]) -> FollowGroup:
    """A group of bob's with the first two of them."""
    group = follows.create_group(owner=bob, name="Friends")
    follows.add_to_group(owner=bob, group_id=group.pk, people=[person.pk for person in people[:2]])
    bob.refresh_from_db()
    return group


def test_a_group_shows_what_its_people_write_newest_first(as_, alice, bob, people, friends):
    make_post(author=alice), make_post(author=people[2]), make_post(author=bob)
    first, second = make_post(author=people[0]), make_post(author=people[1])
    assert shown(as_(bob), f"/groups/{friends.pk}/") == [second.pk, first.pk]


def test_who_leaves_the_group_or_is_unfollowed_leaves_its_timeline_at_once(as_, bob, people, friends):
    posts = [make_post(author=person).pk for person in people[:2]]
    client, address = as_(bob), f"/groups/{friends.pk}/"
    assert shown(client, address) == posts[::-1]
    follows.remove_from_group(owner=bob, group_id=friends.pk, person=people[0])
    assert shown(client, address) == posts[1:]
    follows.unfollow(follower=bob, followee=people[1])
    assert shown(client, address) == []


def test_the_same_rules_as_everywhere(as_, bob, people, friends):
    make_post(author=people[0], visibility="self")
    gone = make_post(author=people[0])
    delete(post_id=gone.pk, by=people[0])
    make_post(author=people[1], text="rain again")
    seen = make_post(author=people[1], visibility="followers")
    follows.mute_word(owner=bob, word="rain")
    client, address = as_(bob), f"/groups/{friends.pk}/"
    assert shown(client, address) == [seen.pk]
    follows.mute(muter=bob, muted=people[1])
    assert shown(client, address) == []


def test_special_attention_has_a_timeline(as_, alice, bob, people):
    make_post(author=people[0])
    theirs = make_post(author=alice)
    follows.set_special(follower=bob, followee=alice, special=True)
    assert shown(as_(bob), "/groups/special/") == [theirs.pk]
    follows.unfollow(follower=bob, followee=alice)
    assert shown(as_(bob), "/groups/special/") == []


@pytest.mark.parametrize("place", ["special", "group"])
def test_pages_reach_everything_once(as_, bob, people, friends, place):
    follows.set_special(follower=bob, followee=people[0], special=True)
    every = [make_post(author=people[0]).pk for _ in range(30)]
    client, address, seen = as_(bob), "/groups/special/" if place == "special" else f"/groups/{friends.pk}/", []
    while address:
        answer = client.get(address)
        seen += [card.id for card in answer.context["cards"]]
        address = answer.context["more_url"]
    assert seen == every[::-1]


def test_it_costs_the_same_with_one_card_and_with_twenty(as_, bob, people, friends, query_guard):
    client = as_(bob)
    for address in (f"/groups/{friends.pk}/", "/groups/special/"):
        _, warm = query_guard(
            page=lambda address=address: client.get(address), one_more=lambda: make_post(author=people[0])
        )
        assert warm <= 10


@pytest.mark.parametrize("who", ["alice", "visitor"])
def test_anothers_group_is_as_missing_as_none(as_, visitor, alice, friends, who):
    client = as_(alice) if who == "alice" else visitor
    answers = [client.get(f"/groups/{pk}/").status_code for pk in (friends.pk, friends.pk + 1, 2**70)]
    assert len(set(answers)) == 1
    assert answers[0] == (404 if who == "alice" else 302)


@pytest.mark.parametrize("cursor", ["x", "-5", "9223372036854775808"])
def test_a_cursor_that_was_tampered_with_is_told(as_, bob, friends, cursor):
    for address in (f"/groups/{friends.pk}/", "/groups/special/"):
        assert as_(bob).get(f"{address}?cursor={cursor}").status_code == 400


def test_an_empty_group_says_how_to_fill_it(as_, bob, people, friends):
    empty = follows.create_group(owner=bob, name="Colleagues")
    assert f"/settings/groups/{empty.pk}/add/" in as_(bob).get(f"/groups/{empty.pk}/").content.decode()
    assert "arrives here" in as_(bob).get(f"/groups/{friends.pk}/").content.decode()
    assert "/u/bob/following/" in as_(bob).get("/groups/special/").content.decode()


def test_nobody_is_shown_tabs_who_sorts_nobody(as_, visitor, alice, bob, people):
    assert labels(as_(bob)) == labels(visitor) == []
    assert labels(as_(bob), tabs.SPECIAL) == ["All", "Special attention"]
    assert "tabs-bar" not in as_(bob).get("/").content.decode()


def test_tabs_name_what_there_is_and_where_one_is(as_, alice, bob, people, friends):
    client = as_(bob)
    assert labels(client) == ["All", "Friends"]
    follows.set_special(follower=bob, followee=alice, special=True)
    bob.refresh_from_db()
    assert labels(client, f"/groups/{friends.pk}/") == ["All", "Special attention", "Friends"]
    assert [tab.current for tab in tabs.above(bob, f"/groups/{friends.pk}/")] == [False, False, True]
    assert [tab.current for tab in tabs.above(bob, "/")] == [True, False, False]


def test_a_change_shows_at_once(as_, alice, bob, people, friends):
    """They are kept; each change raises the number under which they are."""
    client = as_(bob)
    changes = [
        (lambda: follows.rename_group(owner=bob, group_id=friends.pk, name="<Family>"), ["All", "<Family>"]),
        (lambda: follows.create_group(owner=bob, name="Work"), ["All", "<Family>", "Work"]),
        (lambda: follows.delete_group(owner=bob, group_id=friends.pk), ["All", "Work"]),
        (
            lambda: follows.set_special(follower=bob, followee=alice, special=True),
            ["All", "Special attention", "Work"],
        ),
        (lambda: follows.unfollow(follower=bob, followee=alice), ["All", "Work"]),
    ]
    labels(client)
    for change, expected in changes:
        change()
        assert labels(client) == expected


def test_tabs_that_are_kept_cost_no_query_and_garbage_is_made_anew(bob, people, friends):
    from django.core.cache import cache

    expected = tabs.above(bob, "/")
    with counted() as statements:
        assert tabs.above(bob, "/") == expected
    assert not [sql for sql in statements if "follows_" in sql]
    for garbage in (7, "x", [1], [True, 3], [True, [["a", "b"]]], [0, [[1]]]):
        cache.set(f"groups:{bob.pk}:{bob.groups_version}", garbage)
        assert tabs.above(bob, "/") == expected
