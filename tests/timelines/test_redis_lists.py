"""What only lists in Redis do: expire, end with their server, be garbage, be trimmed by a script, weigh little."""

import logging
import time

import pytest

from core import redis
from posts import ids as post_ids
from timelines import home
from timelines.store import KEPT, TRIM_AT, Listed
from timelines.store.lists import BUILDING_SECONDS, SECONDS, RedisStore

pytestmark = pytest.mark.redis
READER = 7


@pytest.fixture
def store(own_redis) -> RedisStore:
    return RedisStore()


def key(reader: int = READER) -> str:
    return redis.ask(lambda _: redis.mortal_key("timeline", reader))


def built(store: RedisStore, *ids: int, whole: bool = True, large: tuple[int, ...] = ()) -> None:
    made = Listed(sorted(ids, reverse=True), whole, large)
    assert store.fill(READER, made, generation=store.begin(READER))


def read(store: RedisStore, *, below: int | None = None, limit: int = 10) -> Listed | None:
    return store.read(READER, below=below, limit=limit)


def push(store: RedisStore, *ids: int) -> None:
    for post_id in ids:
        store.push(post_id=post_id, reader_ids=[READER])


# --- How long it lives -----------------------------------------------------------------------------------------------
def test_a_list_expires_when_its_reader_stays_away(store):
    built(store, 1)
    assert redis.client().ttl(key()) == SECONDS
    push(store, 2)
    assert 0 < redis.client().ttl(key()) <= SECONDS


def test_a_visit_renews_it(store):
    built(store, 1)
    redis.client().expire(key(), 60)
    store.keep(READER)
    assert redis.client().ttl(key()) == SECONDS


def test_trimming_keeps_the_time_that_is_left(store):
    built(store, *range(1, TRIM_AT + 1))
    redis.client().expire(key(), 1000)
    push(store, TRIM_AT + 1)
    assert redis.client().llen(key()) == KEPT + 1
    assert 0 < redis.client().ttl(key()) <= 1000


def test_a_building_list_whose_process_died_expires(store, monkeypatch):
    store.begin(READER)
    push(store, 1)
    assert 0 < redis.client().ttl(key()) <= BUILDING_SECONDS
    redis.client().pexpire(key(), 1)
    time.sleep(0.02)
    push(store, 2)
    assert not redis.client().exists(key())


def test_lists_of_an_earlier_life_of_the_server_are_no_lists_and_are_swept(store, own_redis):
    built(store, 1)
    store.keep_outboxes({9: [1]})
    time.sleep(1.2)
    own_redis.stop()
    own_redis.start()
    assert read(store) is None
    assert store.outboxes([9]) == {}
    push(store, 2)
    assert read(store) is None
    built(store, 3)
    assert store.tidy() == 2
    assert read(store).ids == [3]


# --- Trimming --------------------------------------------------------------------------------------------------------
def test_trimming_keeps_the_large_accounts_to_merge(store):
    built(store, *range(1, TRIM_AT + 1), large=(41, 42))
    push(store, TRIM_AT + 1)
    assert read(store) == Listed(list(range(TRIM_AT + 1, TRIM_AT - 9, -1)), whole=False, large=(41, 42))


def test_a_trimmed_list_is_whole_no_more(store):
    built(store, *range(1, TRIM_AT + 1))
    assert read(store).whole
    push(store, TRIM_AT + 1)
    assert not read(store).whole


def test_what_was_pushed_again_and_again_is_read_once(store):
    built(store, 1, 2, 3)
    push(store, *[4] * 100)
    assert read(store) == Listed([4, 3, 2, 1], whole=True)


def test_pushes_without_end_never_make_a_list_longer_than_it_may_be(store):
    built(store, 1, 2, 3)
    push(store, *[4] * 2 * TRIM_AT)
    assert redis.client().llen(key()) <= TRIM_AT + 1


def test_a_list_that_outgrew_its_building_is_not_filled(store):
    """What was cut off meanwhile would be missing from it."""
    generation = store.begin(READER)
    push(store, *range(10, 10 + TRIM_AT + 1))
    assert not store.fill(READER, Listed([1], whole=True), generation=generation)
    assert read(store) is None


def test_a_push_into_many_lists_needs_one_question(store, monkeypatch):
    readers = range(1, 1001)
    for reader in readers[::2]:
        store.fill(reader, Listed([], whole=True), generation=store.begin(reader))
    before = redis.client().info("stats")["total_commands_processed"]
    store.push(post_id=5, reader_ids=list(readers))
    # Those that the script runs inside are counted too: one LPUSHX a reader.
    assert redis.client().info("stats")["total_commands_processed"] - before <= 1000 + 5
    assert store.read(1, below=None, limit=5).ids == [5]
    assert store.read(2, below=None, limit=5) is None


# --- Garbage ---------------------------------------------------------------------------------------------------------
def put_text(r, name: str) -> None:
    r.set(name, "hello")


