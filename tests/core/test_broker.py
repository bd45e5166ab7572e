"""Queues in a folder: whole messages, each to one worker, and garbage that stops nobody."""

import json
import threading
import time
from pathlib import Path

import pytest
from kombu import Connection, Queue

from core import broker

FAST = Queue("fast")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "queue"


@pytest.fixture
def connect(folder: Path):
    """Another worker's connection to the same folder."""
    control = str(folder.parent / "control")
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": control}
    opened: list[Connection] = []

    def connect() -> Connection:
        opened.append(Connection(f"{broker.SCHEME}://localhost/", transport_options=options))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.release()


def send(connection: Connection, *bodies: object) -> None:
    producer = connection.Producer(serializer="json")
    for body in bodies:
        producer.publish(body, routing_key="fast", exchange="")


def received(connection: Connection) -> list[object]:
    channel = connection.channel()
    bound, found = FAST(channel), []
    while message := bound.get(no_ack=True, accept=["json"]):
        found.append(message.payload)
    return found


def test_messages_come_in_order(connect) -> None:
    send(connect(), 1)
    send(connect(), 2, 3)
    assert received(connect()) == [1, 2, 3]


def test_a_message_appears_whole(connect, folder: Path, monkeypatch) -> None:
    """Kombu's own names the file first and fills it after: a worker that looks in between takes nothing, and ends."""
    looked: list[list[object]] = []
    written = Path.write_text

    def slow(path: Path, *args, **options) -> int:
        path.touch()
        looked.append(received(connect()))
        return written(path, *args, **options)

    monkeypatch.setattr(Path, "write_text", slow)
    send(connect(), {"n": 1})
    assert looked == [[]]
    assert received(connect()) == [{"n": 1}]


def test_each_message_goes_to_one_of_many(connect) -> None:
    connections = [connect() for _ in range(4)]
    send(connect(), *range(40))
    found: list[object] = []
    threads = [threading.Thread(target=lambda c=one: found.extend(received(c))) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(40))


GARBAGE = [
    "",
    "{",
    "[]",
    "{}",
    "null",
    "\0\0",
    '{"body": 1, "properties": 2}',
    '{"body": "e30=", "properties": {}}',
    '{"body": "a", "properties": {"delivery_tag": "1", "body_encoding": "base64"}}',
    '{"body": 1, "properties": {"delivery_tag": "1", "body_encoding": "base64"}}',
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_set_aside_and_the_next_message_comes(connect, folder: Path, garbage: str) -> None:
    send(connect(), 1)
    (folder / "0.fast.msg").write_text(garbage)
    (folder / "0.directory.fast.msg").mkdir()
    (folder / "1.fast.msg").mkdir()
    (folder / "2.fast.msg").write_bytes(b"\xff\xfe")
    assert received(connect()) == [1]
    assert received(connect()) == []


def test_a_folder_that_was_deleted_is_made_again(connect, folder: Path) -> None:
    assert received(connect()) == []
    folder.rmdir()
    assert received(connect()) == []
    folder.rmdir()
    send(connect(), 1)
    assert received(connect()) == [1]


@pytest.mark.parametrize("torn", ["", "[[", "[1]", "null"])
def test_a_torn_table_of_queues_keeps_nobody_from_starting(connect, folder: Path, torn: str) -> None:
    control = folder.parent / "control"
    control.mkdir()
    table = control / "staff.exchange"
    table.write_text(torn)
    channel = connect().channel()
    assert channel.get_table("staff") == []
    channel._queue_bind("staff", "key", "", "fast")
    assert json.loads(table.read_text()) == [["key", "", "fast"]]


def test_nothing_is_left_behind(connect, folder: Path) -> None:
    began = time.monotonic()
    send(connect(), *range(20))
    received(connect())
    assert list(folder.iterdir()) == []
    assert time.monotonic() - began < 5
