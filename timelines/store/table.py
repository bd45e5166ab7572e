"""Lists as rows of a table, filled by INSERT … SELECT; right for SQLite and for a small PostgreSQL."""

import time
from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import ACTIVE
from timelines.models import Entry, LargeAccount, Timeline
from timelines.store.interface import KEPT, TRIM_AT, Described, Listed

# Lists that one step of tidying cuts or removes.
TIDY_CHUNK = 200


class TableStore:
    def push(self, *, post_id: int, reader_ids: Sequence[int]) -> None:
        if not reader_ids:
            return
        marks = ", ".join(["%s"] * len(reader_ids))
        sql = (
            "INSERT INTO timelines_entry (reader_id, post_id) SELECT reader_id, %s FROM timelines_timeline "
            f"WHERE floor < %s AND reader_id IN ({marks}) ON CONFLICT DO NOTHING"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [post_id, post_id, *reader_ids])

    def read(self, reader_id: int, *, below: int | None, limit: int) -> Listed | None:
        rows = Entry.objects.filter(reader_id=reader_id)
        if below is not None:
            rows = rows.filter(post_id__lt=below)
        ids = list(rows.order_by("-post_id").values_list("post_id", flat=True)[:limit])
        whole = self._is_whole(reader_id) if len(ids) < limit else False
        return None if whole is None else Listed(ids, whole, LargeAccount.objects.followed_by(reader_id))

    def begin(self, reader_id: int) -> int:
        # One statement: between two, a follow elsewhere could drop the row. Counted from the clock: a list that is made
        # anew after it was dropped never repeats a generation, so no rebuild from before that can fill it.
        sql = (
            "INSERT INTO timelines_timeline (reader_id, generation, whole) VALUES (%s, %s, %s) "
            "ON CONFLICT (reader_id) DO UPDATE SET generation = timelines_timeline.generation + 1 RETURNING generation"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [reader_id, time.time_ns() // 1_000, False])
            return int(cursor.fetchone()[0])

    def fill(self, reader_id: int, made: Listed, *, generation: int) -> bool:
        """The large accounts are asked for at each reading here, and not kept."""
        with transaction.atomic():
            latest = Timeline.objects.filter(reader_id=reader_id, generation=generation)
            floor = 0 if made.whole else min(made.ids, default=1) - 1
            if not latest.update(built_at=timezone.now(), whole=made.whole, floor=floor):
                return False
            if floor:
                Entry.objects.filter(reader_id=reader_id, post_id__lte=floor).delete()
            entries = [Entry(reader_id=reader_id, post_id=post_id) for post_id in made.ids]
            Entry.objects.bulk_create(entries, ignore_conflicts=True)
        return True

    def forget(self, reader_ids: Sequence[int]) -> None:
        with transaction.atomic():
            Timeline.objects.filter(reader_id__in=reader_ids).delete()
            Entry.objects.filter(reader_id__in=reader_ids).delete()

    def keep(self, reader_id: int) -> None:
        """The member's own row tells when they were here last."""

    def outboxes(self, author_ids: Sequence[int]) -> dict[int, list[int]]:
        """None are kept: the truth is a query away."""
        return {}

    def keep_outboxes(self, newest: Mapping[int, Sequence[int]]) -> None:
        """See `outboxes`."""

    def describe(self, reader_id: int) -> Described:
        timeline = Timeline.objects.filter(reader_id=reader_id).select_related("reader").first()
        if timeline is None:
            return Described("absent")
        ids = list(Entry.objects.filter(reader_id=reader_id).order_by("-post_id").values_list("post_id", flat=True))
        if timeline.built_at is None:
            return Described("building", ids)
        seen = timeline.reader.home_opened_at
        left = int((seen + ACTIVE - timezone.now()).total_seconds()) if seen else None
        return Described("built", ids, timeline.whole, LargeAccount.objects.followed_by(reader_id), left)

    def tidy(self) -> int:
        return self._trim() + self._forget_idle()

    def _trim(self) -> int:
        long = Entry.objects.values("reader_id").annotate(n=Count("post_id")).filter(n__gt=TRIM_AT)
        readers = list(long.values_list("reader_id", flat=True)[:TIDY_CHUNK])
        for reader_id in readers:
            rows = Entry.objects.filter(reader_id=reader_id).order_by("-post_id").values_list("post_id", flat=True)
            oldest = rows[KEPT - 1]
            Timeline.objects.filter(reader_id=reader_id).update(whole=False, floor=oldest - 1)
            Entry.objects.filter(reader_id=reader_id, post_id__lt=oldest).delete()
        return len(readers)

    def _forget_idle(self) -> int:
        idle = Timeline.objects.filter(reader__home_opened_at__lt=timezone.now() - ACTIVE)
        gone = 0
        while readers := list(idle.values_list("pk", flat=True)[:TIDY_CHUNK]):
            self.forget(readers)
            gone += len(readers)
        return gone

    def _is_whole(self, reader_id: int) -> bool | None:
        """Of a list that was built; None when there is none."""
        built = Timeline.objects.filter(reader_id=reader_id).exclude(built_at=None)
        return built.values_list("whole", flat=True).first()