def put_bytes(r, name: str) -> None:
    r.rpush(name, "3", b"\xff\xfe\x00", "b0:")


def put_words(r, name: str) -> None:
    r.rpush(name, "3", "two", "1", "b0:")


def put_no_state(r, name: str) -> None:
    r.rpush(name, "3", "2", "1")


def put_another_kind_of_state(r, name: str) -> None:
    r.rpush(name, "3", "w")


def put_a_state_with_words(r, name: str) -> None:
    r.rpush(name, "3", "b0:x,y")


def put_a_floor_of_words(r, name: str) -> None:
    r.rpush(name, "3", "bx:")


def put_a_hash(r, name: str) -> None:
    r.hset(name, "a", "b")


def put_a_huge_number(r, name: str) -> None:
    r.rpush(name, "9" * 5000, "b0:")


def put_an_account_that_no_row_has(r, name: str) -> None:
    r.rpush(name, "3", f"b0:{2**63}")


GARBAGE = [
    put_text,
    put_bytes,
    put_words,
    put_no_state,
    put_another_kind_of_state,
    put_a_state_with_words,
    put_a_floor_of_words,
    put_a_hash,
    put_a_huge_number,
    put_an_account_that_no_row_has,
]


@pytest.mark.parametrize("put", GARBAGE)
def test_garbage_is_no_list_is_told_and_goes(store, put, caplog):
    put(redis.client(), key())
    with caplog.at_level(logging.ERROR):
        assert read(store) is None
    assert f"reader {READER} held garbage" in caplog.text
    assert not redis.client().exists(key())
    built(store, 1)
    assert read(store).ids == [1]


@pytest.mark.parametrize("put", GARBAGE)
def test_pushing_to_garbage_harms_no_other_list(store, put):
    put(redis.client(), key(6))
    built(store, 1)
    store.push(post_id=2, reader_ids=[5, 6, READER])
    assert read(store).ids == [2, 1]


@pytest.mark.parametrize("put", GARBAGE)
def test_a_list_is_begun_over_garbage(store, put):
    put(redis.client(), key())
    built(store, 1)
    assert read(store).ids == [1]


@pytest.mark.parametrize("put", [put_text, put_bytes, put_words, put_a_hash])
def test_an_outbox_of_garbage_is_none_and_is_replaced(store, put):
    put(redis.client(), redis.ask(lambda _: redis.mortal_key("outbox", 9)))
    assert store.outboxes([9]) == {}
    store.keep_outboxes({9: [3, 2]})
    assert store.outboxes([9]) == {9: [3, 2]}


@pytest.mark.django_db
@pytest.mark.parametrize("put", GARBAGE)
def test_a_reader_with_a_list_of_garbage_sees_their_home(own_redis, put, as_, bob, alice, monkeypatch):
    from tests.factories import make_post

    monkeypatch.setattr(home, "store", RedisStore())
    post = make_post(author=alice)
    put(redis.client(), key(bob.pk))
    answer = as_(bob).get("/")
    assert [card.id for card in answer.context["cards"]] == [post.pk]
    assert home.store.read(bob.pk, below=None, limit=5).ids == [post.pk]


# --- A full server ---------------------------------------------------------------------------------------------------
def test_a_full_server_fails_the_push_and_costs_no_list(store):
    """The fan-out waits in the outbox. Lists that were dropped instead would all be made anew at once."""
    built(store, 1)
    redis.client().config_set("maxmemory-policy", "noeviction")
    redis.client().config_set("maxmemory", 1)
    try:
        with pytest.raises(redis.Away):
            push(store, 2)
        assert read(store).ids == [1]
    finally:
        redis.client().config_set("maxmemory", 0)
        redis.client().config_set("maxmemory-policy", "volatile-lru")
    push(store, 2)
    assert read(store).ids == [2, 1]


# --- Weight ----------------------------------------------------------------------------------------------------------
def test_a_list_of_800_real_ids_weighs_at_most_14_bytes_an_entry(store):
    real = sorted({post_ids.new_id() - number * 3_600_000 * 2**22 for number in range(KEPT)}, reverse=True)
    built(store, *real, whole=False, large=(1, 2, 3))
    weight = redis.client().memory_usage(key(), samples=0) / len(real)
    assert len(real) == KEPT
    assert weight <= 14


def test_an_operator_sees_what_it_weighs_and_how_long_it_stays(store):
    built(store, 3, 1, large=(9,))
    push(store, 4, 4)
    seen = store.describe(READER)
    assert (seen.state, seen.ids, seen.whole, seen.large) == ("built", [4, 4, 3, 1], True, (9,))
    assert 0 < seen.expires_in <= SECONDS
    assert 0 < seen.memory < 500


def test_an_operator_sees_garbage_and_it_stays_for_them_to_look_at(store):
    put_words(redis.client(), key())
    assert store.describe(READER).state == "garbage"
    assert redis.client().exists(key())
