"""What every store of timelines promises: the table now, Redis lists later, by the same tests."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories import make_user
from timelines.models import Entry
from timelines.store import KEPT, TRIM_AT, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return make_user().pk


def built(reader: int, *post_ids: int) -> int:
    store.fill(reader, generation=store.begin(reader), post_ids=post_ids)
    return reader


def test_a_reader_without_a_list_has_none(reader):
    assert store.read(reader, below=None, limit=10) is None


def test_an_empty_list_is_a_list(reader):
    assert store.read(built(reader), below=None, limit=10) == []


def test_pushes_land_only_in_lists_that_exist(reader):
    other = make_user().pk
    built(reader)
    store.push(post_id=7, reader_ids=[reader, other])
    assert store.read(reader, below=None, limit=10) == [7]
    assert store.read(other, below=None, limit=10) is None
    assert not Entry.objects.filter(reader_id=other).exists()


def test_pushing_twice_does_no_harm(reader):
    built(reader, 5)
    for _ in range(3):
        store.push(post_id=7, reader_ids=[reader])
    assert store.read(reader, below=None, limit=10) == [7, 5]


def test_reading_is_newest_first_below_the_cursor(reader):
    built(reader, 1, 9, 4, 6)
    assert store.read(reader, below=9, limit=2) == [6, 4]
    assert store.above(reader, floor=4, limit=10) == [9, 6, 4]


def test_a_push_during_a_rebuild_is_kept(reader):
    generation = store.begin(reader)
    store.push(post_id=9, reader_ids=[reader])
    store.fill(reader, generation=generation, post_ids=[3, 1])
    assert store.read(reader, below=None, limit=10) == [9, 3, 1]


def test_the_first_rebuild_under_way_is_no_list_yet(reader):
    store.begin(reader)
    assert store.read(reader, below=None, limit=10) is None


def test_of_two_rebuilds_at_once_the_later_counts(reader):
    slow, quick = store.begin(reader), store.begin(reader)
    assert store.fill(reader, generation=quick, post_ids=[2, 1])
    assert not store.fill(reader, generation=slow, post_ids=[1])
    assert store.read(reader, below=None, limit=10) == [2, 1]


def test_a_dropped_list_is_gone_and_ends_a_rebuild(reader):
    generation = store.begin(reader)
    store.drop(reader)
    assert not store.fill(reader, generation=generation, post_ids=[1])
    assert store.read(reader, below=None, limit=10) is None


def test_a_list_made_anew_is_not_filled_by_a_rebuild_from_before(reader):
    before = store.begin(reader)
    store.drop(reader)
    after = store.begin(reader)
    assert not store.fill(reader, generation=before, post_ids=[1])
    assert store.fill(reader, generation=after, post_ids=[2])
    assert store.read(reader, below=None, limit=10) == [2]


@pytest.mark.django_db(transaction=True)
def test_beginning_while_another_drops_the_list_fails_nobody(reader):
    """Home in one tab, a follow in another."""

    def again(act):
        try:
            for _ in range(40):
                act(reader)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(again, act) for act in (store.begin, store.drop) * 2]
        assert [one.result() for one in running] == [None] * 4


def test_trimming_keeps_the_newest_and_waits_until_it_is_worth_it(reader):
    built(reader, *range(1, TRIM_AT + 1))
    assert store.trim() == 0
    store.push(post_id=TRIM_AT + 1, reader_ids=[reader])
    assert store.trim() == 1
    ids = store.read(reader, below=None, limit=TRIM_AT + 10)
    assert ids == list(range(TRIM_AT + 1, TRIM_AT + 1 - KEPT, -1))
