"""Groups of people whom one follows: their names, who is in them, and that they are nobody else's."""

import pytest

from accounts.models import User
from core.refusals import Missing
from follows import queries
from follows.actions import (
    GroupNameRefused,
    GroupNameTaken,
    NotFollowed,
    TooManyGroups,
    add_to_group,
    create_group,
    delete_group,
    follow,
    remove_from_group,
    rename_group,
    set_special,
    sort_into_groups,
    unfollow,
)
from follows.models import Follow, FollowGroup, GroupMember
from posts.models import Post
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(alice: User, bob: User, star: User) -> FollowGroup:
    """Alice follows bob and star; nobody is in her group yet."""
    for person in (bob, star):
        follow(follower=alice, followee=person)
    return create_group(owner=alice, name="Friends")


def test_a_name_is_cleaned_and_kept_as_it_was_written(alice: User) -> None:
    assert create_group(owner=alice, name="  Old \n Friends ").name == "Old Friends"


@pytest.mark.parametrize("name", ["", " \n ", "\u200b\u3164", "x" * 21, "x" * 10_000, "ﷺ" * 20, "a\x00b", "a\u202eb"])
def test_what_is_no_name(alice: User, group: FollowGroup, name: str) -> None:
    with pytest.raises(GroupNameRefused):
        create_group(owner=alice, name=name)
    with pytest.raises(GroupNameRefused):
        rename_group(owner=alice, group_id=group.pk, name=name)


@pytest.mark.parametrize("name", ["FRIENDS", "Ｆriends", "fri\u200bends"])
def test_a_name_is_had_once_in_any_spelling(alice: User, mallory: User, group: FollowGroup, name: str) -> None:
    other = create_group(owner=alice, name="Family")
    with pytest.raises(GroupNameTaken):
        create_group(owner=alice, name=name)
    with pytest.raises(GroupNameTaken):
        rename_group(owner=alice, group_id=other.pk, name=name)
    assert rename_group(owner=alice, group_id=group.pk, name=name).name == name
    assert create_group(owner=mallory, name=name)


def test_twenty_groups_at_most(alice: User) -> None:
    for turn in range(20):
        create_group(owner=alice, name=f"Group {turn}")
    with pytest.raises(TooManyGroups):
        create_group(owner=alice, name="One more")


def test_only_people_whom_one_follows_are_put_into_a_group(
    alice: User, bob: User, star: User, mallory: User, group: FollowGroup
) -> None:
    assert add_to_group(owner=alice, group_id=group.pk, people=[bob.pk, mallory.pk, alice.pk, 10**9]) == 1
    assert add_to_group(owner=alice, group_id=group.pk, people=[bob.pk, star.pk]) == 1
    assert [row.follow.followee for row in queries.members(group).rows] == [star, bob]
    assert queries.outside(group).rows == []
    assert queries.group(alice, group.pk).member_count == 2
    assert remove_from_group(owner=alice, group_id=group.pk, person=bob)
    assert not remove_from_group(owner=alice, group_id=group.pk, person=bob)
    assert [row.followee for row in queries.outside(group).rows] == [bob]
    assert Follow.objects.filter(follower=alice).count() == 2


def test_who_is_unfollowed_or_suspended_is_in_no_group(alice: User, bob: User, star: User, group: FollowGroup) -> None:
    add_to_group(owner=alice, group_id=group.pk, people=[bob.pk, star.pk])
    unfollow(follower=alice, followee=bob)
    User.objects.filter(pk=star.pk).update(state="suspended")
    assert queries.members(group).rows == []
    assert [each.member_count for each in queries.groups_of(alice)] == [0]
    assert GroupMember.objects.count() == 1


def test_a_person_is_sorted_into_exactly_these(alice: User, bob: User, mallory: User, group: FollowGroup) -> None:
    family = create_group(owner=alice, name="Family")
    foreign = create_group(owner=mallory, name="Mine")
    sort_into_groups(owner=alice, person=bob, group_ids=[group.pk])
    sort_into_groups(owner=alice, person=bob, group_ids=[family.pk], new="Football")
    named = queries.groups_by_person(alice, [bob, mallory])
    assert {pk: [each.name for each in groups] for pk, groups in named.items()} == {bob.pk: ["Family", "Football"]}
    with pytest.raises(Missing):
        sort_into_groups(owner=alice, person=bob, group_ids=[foreign.pk])
    with pytest.raises(NotFollowed):
        sort_into_groups(owner=alice, person=mallory, group_ids=[group.pk])
    with pytest.raises(GroupNameTaken):
        sort_into_groups(owner=alice, person=bob, group_ids=[], new="family")
    assert GroupMember.objects.count() == 2


def test_anothers_group_is_as_missing_as_none(alice: User, bob: User, mallory: User, group: FollowGroup) -> None:
    follow(follower=mallory, followee=bob)
    for group_id in (group.pk, group.pk + 99):
        for act in (
            lambda pk=group_id: rename_group(owner=mallory, group_id=pk, name="Mine"),
            lambda pk=group_id: delete_group(owner=mallory, group_id=pk),
            lambda pk=group_id: add_to_group(owner=mallory, group_id=pk, people=[bob.pk]),
            lambda pk=group_id: remove_from_group(owner=mallory, group_id=pk, person=bob),
            lambda pk=group_id: queries.group(mallory, pk),
        ):
            with pytest.raises(Missing):
                act()


def test_a_group_goes_and_its_people_stay(alice: User, bob: User, group: FollowGroup) -> None:
    add_to_group(owner=alice, group_id=group.pk, people=[bob.pk])
    post = factories.make_post(author=alice, text="For you alone")
    Post.objects.filter(pk=post.pk).update(visibility="group", group=group)
    assert Post.objects.visible_to(bob).filter(pk=post.pk).exists()
    delete_group(owner=alice, group_id=group.pk)
    assert Follow.objects.filter(follower=alice, followee=bob).exists()
    assert not Post.objects.visible_to(bob).filter(pk=post.pk).exists()
    assert Post.objects.visible_to(alice).filter(pk=post.pk).exists()


def test_special_attention_is_for_those_one_follows(alice: User, bob: User, mallory: User, group: FollowGroup) -> None:
    set_special(follower=alice, followee=bob, special=True)
    assert [row.followee for row in queries.following(alice, special=True).rows] == [bob]
    with pytest.raises(NotFollowed):
        set_special(follower=alice, followee=mallory, special=True)
    unfollow(follower=alice, followee=bob)
    assert not follow(follower=alice, followee=bob).special
