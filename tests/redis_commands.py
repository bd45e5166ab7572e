"""Counting the commands that a block sends to Redis, as they go over the wire, those within a pipeline one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import hiredis
from redis.connection import AbstractConnection


@contextmanager
def redis_commands() -> Iterator[list[str]]:
    """The names of the commands that the block sent; none in a suite without Redis."""
    sent: list[str] = []
    send = AbstractConnection.send_packed_command

    def counting(self: Any, command: Any, check_health: bool = True) -> None:
        sent.extend(_names(command))
        send(self, command, check_health)

    with patch.object(AbstractConnection, "send_packed_command", counting):
        yield sent


def _names(packed: Any) -> Iterator[str]:
    reader = hiredis.Reader()
    for part in [packed] if isinstance(packed, str | bytes) else packed:
        reader.feed(part.encode() if isinstance(part, str) else part)
    while command := reader.gets():
        yield command[0].decode()
