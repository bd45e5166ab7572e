"""`manage.py timelines verify`: tells drift from what is harmless, and from what is only on its way."""

from datetime import timedelta

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import User
from core import outbox, redis
from core.models import OutboxRow
from follows.actions import bulk_follow, mute, mute_word
from follows.models import Follow
from posts.actions import delete
from posts.models import Post
from tests.factories import make_post, make_user
from tests.timelines.commands import timelines, timelines_json
from timelines import home, large, verifying
from timelines.models import LargeAccount
from timelines.store import Listed, store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(verifying, "SECOND_LOOK", 0)
    monkeypatch.setattr(verifying, "PATIENCE", 0)


@pytest.fixture
def reader(bob):
    """Bob, who follows alice and opens home."""
    home.page(bob)
    home.note_visit(bob)
    return bob


def keep(reader: User, *ids: int, whole: bool = True, large: tuple[int, ...] = ()) -> None:
    """Make the reader's list say this, whatever is true."""
    store.forget([reader.pk])
    made = Listed(sorted(ids, reverse=True), whole, large)
    store.fill(reader.pk, made, generation=store.begin(reader.pk))


def all_done() -> None:
    OutboxRow.objects.update(done_at=timezone.now())


def test_lists_that_are_right_are_clean(reader, alice, run_outbox):
    for _ in range(40):
        make_post(author=alice)
    run_outbox()
    status, told = timelines("verify")
    assert status == 0
    assert "1 readers: 1 lists compared, 0 without a list" in told
    assert "40 posts compared" in told
    assert told.splitlines()[-1] == "No drift."


def test_a_missing_post_is_drift_and_its_reader_is_named(reader, alice):
    first, lost, last = (make_post(author=alice).pk for _ in range(3))
    all_done()
    keep(reader, first, last)
    status, told = timelines("verify")
    assert status == 1
    assert f"bob ({reader.pk}): 1 missing ({lost})" in told
    assert "DRIFT: 1 readers" in told


def test_it_is_told_to_programs_with_ids_as_text(reader, alice):
    lost = make_post(author=alice).pk
    all_done()
    keep(reader)
    told = timelines_json("verify")
    assert told["drifted"] == 1
    assert told["drifts"][0]["missing"] == [str(lost)]


def test_a_post_whose_fan_out_is_open_is_on_its_way(reader, alice):
    make_post(author=alice)
    status, told = timelines("verify")
    assert status == 0
    assert "0 posts compared, 1 more under way" in told or "1 posts compared, 1 more under way" in told


def test_a_post_whose_fan_out_was_given_up_is_drift(reader, alice):
    make_post(author=alice)
    OutboxRow.objects.update(parked_at=timezone.now())
    assert timelines("verify")[0] == 1


def test_a_list_that_is_still_to_be_forgotten_is_no_drift(reader, alice, mallory):
    """Somebody was followed while Redis was away."""
    make_post(author=mallory)
    all_done()
    Follow.objects.create(follower=reader, followee=mallory)
    assert timelines("verify")[0] == 1
    outbox.write(task="timelines.tasks.forget_lists", key=f"forget:{reader.pk}:x", payload={"readers": [reader.pk]})
    assert timelines("verify")[0] == 0


def test_the_lists_of_another_readers_number_are_not_excused(reader, alice):
    make_post(author=alice)
    all_done()
    outbox.write(task="timelines.tasks.forget_lists", key=f"forget:{reader.pk}0:x", payload={"readers": []})
    assert timelines("verify")[0] == 1


def test_deleted_unfollowed_and_suspended_ones_are_leftovers_that_nobody_sees(reader, alice, mallory, run_outbox):
    gone, shown = make_post(author=alice), make_post(author=alice)
    strangers = make_post(author=mallory)
    run_outbox()
    store.push(post_id=strangers.pk, reader_ids=[reader.pk])
    delete(post_id=gone.pk, by=alice)
    status, told = timelines("verify")
    assert status == 0
    assert "1 posts compared" in told
    assert "2 leftovers" in told
    assert [row.pk for row in home.page(reader).posts] == [shown.pk]


def test_a_list_that_was_cut_is_compared_as_far_as_it_reaches(reader, alice):
    every = [make_post(author=alice).pk for _ in range(60)]
    all_done()
    keep(reader, *every[20:], whole=False)
    assert timelines("verify")[0] == 0
    keep(reader, *every[20:40], *every[41:], whole=False)
    assert timelines_json("verify")["drifts"][0]["missing"] == [str(every[40])]


def test_a_list_that_claims_to_be_whole_is_compared_to_its_end(reader, alice):
    every = [make_post(author=alice).pk for _ in range(60)]
    all_done()
    keep(reader, *every[20:], whole=True)
    assert len(timelines_json("verify")["drifts"][0]["missing"]) == 20


def test_what_changes_between_two_looks_is_no_drift(reader, alice, monkeypatch):
    """A post is committed after the list was read and before the truth is; the next look finds it pushed."""
    late = make_post(author=alice)
    all_done()

    def a_moment_later(_: float) -> None:
        store.push(post_id=late.pk, reader_ids=[reader.pk])

    monkeypatch.setattr(verifying.time, "sleep", a_moment_later)
    assert timelines("verify")[0] == 0


