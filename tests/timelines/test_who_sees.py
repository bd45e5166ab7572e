"""Who finds which post at home: audiences, blocks, and posts whose audience changes."""

import pytest

from core.models import OutboxRow
from follows import actions as follows
from follows.models import Block
from posts.actions import change_audience, delete, restore
from posts.audience import Options
from posts.models import Post
from tests.factories import make_follow, make_post, make_user
from timelines import home
from timelines.store import store

pytestmark = pytest.mark.django_db


def seen(reader) -> list[int]:
    return [row.pk for row in home.page(reader).posts]


def listed(reader) -> list[int]:
    found = store.read(reader.pk, below=None, limit=100)
    return found.ids if found else []


def audience(post: Post, visibility: str) -> None:
    change_audience(post_id=post.pk, by=post.author, options=Options(visibility=visibility))


@pytest.fixture
def friend(alice, bob):
    """Bob, whom alice follows too."""
    make_follow(follower=alice, followee=bob)
    return bob


@pytest.fixture
def carol(alice):
    """Follows alice, and is in her group; she is followed by alice for it."""
    user = make_user(handle="carol")
    make_follow(follower=user, followee=alice)
    make_follow(follower=alice, followee=user)
    group = follows.create_group(owner=alice, name="Friends")
    follows.add_to_group(owner=alice, group_id=group.pk, people=[user.pk])
    return user


def test_each_finds_what_is_meant_for_them(alice, friend, carol):
    reader = make_user(handle="dave")
    make_follow(follower=reader, followee=alice)
    group = alice.follow_groups.get()
    levels = ("public", "followers", "mutual", f"group:{group.pk}", "self")
    posts = {level.split(":")[0]: make_post(author=alice, visibility=level).pk for level in levels}

    def levels_seen(who) -> set[str]:
        found = set(seen(who))
        return {level for level, pk in posts.items() if pk in found}

    assert levels_seen(reader) == {"public", "followers"}
    assert levels_seen(friend) == {"public", "followers", "mutual"}
    assert levels_seen(carol) == {"public", "followers", "mutual", "group"}
    assert levels_seen(alice) == {"public", "followers", "mutual", "group", "self"}


def test_who_ceases_to_be_a_friend_or_in_the_group_sees_it_no_more(alice, carol):
    group = alice.follow_groups.get()
    for level in ("mutual", f"group:{group.pk}"):
        make_post(author=alice, visibility=level)
    assert len(seen(carol)) == 2
    follows.remove_from_group(owner=alice, group_id=group.pk, person=carol)
    assert len(seen(carol)) == 1
    follows.unfollow(follower=alice, followee=carol)
    assert seen(carol) == []


def test_new_posts_counts_only_what_one_may_see(as_, alice, bob):
    first = make_post(author=alice)
    client = as_(bob)
    client.get("/")
    for visibility in ("self", "mutual", "followers"):
        store.push(post_id=make_post(author=alice, visibility=visibility).pk, reader_ids=[bob.pk])
    assert client.get("/home/new/", {"after": first.pk, "shown": first.pk}).json()["count"] == 1


def test_a_post_for_oneself_goes_into_nobody_elses_list(alice, bob, run_outbox):
    home.page(alice), home.page(bob)
    post = make_post(author=alice, visibility="self")
    run_outbox()
    assert listed(alice) == [post.pk]
    assert listed(bob) == []


@pytest.mark.parametrize("visibility", ["public", "followers"])
def test_one_that_is_for_others_later_reaches_them_then(alice, bob, run_outbox, visibility):
    home.page(bob)
    post = make_post(author=alice, visibility="self")
    run_outbox()
    assert seen(bob) == []
    audience(post, visibility)
    run_outbox()
    assert seen(bob) == listed(bob) == [post.pk]


def test_one_that_was_for_others_is_not_brought_to_them_again(alice, bob, run_outbox):
    """Somebody who changes it all day would fill their followers' lists with one post."""
    home.page(bob)
    post = make_post(author=alice)
    run_outbox()
    for visibility in ("self", "public", "self", "followers"):
        audience(post, visibility)
        run_outbox()
        assert seen(bob) == ([] if visibility == "self" else [post.pk])
    assert OutboxRow.objects.filter(task="timelines.tasks.fan_out", payload__alone=False).count() == 1


def test_one_whose_audience_changed_while_it_was_on_its_way_arrives(alice, bob, run_outbox):
    home.page(bob)
    post = make_post(author=alice)
    audience(post, "self")
    run_outbox()
    audience(post, "public")
    run_outbox()
    assert seen(bob) == listed(bob) == [post.pk]


def test_one_that_its_author_brought_back_is_there_again(alice, bob, run_outbox):
    """Also where the fan-out came by while it was deleted, or a list was made meanwhile."""
    home.page(bob)
    post = make_post(author=alice)
    delete(post_id=post.pk, by=alice)
    run_outbox()
    store.forget([bob.pk])
    assert seen(bob) == []
    restore(post_id=post.pk, by=alice)
    run_outbox()
    assert seen(bob) == listed(bob) == [post.pk]


@pytest.mark.parametrize("blocker", ["alice", "bob"])
def test_a_block_takes_effect_at_once_and_unblocking_brings_nothing_back(as_, alice, bob, blocker, run_outbox):
    one, other = (alice, bob) if blocker == "alice" else (bob, alice)
    post = make_post(author=alice)
    client = as_(bob)
    assert seen(bob) == [post.pk]
    follows.block(blocker=one, blocked=other)
    assert seen(bob) == []
    # A push that was under way.
    store.push(post_id=make_post(author=alice).pk, reader_ids=[bob.pk])
    run_outbox()
    assert seen(bob) == []
    assert client.get("/home/new/", {"after": "0"}).json()["count"] == 0
    follows.unblock(blocker=one, blocked=other)
    assert seen(bob) == []
    make_follow(follower=bob, followee=alice)
    assert len(seen(bob)) == 2


def test_a_block_holds_even_where_a_follow_was_left_behind(alice, bob):
    """Rows that a repair or a race left: the rule is asked at each reading, whatever a list or a follow says."""
    make_post(author=alice)
    assert len(seen(bob)) == 1
    Block.objects.create(blocker=alice, blocked=bob)
    assert seen(bob) == []


def test_a_repost_of_somebody_one_is_apart_from_shows_a_shell(as_, alice, bob):
    carol, root = make_user(handle="carol"), make_post(author=make_user(handle="dave"), text="what dave said")
    make_follow(follower=bob, followee=carol)
    Post.objects.create(pk=root.pk + 1, author=carol, text="look", units=1, root=root, parent=root)
    client = as_(bob)
    assert "what dave said" in client.get("/").content.decode()
    follows.block(blocker=root.author, blocked=bob)
    page = client.get("/").content.decode()
    assert "look" in page
    assert "post-shell" in page
    assert "what dave said" not in page
    assert "dave" not in page
