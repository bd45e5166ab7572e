"""What every store of timelines promises: rows of a table and lists in Redis, by the same tests."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories import make_user
from timelines.store import KEPT, TRIM_AT, Listed, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return make_user().pk


def fill(reader: int, generation: int, *post_ids: int) -> bool:
    return store.fill(reader, Listed(sorted(post_ids, reverse=True), whole=len(post_ids) < KEPT), generation=generation)


def built(reader: int, *post_ids: int) -> int:
    fill(reader, store.begin(reader), *post_ids)
    return reader


def ids(reader: int, *, below: int | None = None, limit: int = 10) -> list[int] | None:
    listed = store.read(reader, below=below, limit=limit)
    return listed and listed.ids


def test_a_reader_without_a_list_has_none(reader):
    assert ids(reader) is None


def test_an_empty_list_is_a_list(reader):
    assert store.read(built(reader), below=None, limit=10) == Listed([], whole=True)


def test_pushes_land_only_in_lists_that_exist(reader):
    other = make_user().pk
    built(reader)
    store.push(post_id=7, reader_ids=[reader, other])
    assert ids(reader) == [7]
    assert ids(other) is None


def test_pushing_twice_does_no_harm(reader):
    built(reader, 5)
    for _ in range(3):
        store.push(post_id=7, reader_ids=[reader])
    assert ids(reader) == [7, 5]


def test_reading_is_newest_first_below_the_cursor(reader):
    built(reader, 1, 9, 4, 6)
    assert ids(reader, below=9, limit=2) == [6, 4]


def test_a_push_during_a_rebuild_is_kept(reader):
    generation = store.begin(reader)
    store.push(post_id=9, reader_ids=[reader])
    fill(reader, generation, 3, 1)
    assert ids(reader) == [9, 3, 1]


def test_the_first_rebuild_under_way_is_no_list_yet(reader):
    store.begin(reader)
    assert ids(reader) is None


def test_of_two_rebuilds_at_once_the_later_counts(reader):
    slow, quick = store.begin(reader), store.begin(reader)
    assert fill(reader, quick, 2, 1)
    assert not fill(reader, slow, 1)
    assert ids(reader) == [2, 1]


def test_a_dropped_list_is_gone_and_ends_a_rebuild(reader):
    generation = store.begin(reader)
    store.forget([reader])
    assert not fill(reader, generation, 1)
    assert ids(reader) is None


def test_a_list_made_anew_is_not_filled_by_a_rebuild_from_before(reader):
    before = store.begin(reader)
    store.forget([reader])
    after = store.begin(reader)
    assert not fill(reader, before, 1)
    assert fill(reader, after, 2)
    assert ids(reader) == [2]


@pytest.mark.django_db(transaction=True)
def test_beginning_while_another_drops_the_list_fails_nobody(reader):
    """Home in one tab, a follow in another."""

    def forget(reader_id):
        store.forget([reader_id])

    def again(act):
        try:
            for _ in range(40):
                act(reader)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(again, act) for act in (store.begin, forget) * 2]
        assert [one.result() for one in running] == [None] * 4


def test_trimming_keeps_the_newest_and_waits_until_it_is_worth_it(reader):
    built(reader, *range(1, TRIM_AT + 1))
    store.tidy()
    assert len(ids(reader, limit=TRIM_AT + 10)) == TRIM_AT
    store.push(post_id=TRIM_AT + 1, reader_ids=[reader])
    store.tidy()
    assert ids(reader, limit=TRIM_AT + 10) == list(range(TRIM_AT + 1, TRIM_AT + 1 - KEPT, -1))


def test_a_list_of_all_there_is_says_so_until_it_is_cut(reader):
    built(reader, *range(1, KEPT))
    assert store.read(reader, below=2, limit=10).whole
    for post_id in range(KEPT, TRIM_AT + 2):
        store.push(post_id=post_id, reader_ids=[reader])
    store.tidy()
    assert not store.read(reader, below=60, limit=100).whole


def test_a_list_that_was_filled_to_the_brim_is_not_all_there_is(reader):
    built(reader, *range(2, KEPT + 2))
    assert not store.read(reader, below=3, limit=10).whole


def test_late_pushes_stand_where_they_belong(reader):
    built(reader, *range(100, 200))
    for post_id in range(1, 100):
        store.push(post_id=post_id, reader_ids=[reader])
    assert ids(reader, limit=3) == [199, 198, 197]
    assert ids(reader, below=101, limit=3) == [100, 99, 98]


def test_a_late_push_below_what_was_cut_off_does_not_hide_the_gap(reader):
    """Whoever pages down to it would else be led past everything between it and the rest."""
    built(reader, *range(101, 101 + TRIM_AT))
    store.push(post_id=101 + TRIM_AT, reader_ids=[reader])
    store.tidy()
    for late in range(1, 21):
        store.push(post_id=late, reader_ids=[reader])
    kept_from = 102 + TRIM_AT - KEPT
    assert ids(reader, below=kept_from + 3, limit=10) == [kept_from + 2, kept_from + 1, kept_from]


def test_a_late_push_below_what_was_read_from_the_truth_does_not_hide_the_gap(reader):
    generation = store.begin(reader)
    store.push(post_id=2, reader_ids=[reader])
    fill(reader, generation, *range(101, 101 + KEPT))
    store.push(post_id=3, reader_ids=[reader])
    assert ids(reader, below=103, limit=10) == [102, 101]


def test_a_late_push_into_a_list_of_all_there_is_is_read(reader):
    built(reader, 10, 20)
    store.push(post_id=5, reader_ids=[reader])
    assert ids(reader) == [20, 10, 5]


def test_a_list_is_described_as_it_is_kept(reader):
    assert store.describe(reader).state == "absent"
    generation = store.begin(reader)
    store.push(post_id=9, reader_ids=[reader])
    assert store.describe(reader)[:2] == ("building", [9])
    fill(reader, generation, 3, 1)
    described = store.describe(reader)
    assert (described.state, described.ids, described.whole, described.large) == ("built", [9, 3, 1], True, ())


def test_an_outbox_that_is_kept_is_never_replaced_by_an_older_one():
    store.keep_outboxes({7: [30, 20]})
    store.keep_outboxes({7: [20], 8: []})
    assert store.outboxes([7, 8, 9]) in ({}, {7: [30, 20], 8: []})
