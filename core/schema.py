"""Changes of tables that millions of rows and a running site survive: indexes made and dropped without a lock.

Whoever migrates a site that is running asks for locks briefly (`brief_locks`): an ALTER TABLE that waits behind a long
transaction makes everybody else wait behind it. What did not get its lock is run again, so each operation here may find
itself half done. Their migrations say `atomic = False`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db.migrations.operations import AddConstraint, AddIndex, AlterField, RemoveConstraint, RemoveIndex
from django.db.models import Index

# As PostgreSQL writes it. A migration that does not get its lock in that time ends, and may be run again.
LOCKS_WAIT = "5s"


class AddIndexOnline(AddIndexConcurrently):
    """Concurrently on PostgreSQL: writers go on meanwhile."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            if not online:
                AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)
            elif not _is_there(schema_editor, self.index.name):
                super().database_forwards(app_label, schema_editor, from_state, to_state)

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
            if not online:
                RemoveIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)
            elif not _is_there(schema_editor, self.name):
                super().database_backwards(app_label, schema_editor, from_state, to_state)


class DropOwnIndexOnline(AlterField):
    """A foreign key becomes one with `db_index=False`, and nothing else about it changes.

    Django's own AlterField makes the constraint anew too: it reads every row while nobody may write to either table.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            if online:
                model = to_state.apps.get_model(app_label, self.model_name)
                schema_editor.remove_index(model, self._own_index(model, schema_editor), concurrently=True)
            else:
                super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with patient(schema_editor) as online:
            if not online:
                super().database_backwards(app_label, schema_editor, from_state, to_state)
                return
            model = to_state.apps.get_model(app_label, self.model_name)
            index = self._own_index(model, schema_editor)
            if not _is_there(schema_editor, index.name):
                schema_editor.add_index(model, index, concurrently=True)

    def _own_index(self, model: Any, schema_editor: Any) -> Index:
        """The index that Django makes with a foreign key, by the name that it gives it."""
        column = model._meta.get_field(self.name).column
        return Index(fields=[self.name], name=schema_editor._create_index_name(model._meta.db_table, [column]))


class AddCheckOnline(AddConstraint):
    """On PostgreSQL the rule first counts for what is written from now on; then the rows are read, and nobody waits."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        table, name = (schema_editor.quote_name(each) for each in (model._meta.db_table, self.constraint.name))
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        schema_editor.execute(f"{self.constraint.create_sql(model, schema_editor)} NOT VALID", params=None)
        with patient(schema_editor):
            schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


class RemoveCheckOnline(RemoveConstraint):
    """Also where an earlier run that was cut short has removed it already."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        name = schema_editor.quote_name(self.name)
        schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(table)} DROP CONSTRAINT IF EXISTS {name}")


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


def _is_there(schema_editor: Any, name: str) -> bool:
    """Whether an earlier run made this index. One that was cut short left a torso, which is used by nobody: it goes."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [name])
        found = cursor.fetchone()
    if found and not found[0]:
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(name)}")
    return bool(found and found[0])


def _wait_for_locks(connection: Any, time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [time])
