"""Very many rows into one table: COPY on PostgreSQL, INSERTs of many rows elsewhere. For data sets, not requests."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection, models

# Rows held in memory at a time.
BATCH = 20_000
# What COPY's text format reads as something else than itself.
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})

Row = Sequence[Any]


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows whose values are those of `columns` (attribute names, `author_id`); other columns get their default.

    Every value is text, a number, a truth value, a moment or None. Returns how many rows. Constraints and indexes stay
    as they are: a row that breaks one raises IntegrityError.
    """
    write = _copy if connection.vendor == "postgresql" else _bulk_create
    left, number = iter(rows), 0
    while batch := list(islice(left, BATCH)):
        write(model, columns, batch)
        number += len(batch)
    return number


def analyze(*tables: type[models.Model]) -> None:
    """Tell PostgreSQL's planner what was filled, while the transaction that filled it goes on."""
    _tend("ANALYZE", tables)


def vacuum(*tables: type[models.Model]) -> None:
    """The same, and note which pages everybody may see: without it a home is rebuilt four times as slowly.

    Inside a transaction PostgreSQL refuses it, so it is left out; autovacuum comes by in time.
    """
    if not connection.in_atomic_block:
        _tend("VACUUM (ANALYZE)", tables)


def _tend(statement: str, tables: Iterable[type[models.Model]]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} {', '.join(_quoted(table._meta.db_table) for table in tables)}")


def _bulk_create(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    model._default_manager.bulk_create(model(**dict(zip(columns, row, strict=True))) for row in rows)


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    given = [fields.pop(name) for name in columns]
    # A number that the database hands out is left to it.
    others = [field for field in fields.values() if not isinstance(field, models.AutoField)]
    tail = "".join(f"\t{_cell(field.get_default())}" for field in others) + "\n"
    text = StringIO()
    text.writelines("\t".join(map(_cell, row)) + tail for row in rows)
    text.seek(0)
    names = ", ".join(_quoted(str(field.column)) for field in given + others)
    # psycopg2's own method: its errors are not yet Django's.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_quoted(model._meta.db_table)} ({names}) FROM STDIN", text)
    # Foreign keys are else checked at the commit, out of a list that grows with every row.
    connection.check_constraints()


def _cell(value: str | int | float | datetime | None) -> str:
    return r"\N" if value is None else str(value).translate(ESCAPES)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
