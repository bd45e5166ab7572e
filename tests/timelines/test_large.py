"""Large accounts are merged at reading instead of pushed: readers see the same."""

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import restore, suspend
from core import redis
from follows.actions import bulk_follow, follow, unfollow
from posts.actions import delete
from tests.factories import make_follow, make_post, make_user
from tests.timelines.large_accounts import count_followers, flagged, run_fan_outs, shown
from timelines import home, large
from timelines.store import store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_are_many")]


def test_her_posts_are_read_though_none_was_pushed(big, bob, run_outbox):
    assert shown(bob) == []
    post = make_post(author=big)
    run_outbox()
    assert shown(bob) == [post.pk]
    assert store.read(bob.pk, below=None, limit=5).ids == []


def test_they_stand_among_the_others_in_order(big, bob, run_outbox):
    friend = make_user()
    make_follow(follower=bob, followee=friend)
    home.page(bob)
    every = [make_post(author=author).pk for _ in range(5) for author in (big, friend, bob)]
    run_outbox()
    assert shown(bob) == every[::-1]


def test_posting_costs_the_same_however_many_follow(big, bob, run_outbox):
    def cost() -> int:
        make_post(author=big)
        with CaptureQueriesContext(connection) as queries:
            run_fan_outs()
        return len(queries)

    before = cost()
    bulk_follow(pairs=[(make_user().pk, big.pk) for _ in range(20)])
    count_followers(big, 10)
    assert cost() == before


def test_twenty_large_accounts_cost_a_page_no_more_queries_than_one(alice, bob, change, query_guard, run_outbox):
    change(alice, 10)

    def one_more() -> None:
        star = make_user()
        make_follow(follower=bob, followee=star)
        change(star, 10)
        make_post(author=star)
        run_outbox()
        home.page(bob)

    query_guard(page=lambda: home.page(bob), one_more=one_more)


def test_her_own_posts_are_in_her_own_home(big, run_outbox):
    home.page(big)
    post = make_post(author=big)
    run_outbox()
    assert shown(big) == [post.pk]


# --- Deep pages -------------------------------------------------------------------------------------------------------
def test_pages_go_on_past_what_the_outbox_keeps(big, bob, monkeypatch, run_outbox):
    monkeypatch.setattr(large, "OUTBOX", 5)
    home.page(bob)
    every = [make_post(author=big).pk for _ in range(90)]
    run_outbox()
    assert shown(bob, pages=10) == every[::-1]


def test_pages_go_on_past_outbox_and_list_together(big, bob, monkeypatch, run_outbox):
    monkeypatch.setattr(large, "OUTBOX", 5)
    monkeypatch.setattr(home, "KEPT", 30)
    friend = make_user()
    make_follow(follower=bob, followee=friend)
    every = [make_post(author=author).pk for _ in range(40) for author in (big, friend)]
    run_outbox()
    home.rebuild(bob)
    every += [make_post(author=author).pk for _ in range(10) for author in (big, friend)]
    run_outbox()
    assert shown(bob, pages=12) == every[::-1]


def test_several_large_accounts_of_which_one_writes_without_end(alice, bob, change, monkeypatch, run_outbox):
    monkeypatch.setattr(large, "OUTBOX", 5)
    quiet = make_user()
    make_follow(follower=bob, followee=quiet)
    change(alice, 10), change(quiet, 10)
    every = [make_post(author=quiet).pk, *(make_post(author=alice).pk for _ in range(60))]
    run_outbox()
    assert shown(bob, pages=10) == every[::-1]


def test_new_posts_of_large_accounts_are_counted(big, bob, run_outbox):
    first = make_post(author=big)
    run_outbox()
    shown(bob)
    make_post(author=big), make_post(author=big)
    run_outbox()
    assert home.newer(bob, after=first.pk, shown={first.pk}) == 2


# --- Very many of them ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [large.MERGED, large.MERGED + 3])
def test_of_very_many_those_are_merged_who_wrote_last(bob, number, run_outbox):
    """The table merges all, since the statement is the same; Redis' lists name the accounts."""
    stars = [make_user(password=None) for _ in range(number)]
    bulk_follow(pairs=[(bob.pk, star.pk) for star in stars])
    for star in stars:
        count_followers(star, 10)
    large.review()
    run_outbox()
    order = stars[::-1]
    for star in order:
        make_post(author=star)
    run_outbox()
    home.rebuild(bob)
    merged = set(store.read(bob.pk, below=None, limit=5).large)
    expected = {star.pk for star in (order[-large.MERGED :] if configured.REDIS_URL else stars)}
    assert merged & {star.pk for star in stars} == expected


# --- Those who may not be seen ----------------------------------------------------------------------------------------
def test_a_suspended_one_vanishes_and_comes_back(big, bob, admin, run_outbox):
    home.page(bob)
    post = make_post(author=big)
    run_outbox()
    assert shown(bob) == [post.pk]
    suspend(user=big, by=admin, reason="a mistake")
    assert shown(bob) == []
    restore(user=big, by=admin, reason="it was one")
    assert shown(bob) == [post.pk]


def test_a_deleted_post_vanishes_and_those_behind_it_move_up(big, bob, monkeypatch, run_outbox):
    monkeypatch.setattr(large, "OUTBOX", 40)
    home.page(bob)
    every = [make_post(author=big).pk for _ in range(60)]
    run_outbox()
    for post_id in every[20:]:
        delete(post_id=post_id, by=big)
    assert shown(bob, pages=4) == every[19::-1]


def test_an_account_that_is_deleted_is_gone_from_every_home(big, bob, run_outbox):
    friend = make_user()
    make_follow(follower=bob, followee=friend)
    home.page(bob)
    make_post(author=big)
    rest = make_post(author=friend)
    run_outbox()
    big.delete()
    assert flagged() == []
    assert shown(bob) == [rest.pk]
    run_outbox()
    assert shown(bob) == [rest.pk]


def test_unfollowing_her_takes_effect_at_once_and_following_again_too(big, bob, run_outbox):
    home.page(bob)
    post = make_post(author=big)
    run_outbox()
    unfollow(follower=bob, followee=big)
    assert shown(bob) == []
    follow(follower=bob, followee=big)
    assert shown(bob) == [post.pk]


def test_who_begins_to_follow_her_sees_what_she_wrote(big, mallory, run_outbox):
    post = make_post(author=big)
    home.page(mallory)
    make_follow(follower=mallory, followee=big)
    assert shown(mallory) == [post.pk]


def test_an_outbox_that_was_lost_is_read_from_the_truth(big, bob, run_outbox):
    home.page(bob)
    post = make_post(author=big)
    run_outbox()
    forget_outboxes()
    assert shown(bob) == [post.pk]


def forget_outboxes() -> None:
    if configured.REDIS_URL:
        redis.ask(lambda r: [r.unlink(name) for name in r.scan_iter(match=redis.key("outbox", "*"))])
