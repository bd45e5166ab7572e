"""Which accounts are large, and what readers see while one becomes so or is so no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import suspend
from accounts.models import User
from core.models import OutboxRow
from follows.actions import bulk_follow
from operations.demo import seeding
from tests.factories import make_post, make_user
from tests.timelines.large_accounts import count_followers, flagged, run_fan_outs, shown
from timelines import home, large
from timelines.models import LargeAccount
from timelines.store import store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_are_many")]


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


# --- While it changes ------------------------------------------------------------------------------------------------
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


def test_a_post_on_its_way_while_the_flag_goes_arrives(big, bob, monkeypatch):
    """The worst moment: the post was found to be merged, and the change is over before it is asked about."""
    large.review()
    home.page(bob)
    refresh = large.refresh

    def refreshed_as_the_change_ends(author_id: int) -> None:
        refresh(author_id)
        LargeAccount.objects.all().delete()

    monkeypatch.setattr(large, "refresh", refreshed_as_the_change_ends)
    post = make_post(author=big)
    run_fan_outs()
    assert post.pk in store.read(bob.pk, below=None, limit=5).ids
    assert shown(bob) == [post.pk]


# --- The demo ---------------------------------------------------------------------------------------------------------
def test_the_demos_star_is_large(settings, monkeypatch, run_outbox):
    assert seeding.CROWD >= 2_000
    # Pictures take longer than all the rest.
    monkeypatch.setattr(seeding, "_illustrate", lambda *_: None)
    monkeypatch.setattr(seeding, "_attachments", lambda *_: ())
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
