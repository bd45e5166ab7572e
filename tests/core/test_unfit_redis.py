"""What a Redis may be at its worst: keys full of garbage, rights that are missing, something else at its address."""

import socket
import threading

import pytest
from redis import Redis as Client

from core import redis

pytestmark = pytest.mark.redis


def put(name: str, value: str | bytes = "1") -> None:
    redis.ask(lambda r: r.set(redis.key("t", name), value))


def get(name: str) -> str | None:
    return redis.ask(lambda r: r.get(redis.key("t", name)))


def test_a_key_of_another_kind_is_garbage_and_the_server_is_asked_on(own_redis):
    put("a")
    with pytest.raises(redis.Garbage):
        redis.ask(lambda r: r.lrange(redis.key("t", "a"), 0, -1))
    assert get("a") == "1"


def test_a_text_where_a_number_should_be_is_garbage_too(own_redis):
    put("a", "many")
    with pytest.raises(redis.Garbage):
        redis.ask(lambda r: r.incr(redis.key("t", "a")))


@pytest.mark.parametrize("forbidden", ["info", "get", "@write"])
def test_a_server_that_does_not_let_us_do_what_we_must_is_done_without(own_redis, forbidden):
    """INFO is among what an operator who means well forbids (`-@dangerous`)."""
    with Client.from_url(own_redis.url) as operator:
        operator.execute_command("ACL", "SETUSER", "default", f"-{forbidden}")
        redis.client().connection_pool.disconnect()
        try:
            with pytest.raises(redis.Away):
                put("a")
                get("a")
        finally:
            operator.execute_command("ACL", "SETUSER", "default", "+@all")


@pytest.mark.parametrize("words", [b"E\0\0\0\x0fno such thing\0", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_something_else_at_its_address_is_away(own_redis, settings, words):
    """An address that is PostgreSQL's, say."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=tell_once, args=(listening, words), daemon=True).start()
        settings.REDIS_URL = f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
        redis.client.cache_clear()
        with pytest.raises(redis.Away):
            put("a")


def tell_once(listening: socket.socket, words: bytes) -> None:
    line, _ = listening.accept()
    with line:
        line.recv(1000)
        line.sendall(words)
        line.recv(1000)


def test_a_database_that_the_server_does_not_have_is_away(own_redis, settings):
    settings.REDIS_URL = own_redis.url.removesuffix("/0") + "/99"
    redis.client.cache_clear()
    with pytest.raises(redis.Away):
        put("a")


def test_bytes_that_are_no_text_break_nothing(own_redis):
    put("a", b"\xff\xfe12")
    assert get("a").endswith("12")
