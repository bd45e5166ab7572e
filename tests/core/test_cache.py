"""The cache, a table or Redis: what it keeps, and that pages do without it."""

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connections

from core import redis
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def put_raw(value: str) -> None:
    """Overwrite every kept entry, as a disk or an older release would."""
    if settings.REDIS_URL:
        redis.ask(lambda r: [r.set(name, value) for name in r.keys(redis.key("c", "*"))])
        return
    with connections["cache"].cursor() as cursor:
        cursor.execute("UPDATE cache_entry SET value = %s", [value])


def test_keeps_json_until_it_expires():
    assert cache.set_many({"a": {"n": 1}, "b": "文"}) == []
    cache.set("c", 1, timeout=-1)
    assert cache.get_many(["a", "b", "c", "d"]) == {"a": {"n": 1}, "b": "文"}
    assert cache.get("d", "nothing") == "nothing"


def test_adds_what_is_not_there():
    assert cache.add("a", 1)
    assert not cache.add("a", 2)
    assert cache.get("a") == 1


@pytest.mark.parametrize("raw", ["", "{", "\0", "\\", "[" * 100_000])
def test_a_row_that_cannot_be_read_is_none(raw):
    cache.set("a", 1)
    put_raw(raw)
    assert cache.get("a") is None
    cache.set("a", 2)
    assert cache.get("a") == 2


@pytest.fixture
def away(monkeypatch):
    """Its table is gone, or its server does not answer."""
    if settings.REDIS_URL:
        monkeypatch.setattr(redis.breaker, "is_open", lambda: True)
    else:
        monkeypatch.setattr(caches["default"], "_table", "gone")


def test_while_it_is_away_nothing_is_kept(away):
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.get_many(["a"]) == {}


@pytest.mark.parametrize("address", ["/", "/u/alice/", "/p/{}/"])
def test_pages_are_drawn_without_it(away, visitor, alice, address):
    post = make_post(author=alice, text="still here")
    page = visitor.get(address.format(post.pk))
    assert page.status_code == 200
    assert "still here" in page.content.decode()


@pytest.mark.parametrize("raw", ["", "null", "[]", "12", '{"a": 1}', '"a\\u0000unknown\\u0000b"', '"\\ud800"'])
def test_a_broken_card_is_drawn_again(visitor, alice, raw):
    make_post(author=alice, text="still here")
    page = visitor.get("/").content.decode()
    assert "still here" in page
    put_raw(raw)
    assert "still here" in visitor.get("/").content.decode()
    assert any("still here" in str(kept) for kept in cache.get_many(_keys()).values())


def _keys() -> list[str]:
    if settings.REDIS_URL:
        return [name.split(":1:", 1)[1] for name in redis.ask(lambda r: r.keys(redis.key("c", "*")))]
    with connections["cache"].cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_entry")
        return [key.split(":", 2)[2] for (key,) in cursor.fetchall()]
