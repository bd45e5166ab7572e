"""Large accounts: merged at reading instead of pushed. Whichever it is, and while it changes, readers see the same."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.utils import timezone

from accounts.actions import restore, suspend
from accounts.models import User
from core.models import OutboxRow
from follows.actions import bulk_follow, follow, unfollow
from operations.demo import seeding
from posts.actions import delete
from tests.factories import make_follow, make_post, make_user
from timelines import home, large
from timelines.models import LargeAccount
from timelines.store import store
from timelines.tasks import review_large_accounts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.FANOUT_LIMIT, settings.FANOUT_NORMAL_BELOW = 10, 8


def count_followers(user: User, number: int) -> User:
    """Say that so many follow; who really does is what the tests make."""
    User.objects.filter(pk=user.pk).update(follower_count=number)
    user.refresh_from_db()
    return user


@pytest.fixture
def change(run_outbox):
    """`change(alice, 10)`: she has ten followers, the review notices, and what follows from it is done."""

    def to(user: User, followers: int) -> User:
        count_followers(user, followers)
        review_large_accounts()
        run_outbox()
        return user

    return to


@pytest.fixture
def big(alice, bob, change):
    """Alice, large, with bob among her followers."""
    return change(alice, 10)


def shown(reader: User, *, pages: int = 1) -> list[int]:
    """What the reader's pages show, one after the other."""
    seen, cursor = [], None
    for _ in range(pages):
        page = home.page(reader, cursor=cursor)
        seen += [row.pk for row in page.posts]
        cursor = page.next_cursor
        if cursor is None:
            break
    return seen


def flagged() -> list[int]:
    return list(LargeAccount.objects.order_by("pk").values_list("pk", flat=True))


# --- The flag ---------------------------------------------------------------------------------------------------------
def test_the_flag_comes_at_the_limit_and_goes_well_below_it(alice, change):
    story = [(9, False), (10, True), (9, True), (8, True), (7, False), (9, False), (10, True)]
    assert [(number, alice.pk in flagged()) for number, _ in story if change(alice, number)] == story


def test_it_is_set_once_and_its_followers_lists_are_forgotten_once(alice, bob):
    count_followers(alice, 10)
    assert [large.review(), large.review()] == [1, 0]
    assert OutboxRow.objects.filter(task="timelines.tasks.forget_followers_lists").count() == 1


def test_a_suspended_account_is_not_flagged_anew_and_does_not_lose_its_flag(alice, mallory, admin, change):
    change(alice, 10)
    for user in (alice, mallory):
        suspend(user=user, by=admin, reason="for this test")
    count_followers(mallory, 10)
    large.review()
    assert flagged() == [alice.pk]


def test_it_goes_when_the_last_list_was_forgotten_and_is_taken_back_once(big, bob, run_outbox):
    """Lists from before need it: nothing was pushed to them."""
    count_followers(big, 7)
    assert [large.review(), large.review()] == [1, 0]
    assert flagged() == [big.pk]
    run_outbox()
    assert flagged() == []


def test_it_stays_when_the_account_grew_again_meanwhile(big, bob, run_outbox):
    count_followers(big, 7)
    large.review()
    count_followers(big, 10)
    run_outbox()
    assert flagged() == [big.pk]


def test_the_followers_of_others_keep_their_lists(alice, bob, mallory, change):
    for reader in (bob, mallory):
        home.page(reader)
    change(alice, 10)
    assert store.read(bob.pk, below=None, limit=5) is None
    assert store.read(mallory.pk, below=None, limit=5) is not None


def test_many_followers_are_forgotten_in_chunks_from_where_it_was_stopped(alice, monkeypatch, run_outbox):
    monkeypatch.setattr(large, "CHUNK", 2)
    readers = [make_user() for _ in range(5)]
    bulk_follow(pairs=[(reader.pk, alice.pk) for reader in readers])
    for reader in readers:
        home.page(reader)
    count_followers(alice, 10)
    large.review()
    OutboxRow.objects.update(cursor=readers[1].pk)
    run_outbox()
    held = [store.read(reader.pk, below=None, limit=5) is not None for reader in readers]
    assert held == [True, True, False, False, False]


# --- What readers see -------------------------------------------------------------------------------------------------
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


def test_nobody_misses_or_repeats_a_post_while_an_account_grows_large(alice, bob, run_outbox):
    home.page(bob)
    every = [make_post(author=alice).pk]
    run_outbox()
    assert shown(bob) == every[::-1]
    count_followers(alice, 10)
    large.review()
    # Flagged, and the lists of her followers are still those from before.
    assert shown(bob) == every[::-1]
    every.append(make_post(author=alice).pk)
    run_fan_outs()
    assert shown(bob) == every[::-1]
    run_outbox()
    assert shown(bob) == every[::-1]
    every.append(make_post(author=alice).pk)
    run_outbox()
    assert shown(bob) == every[::-1]


def test_nobody_misses_or_repeats_a_post_while_an_account_shrinks(big, bob, run_outbox):
    home.page(bob)
    every = [make_post(author=big).pk]
    run_outbox()
    assert shown(bob) == every[::-1]
    count_followers(big, 7)
    large.review()
    assert shown(bob) == every[::-1]
    every.append(make_post(author=big).pk)
    run_fan_outs()
    assert shown(bob) == every[::-1]
    run_outbox()
    assert shown(bob) == every[::-1]
    every.append(make_post(author=big).pk)
    run_outbox()
    assert shown(bob) == every[::-1]


def test_a_post_on_its_way_while_the_flag_comes_arrives(alice, bob, run_outbox):
    home.page(bob)
    post = make_post(author=alice)
    count_followers(alice, 10)
    large.review()
    run_outbox()
    assert shown(bob) == [post.pk]


def run_fan_outs() -> None:
    """Only these: what forgets lists waits on another queue."""
    from timelines.tasks import fan_out

    for row in OutboxRow.objects.open().filter(task="timelines.tasks.fan_out"):
        fan_out(row.pk)


def test_posting_costs_the_same_however_many_follow(big, bob, run_outbox, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

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
    from core import redis

    if configured.REDIS_URL:
        redis.ask(lambda r: [r.unlink(name) for name in r.scan_iter(match=redis.key("outbox", "*"))])


# --- The demo ---------------------------------------------------------------------------------------------------------
def test_the_demos_star_is_large(settings, run_outbox):
    assert seeding.CROWD >= 2_000
    seeding.seed(now=timezone.now() - timedelta(minutes=1), size=130)
    star = User.objects.get(handle="star")
    settings.FANOUT_LIMIT = settings.FANOUT_NORMAL_BELOW = star.follower_count
    large.review()
    run_outbox()
    assert star.pk in flagged()
    reader = User.objects.filter(followings__followee=star).first()
    home.page(reader)
    post = make_post(author=star)
    run_outbox()
    assert shown(reader)[0] == post.pk
    assert post.pk not in store.read(reader.pk, below=None, limit=50).ids
