"""Whom one may want to follow, and the reason shown."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.actions.first_steps import choose_interests
from accounts.models import User
from follows.actions import follow
from follows.models import Follow, Mute
from follows.queries import follower_ids
from follows.suggestions import CHOOSY, in_fields, suggested
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> None:
    with translation.override("en"):
        yield


def reasons(viewer: object, limit: int = 10) -> dict[str, str]:
    return {row.person.handle: row.reason for row in suggested(viewer, limit)}


def verified(handle: str, *, field: str, badge: str = "blue", followers: int = 0) -> User:
    user = factories.make_user(handle=handle)
    factories.verify(user, kind="business" if badge == "blue" else "personal", declaration="Known for it")
    User.objects.filter(pk=user.pk).update(field=field, follower_count=followers)
    return user


def test_read_by_people_one_follows(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=bob)
    assert reasons(mallory)["alice"] == "Followed by bob"
    carol, dave = factories.make_user(handle="carol"), factories.make_user(handle="dave")
    for reader in (carol, dave):
        follow(follower=reader, followee=alice)
        follow(follower=mallory, followee=reader)
    mallory.refresh_from_db()
    assert reasons(mallory)["alice"] == "Followed by bob and 2 more"


def test_official_in_a_field_of_interest(alice: User) -> None:
    verified("observatory", field="science")
    verified("astronomer", field="science", badge="orange")
    verified("kitchen", field="food")
    choose_interests(user=alice, fields=["science"])
    told = reasons(alice)
    assert told["observatory"] == "Official account in Science"
    assert told["astronomer"] == "Verified in Science"
    assert told["kitchen"] == "Popular here"


def test_never_oneself_nor_anybody_followed(alice: User, bob: User) -> None:
    museum = verified("museum", field="history")
    choose_interests(user=bob, fields=["history"])
    follow(follower=bob, followee=museum)
    follow(follower=alice, followee=museum)
    follow(follower=alice, followee=bob)
    told = reasons(bob)
    assert not {"bob", "alice", "museum"} & set(told)


def test_suspended_people_are_not_suggested(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=bob)
    User.objects.filter(pk=alice.pk).update(state="suspended")
    assert "alice" not in reasons(mallory)
    assert "alice" not in reasons(None)


def test_who_follows_everybody_recommends_nobody(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=bob)
    User.objects.filter(pk=bob.pk).update(following_count=CHOOSY + 1)
    assert reasons(mallory)["alice"] == "Popular here"


def test_visitors_see_who_is_popular(alice: User, bob: User) -> None:
    assert list(reasons(AnonymousUser())) == ["alice", "bob"]
    assert set(reasons(None).values()) == {"Popular here"}


def test_a_kept_choice_takes_one_query(
    alice: User, bob: User, mallory: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    follow(follower=mallory, followee=bob)
    before = reasons(mallory)
    with django_assert_num_queries(1):
        assert reasons(mallory) == before == {"alice": "Followed by bob"}
    assert len(suggested(mallory, 1)) == 1


def test_a_kept_choice_speaks_every_language(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=bob)
    assert reasons(mallory) == {"alice": "Followed by bob"}
    with translation.override("zh-hans"):
        assert reasons(mallory) == {"alice": "bob 关注了"}


def test_a_kept_choice_shows_people_as_they_are_now(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=bob)
    suggested(mallory)
    User.objects.filter(pk=alice.pk).update(nickname="Alice Liddell")
    User.objects.filter(pk=bob.pk).update(nickname="Robert")
    [row] = suggested(mallory)
    assert (row.person.nickname, row.reason) == ("Alice Liddell", "Followed by Robert")


@pytest.mark.parametrize("state", ["suspended", "deleted"])
def test_who_is_suspended_leaves_a_kept_choice_at_once(alice: User, bob: User, mallory: User, state: str) -> None:
    assert list(reasons(mallory)) == ["alice", "bob"]
    User.objects.filter(pk=alice.pk).update(state=state)
    assert list(reasons(mallory)) == ["bob"]
    assert list(reasons(mallory)) == ["bob"]


def test_who_was_followed_leaves_a_kept_choice_at_once(alice: User, bob: User, mallory: User) -> None:
    """Also one kept under the number of follows that the viewer has again."""
    assert list(reasons(mallory)) == ["alice", "bob"]
    carol = factories.make_user(handle="carol")
    Follow.objects.create(follower=mallory, followee=alice)
    assert set(reasons(mallory)) == {"bob", "carol"}
    Follow.objects.create(follower=mallory, followee=carol)
    assert list(reasons(mallory)) == ["bob"]


@pytest.mark.parametrize("end", ["unfollow", "suspend"])
def test_nobody_is_suggested_because_of_somebody_no_longer_read(
    alice: User, bob: User, mallory: User, end: str
) -> None:
    follow(follower=mallory, followee=bob)
    assert reasons(mallory)["alice"] == "Followed by bob"
    if end == "unfollow":
        Follow.objects.filter(follower=mallory, followee=bob).delete()
    else:
        User.objects.filter(pk=bob.pk).update(state="suspended")
    assert reasons(mallory)["alice"] == "Popular here"


def test_following_somebody_brings_another_choice(alice: User, bob: User, mallory: User) -> None:
    assert reasons(mallory)["alice"] == "Popular here"
    follow(follower=mallory, followee=bob)
    mallory.refresh_from_db()
    assert reasons(mallory)["alice"] == "Followed by bob"


def test_a_choice_is_no_other_viewer_s(alice: User, bob: User, mallory: User) -> None:
    """A cache that was tampered with, or mixed up, shows nobody themselves."""
    cache.set(f"suggested:{mallory.pk}:0:3", [[mallory.pk, 3, 0, 0], [alice.pk, 3, 0, 0]])
    assert [row.person.handle for row in suggested(mallory)] == ["alice", "bob"]


@pytest.mark.parametrize("kept", ["x", 7, {"a": 1}, [1, 2], [[1]], [["a", "b", "c", "d"]], [[1, 2, 3, 4, 5]], [None]])
def test_garbage_in_the_cache_is_made_anew(alice: User, bob: User, mallory: User, kept: object) -> None:
    cache.set(f"suggested:{mallory.pk}:0:3", kept)
    assert [row.person.handle for row in suggested(mallory)] == ["alice", "bob"]


def test_a_cache_that_keeps_nothing_does_no_harm(alice: User, bob: User, mallory: User, settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert list(reasons(mallory)) == list(reasons(mallory)) == ["alice", "bob"]


def test_fields_take_turns(alice: User) -> None:
    for number in range(5):
        verified(f"lab{number}", field="science", followers=100 - number)
    verified("choir", field="music", followers=1)
    found = [row.person.handle for row in in_fields(alice, ["science", "music"], limit=4)]
    assert found == ["lab0", "choir", "lab1", "lab2"]


def test_fields_are_filled_up_with_who_is_popular(alice: User, bob: User, mallory: User) -> None:
    verified("choir", field="music")
    found = {row.person.handle: row.reason for row in in_fields(bob, ["music"], limit=5)}
    assert found == {"choir": "Official account in Music", "mallory": "Popular here"}


def test_a_fan_out_walks_followers_in_order(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=alice)
    assert follower_ids(alice.pk, after=0, limit=10) == [bob.pk, mallory.pk]
    assert follower_ids(alice.pk, after=bob.pk, limit=10) == [mallory.pk]
    assert follower_ids(alice.pk, after=0, limit=1) == [bob.pk]


def test_nobody_is_suggested_because_of_somebody_muted(alice: User, bob: User, mallory: User) -> None:
    follow(follower=mallory, followee=bob)
    assert reasons(mallory)["alice"] == "Followed by bob"
    Mute.objects.create(muter=mallory, muted=bob)
    assert reasons(mallory) == {"alice": "Popular here"}
