"""Where the lists of active readers are kept: one interface, whose table serves every installation without Redis.

A list is an index of post ids. It exists only for readers who opened home lately; pushes land only in lists that exist.
Pushing twice does no harm. A list that is lost, in whole or in part, is rebuilt from follows and posts.
"""

import time
from collections.abc import Sequence
from typing import Protocol

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from timelines.models import Entry, Timeline

# Kept in a list; beyond it a reader goes on from the truth. Cut only past TRIM_AT: trimming each time costs double.
KEPT = 800
TRIM_AT = 840
TRIM_CHUNK = 200


class Store(Protocol):
    """What timelines need of a store. Ids are post ids, newest first; every method takes a handful of statements."""

    def push(self, *, post_id: int, reader_ids: Sequence[int]) -> None:
        """Put a post into those of these readers' lists that exist."""

    def read(self, reader_id: int, *, below: int | None, limit: int) -> list[int] | None:
        """Up to `limit` ids below a cursor; None when the reader has no list."""

    def above(self, reader_id: int, *, floor: int, limit: int) -> list[int]:
        """Up to `limit` of the newest ids at or above `floor`."""

    def begin(self, reader_id: int) -> int:
        """Make the list exist, so that pushes land in it from now on; returns the generation of this rebuild."""

    def fill(self, reader_id: int, *, generation: int, post_ids: Sequence[int]) -> bool:
        """Merge what was read since `begin`; False when a later rebuild has begun."""

    def drop(self, reader_id: int) -> None:
        """Forget the list: it is rebuilt when its reader next opens home."""

    def trim(self) -> int:
        """Cut lists longer than TRIM_AT back to KEPT; returns how many were cut."""

    def forget(self, reader_ids: Sequence[int]) -> None:
        """Drop the lists of many readers."""


class TableStore:
    """Lists as rows of a table, filled by INSERT … SELECT; right for SQLite and for a small PostgreSQL."""

    def push(self, *, post_id: int, reader_ids: Sequence[int]) -> None:
        if not reader_ids:
            return
        marks = ", ".join(["%s"] * len(reader_ids))
        sql = (
            "INSERT INTO timelines_entry (reader_id, post_id) SELECT reader_id, %s FROM timelines_timeline "
            f"WHERE reader_id IN ({marks}) ON CONFLICT DO NOTHING"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [post_id, *reader_ids])

    def read(self, reader_id: int, *, below: int | None, limit: int) -> list[int] | None:
        rows = Entry.objects.filter(reader_id=reader_id)
        if below is not None:
            rows = rows.filter(post_id__lt=below)
        ids = list(rows.order_by("-post_id").values_list("post_id", flat=True)[:limit])
        return ids if ids or self._exists(reader_id) else None

    def above(self, reader_id: int, *, floor: int, limit: int) -> list[int]:
        rows = Entry.objects.filter(reader_id=reader_id, post_id__gte=floor)
        return list(rows.order_by("-post_id").values_list("post_id", flat=True)[:limit])

    def begin(self, reader_id: int) -> int:
        # One statement: between two, a follow elsewhere could drop the row. Counted from the clock: a list that is made
        # anew after it was dropped never repeats a generation, so no rebuild from before that can fill it.
        sql = (
            "INSERT INTO timelines_timeline (reader_id, generation) VALUES (%s, %s) "
            "ON CONFLICT (reader_id) DO UPDATE SET generation = timelines_timeline.generation + 1 RETURNING generation"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [reader_id, time.time_ns() // 1_000])
            return int(cursor.fetchone()[0])

    def fill(self, reader_id: int, *, generation: int, post_ids: Sequence[int]) -> bool:
        with transaction.atomic():
            latest = Timeline.objects.filter(reader_id=reader_id, generation=generation)
            if not latest.update(built_at=timezone.now()):
                return False
            entries = [Entry(reader_id=reader_id, post_id=post_id) for post_id in post_ids]
            Entry.objects.bulk_create(entries, ignore_conflicts=True)
        return True

    def drop(self, reader_id: int) -> None:
        with transaction.atomic():
            Timeline.objects.filter(reader_id=reader_id).delete()
            Entry.objects.filter(reader_id=reader_id).delete()

    def trim(self) -> int:
        """Cut lists longer than TRIM_AT back to KEPT; returns how many."""
        long = Entry.objects.values("reader_id").annotate(n=Count("post_id")).filter(n__gt=TRIM_AT)
        readers = list(long.values_list("reader_id", flat=True)[:TRIM_CHUNK])
        for reader_id in readers:
            rows = Entry.objects.filter(reader_id=reader_id).order_by("-post_id").values_list("post_id", flat=True)
            oldest = rows[KEPT - 1]
            Entry.objects.filter(reader_id=reader_id, post_id__lt=oldest).delete()
        return len(readers)

    def forget(self, reader_ids: Sequence[int]) -> None:
        """Drop the lists of many readers."""
        with transaction.atomic():
            Timeline.objects.filter(reader_id__in=reader_ids).delete()
            Entry.objects.filter(reader_id__in=reader_ids).delete()

    def _exists(self, reader_id: int) -> bool:
        return Timeline.objects.filter(reader_id=reader_id).exclude(built_at=None).exists()


store: Store = TableStore()