def test_readers_without_a_list_and_idle_ones_are_told_apart(reader, alice, mallory):
    User.objects.filter(pk__in=[alice.pk, mallory.pk]).update(home_opened_at=timezone.now() - timedelta(days=31))
    store.forget([reader.pk])
    _, told = timelines("verify")
    assert "1 readers: 0 lists compared, 1 without a list" in told


def test_repair_forgets_what_drifted_and_nothing_else(reader, alice, mallory):
    home.page(mallory), home.note_visit(mallory)
    make_post(author=alice)
    all_done()
    status, told = timelines("verify", "--repair")
    assert status == 1
    assert "1 lists forgotten" in told
    assert store.read(reader.pk, below=None, limit=5) is None
    assert store.read(mallory.pk, below=None, limit=5) is not None
    home.page(reader)
    assert timelines("verify")[0] == 0


def test_only_those_named_are_compared(reader, alice, mallory):
    home.page(mallory)
    make_post(author=alice)
    all_done()
    assert timelines("verify", "--handle", "mallory")[0] == 0
    assert timelines("verify", "--handle", "@BOB", "--handle", "mallory")[0] == 1


def test_the_same_seed_takes_the_same_sample(db):
    people = [make_user() for _ in range(30)]
    User.objects.update(home_opened_at=timezone.now())

    def taken(seed: int, size: int = 5) -> list[int]:
        from timelines import readers

        return [reader.pk for chunk in readers.sample(size, seed=seed) for reader in chunk]

    assert taken(1) == taken(1) != taken(2)
    assert len(set(taken(1))) == 5
    assert taken(1, size=100) == [person.pk for person in people]


def test_each_reader_is_as_likely_to_be_taken_as_any_other(db):
    from timelines import readers

    people = [make_user() for _ in range(10)]
    User.objects.update(home_opened_at=timezone.now())
    taken = [reader.pk for seed in range(300) for chunk in readers.sample(3, seed=seed) for reader in chunk]
    assert all(60 < taken.count(person.pk) < 120 for person in people)


def test_a_name_that_nobody_has_is_told(db):
    with pytest.raises(CommandError, match="Nobody is called nosuchone"):
        timelines("verify", "--handle", "nosuchone")


def test_while_redis_is_away_nothing_is_claimed(reader, monkeypatch):
    def away(*_, **__):
        raise redis.Away("it is full")

    monkeypatch.setattr(type(store), "read", away)
    with pytest.raises(CommandError, match="Redis is away"):
        timelines("verify")


# --- Large accounts ---------------------------------------------------------------------------------------------------
@pytest.fixture
def large_alice(alice, settings):
    settings.FANOUT_LIMIT = settings.FANOUT_NORMAL_BELOW = 1
    User.objects.filter(pk=alice.pk).update(follower_count=1)
    LargeAccount.objects.create(pk=alice.pk)
    alice.refresh_from_db()
    return alice


def test_merged_posts_are_compared_too(reader, large_alice, run_outbox):
    keep(reader, large=(large_alice.pk,))
    every = [make_post(author=large_alice).pk for _ in range(80)]
    run_outbox()
    _, told = timelines("verify")
    assert "80 posts compared" in told
    assert "No drift." in told
    assert every


def test_a_large_account_that_should_be_merged_and_is_not_is_drift(reader, large_alice, monkeypatch):
    keep(reader)
    make_post(author=large_alice)
    all_done()
    monkeypatch.setattr(type(store), "read", lambda *_, **__: Listed([], whole=True))
    assert timelines("verify")[0] == 1


def test_while_an_accounts_lists_are_being_forgotten_nothing_of_it_is_drift(reader, alice, settings, monkeypatch):
    settings.FANOUT_LIMIT = settings.FANOUT_NORMAL_BELOW = 1
    keep(reader)
    make_post(author=alice)
    all_done()
    assert large.review() == 1
    monkeypatch.setattr(type(store), "read", lambda *_, **__: Listed([], whole=True))
    assert timelines("verify")[0] == 0


def test_of_very_many_large_accounts_only_those_merged_are_promised(reader, alice, settings, monkeypatch, run_outbox):
    settings.FANOUT_LIMIT = settings.FANOUT_NORMAL_BELOW = 1
    monkeypatch.setattr(large, "MERGED", 2)
    stars = [make_user() for _ in range(4)]
    bulk_follow(pairs=[(reader.pk, star.pk) for star in stars])
    large.review()
    run_outbox()
    home.page(reader)
    for star in stars:
        star.refresh_from_db()
        make_post(author=star)
    run_outbox()
    # The table asks for all of them at each reading; Redis' lists keep the two.
    merged = store.read(reader.pk, below=None, limit=5).large
    keep(reader, large=merged[:2])
    assert timelines("verify")[0] == 0
    assert Post.objects.count() == 4


def test_what_a_reader_muted_is_no_drift(alice, bob):
    make_post(author=alice, text="rain again")
    home.page(bob)
    mute(muter=bob, muted=alice)
    mute_word(owner=bob, word="rain")
    bob.refresh_from_db()
    assert home.page(bob).posts == []
    assert not verifying.look(bob).drift()
    assert verifying.look(bob).compared == 1
