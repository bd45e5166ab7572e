"""Many hands on one post or folder at once, on a real database: rows are unique, and numbers are what the rows say."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connections

from accounts.actions import delete_account
from accounts.models import User
from core.refusals import Refusal
from follows.actions import block, unblock
from interactions import actions
from interactions.models import Favourite, Folder, FolderFollow, Like
from posts import counts
from posts.models import Post
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(calls: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run the calls on THREADS connections, each in its turn; an exception other than a refusal ends the test."""

    def run(lane: list[Callable[[], Any]]) -> list[Any]:
        try:
            return [outcome(call) for call in lane]
        finally:
            for name in connections:
                connections[name].close()

    def outcome(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Refusal as refusal:
            return refusal

    every = list(calls)
    with ThreadPoolExecutor(THREADS) as pool:
        return [result for lane in pool.map(run, [every[n::THREADS] for n in range(THREADS)]) for result in lane]


def number(post: Post) -> int:
    return counts.of([post.pk])[post.pk]["likes"]


def test_forty_tabs_make_one_like_and_end_one(post: Post, bob: User) -> None:
    for act, left in ((actions.like, 1), (actions.unlike, 0)):
        results = at_once([partial(act, user=bob, post_id=post.pk)] * 40)
        assert results.count(True) == 1 and results.count(False) == 39
        assert number(post) == Like.objects.count() == left


def test_many_like_and_take_back_at_once_without_drift(post: Post, alice: User, bob: User) -> None:
    people = [bob, *(factories.make_user() for _ in range(11))]
    verbs = [partial(act, user=who, post_id=post.pk) for who in people for act in (actions.like, actions.unlike)]
    # The author blocks one of them now and then: their likes are refused, never half made.
    mixed = [
        *verbs * 8,
        *[partial(block, blocker=alice, blocked=bob), partial(unblock, blocker=alice, blocked=bob)] * 5,
    ]
    random.Random(5).shuffle(mixed)
    at_once(mixed)
    assert number(post) == Like.objects.filter(post=post).count()


def test_favourites_and_folder_names_are_there_once(post: Post, bob: User) -> None:
    keep = [partial(actions.favourite, user=bob, post_id=post.pk)] * 20
    name = [partial(actions.create_folder, owner=bob, name="Tea")] * 20
    results = at_once([*keep, *name])
    assert results.count(True) == Favourite.objects.count() == Folder.objects.count() == 1
    assert sum(isinstance(result, actions.FolderNameTaken) for result in results) == 19


def test_the_hundredth_folder_is_the_last_in_every_tab(bob: User) -> None:
    Folder.objects.bulk_create(Folder(owner=bob, name=f"{n}", folded=f"{n}") for n in range(actions.MAX_FOLDERS - 1))
    results = at_once([partial(actions.create_folder, owner=bob, name=f"last {turn}") for turn in range(8)])
    assert sum(isinstance(result, actions.TooManyFolders) for result in results) == 7
    assert Folder.objects.count() == actions.MAX_FOLDERS


def test_a_collection_is_followed_left_moved_into_and_deleted_at_once(alice: User, post: Post) -> None:
    people = [factories.make_user() for _ in range(6)]
    kept = actions.create_folder(owner=alice, name="Kept", is_public=True).pk
    gone = actions.create_folder(owner=alice, name="Gone", is_public=True).pk
    actions.favourite(user=alice, post_id=post.pk)
    verbs = [
        partial(act, user=who, folder_id=folder)
        for who in people
        for folder in (kept, gone)
        for act in (actions.follow_folder, actions.unfollow_folder)
    ]
    moves = [partial(actions.move_favourite, user=alice, post_id=post.pk, folder_id=folder) for folder in (kept, gone)]
    mixed = [*verbs * 4, *moves * 10]
    random.Random(5).shuffle(mixed)
    at_once([*mixed[:60], partial(actions.delete_folder, owner=alice, folder_id=gone), *mixed[60:]])
    assert Folder.objects.get().follower_count == FolderFollow.objects.filter(folder=kept).count()
    assert Favourite.objects.get().folder_id in (kept, None)


def test_accounts_go_while_others_like_the_same_posts(alice: User) -> None:
    posts = [factories.make_post(author=alice) for _ in range(4)]
    leaving, staying = ([factories.make_user() for _ in range(4)] for _ in range(2))
    for who in leaving:
        for post in posts:
            actions.like(user=who, post_id=post.pk)
    likes = [partial(actions.like, user=who, post_id=post.pk) for who in staying for post in posts]
    at_once([*likes, *[partial(delete_account, user=who) for who in leaving]])
    assert [number(post) for post in posts] == [Like.objects.filter(post=post).count() for post in posts] == [4] * 4
