"""Changes of tables that millions of rows and a running site survive: indexes made without a lock.

Whoever migrates a site that is running asks for locks briefly (`brief_locks`): an ALTER TABLE that waits behind a long
transaction makes everybody else wait behind it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db.migrations.operations import AddIndex, RemoveIndex

# As PostgreSQL writes it. A migration that does not get its lock in that time ends, and may be run again.
LOCKS_WAIT = "5s"


class AddIndexOnline(AddIndexConcurrently):
    """Concurrently on PostgreSQL: writers go on meanwhile. Its migration says `atomic = False`."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            kind = AddIndexConcurrently if online else AddIndex
            kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            kind = AddIndexConcurrently if online else AddIndex
            kind.database_backwards(self, app_label, schema_editor, from_state, to_state)


class RemoveIndexOnline(RemoveIndexConcurrently):
    """The same for taking one away."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            kind = RemoveIndexConcurrently if online else RemoveIndex
            kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            kind = RemoveIndexConcurrently if online else RemoveIndex
            kind.database_backwards(self, app_label, schema_editor, from_state, to_state)


@contextmanager
def patient(schema_editor: Any) -> Iterator[bool]:
    """Whether indexes can be made online here; they wait for old transactions, and nobody waits for them meanwhile."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        yield False
        return
    _wait_for_locks(connection, "0")
    try:
        yield True
    finally:
        _wait_for_locks(connection, LOCKS_WAIT)


def brief_locks(connection: Any) -> None:
    """Let this connection's statements give up rather than wait for a lock, and make everybody wait, for long."""
    if connection.vendor == "postgresql":
        _wait_for_locks(connection, LOCKS_WAIT)


def _wait_for_locks(connection: Any, time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [time])
