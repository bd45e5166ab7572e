"""Rows that are there once or not at all, such as a like: one statement decides, however many ask at once."""

from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone


def insert_once(model: type[Model], **columns: int) -> bool:
    """Insert a row of ids and the present time, unless a unique constraint has it already; returns whether it is new.

    Django's `get_or_create` takes three statements and a savepoint; its `ignore_conflicts` does not say what it did.
    """
    values: dict[str, Any] = dict(columns)
    if any(field.name == "created_at" for field in model._meta.fields):
        values["created_at"] = connection.ops.adapt_datetimefield_value(timezone.now())
    marks = ", ".join(["%s"] * len(values))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608
            list(values.values()),
        )
        return bool(cursor.rowcount)
