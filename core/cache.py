"""The site's cache: Redis, or without a server a table in an SQLite file of its own. JSON only, many entries at once.

Either way a cache that is away, full or broken is an empty one that keeps nothing: nobody sees an error because of it.
"""

import json
import logging
import math
from datetime import timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router
from django.db.models import Model
from django.utils import timezone

from core import redis

log = logging.getLogger(__name__)

# What a row holds that nobody can read: as good as none.
BROKEN = object()


class CacheRouter:
    """Sends the cache's table, and nothing else, to the database named `cache`."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label == "django_cache") == (db == "cache")


class TableCache(DatabaseCache):
    """Django's database cache with JSON instead of pickle, `set_many` as one upsert, and no culling inside requests.

    Django's own writes an entry in five statements; a home page that missed 25 cards would pay 125.
    """

    _table: str

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        wanted = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not wanted:
            return {}
        marks = ", ".join(["%s"] * len(wanted))
        sql = f"SELECT cache_key, value FROM {self._table} WHERE cache_key IN ({marks}) AND expires > %s"
        try:
            with self._connection(write=False).cursor() as cursor:
                cursor.execute(sql, [*wanted, self._now()])
                return {wanted[key]: value for key, raw in cursor.fetchall() if (value := _loaded(raw)) is not BROKEN}
        except DatabaseError as error:
            log.warning("cache: nothing read (%s)", error)
            return {}

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self.get_many([key], version).get(key, default)

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        expires = self._expires(self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout)
        rows = [(self.make_and_validate_key(k, version=version), json.dumps(v), expires) for k, v in data.items()]
        sql = (
            f"INSERT INTO {self._table} (cache_key, value, expires) VALUES {', '.join(['(%s, %s, %s)'] * len(rows))}"
            " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
        )
        try:
            if rows:
                with self._connection(write=True).cursor() as cursor:
                    cursor.execute(sql, [part for row in rows for part in row])
        except DatabaseError as error:
            log.warning("cache: nothing kept (%s)", error)
            return list(data)
        return []

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self.set_many({key: value}, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        expires = self._expires(self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout)
        with self._connection(write=True).cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self._table} (cache_key, value, expires) VALUES (%s, %s, %s) ON CONFLICT (cache_key) "
                f"DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE {self._table}.expires <= %s",
                [self.make_and_validate_key(key, version=version), json.dumps(value), expires, self._now()],
            )
            return cursor.rowcount > 0

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        expires = self._expires(self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout)
        with self._connection(write=True).cursor() as cursor:
            cursor.execute(
                f"UPDATE {self._table} SET expires = %s WHERE cache_key = %s AND expires > %s",
                [expires, self.make_and_validate_key(key, version=version), self._now()],
            )
            return cursor.rowcount > 0

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self.get(key, default=..., version=version) is not ...

    def cull(self) -> None:
        """Drop what has expired, then the entries nearest to expiry while there are too many."""
        with self._connection(write=True).cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._table} WHERE expires <= %s", [self._now()])
            cursor.execute(
                f"DELETE FROM {self._table} WHERE cache_key IN "
                f"(SELECT cache_key FROM {self._table} ORDER BY expires DESC LIMIT -1 OFFSET %s)",
                [self._max_entries],
            )

    def _connection(self, *, write: bool) -> Any:
        choose = router.db_for_write if write else router.db_for_read
        return connections[choose(self.cache_model_class)]

    def _now(self) -> str:
        return timezone.now().strftime("%Y-%m-%d %H:%M:%S")

    def _expires(self, timeout: float | None) -> str:
        if timeout is None:
            return "9999-12-31 23:59:59"
        return (timezone.now() + timedelta(seconds=timeout)).strftime("%Y-%m-%d %H:%M:%S")


class RedisCache(BaseCache):
    """Entries in Redis, read by one MGET; Django's own raises when the server is away, and pickles."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        wanted = list(keys)
        names = [self._name(key, version) for key in wanted]
        try:
            found = redis.ask(lambda r: r.mget(names)) if names else []
        except redis.Away:
            return {}
        pairs = zip(wanted, found, strict=True)
        return {key: value for key, raw in pairs if raw is not None and (value := _loaded(raw)) is not BROKEN}

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self.get_many([key], version).get(key, default)

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        rows = {self._name(key, version): json.dumps(value, ensure_ascii=False) for key, value in data.items()}
        seconds = self._seconds(timeout)

        def write(r: Any) -> None:
            together = r.pipeline(transaction=False)
            for name, raw in rows.items():
                if seconds is None or seconds > 0:
                    together.set(name, raw, ex=seconds)
                else:
                    together.delete(name)
            together.execute()

        return list(data) if rows and self._failed(write) else []

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self.set_many({key: value}, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        name, raw, seconds = self._name(key, version), json.dumps(value, ensure_ascii=False), self._seconds(timeout)
        try:
            return bool(
                redis.ask(lambda r: r.set(name, raw, ex=seconds if seconds is None else max(seconds, 1), nx=True))
            )
        except redis.Away:
            return False

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        name, seconds = self._name(key, version), self._seconds(timeout)
        try:
            return bool(redis.ask(lambda r: r.persist(name) if seconds is None else r.expire(name, seconds)))
        except redis.Away:
            return False

    def delete(self, key: str, version: int | None = None) -> bool:
        return not self._failed(lambda r: r.delete(self._name(key, version)))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self.get(key, default=..., version=version) is not ...

    def clear(self) -> None:
        """Forget all entries, a scan's batch at a time; other rooms of the server keep theirs."""
        at = redis.ask(lambda r: _forget_some(r, 0))
        while at:
            at = redis.ask(lambda r, at=at: _forget_some(r, at))  # type: ignore[misc]

    def cull(self) -> None:
        """Redis drops what has expired by itself."""

    def _name(self, key: str, version: int | None) -> str:
        return redis.key("c", self.make_and_validate_key(key, version=version))

    def _seconds(self, timeout: Any) -> int | None:
        """None is for ever; 0 and less is not at all, where Redis would complain. Parts of a second count as one."""
        given = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if given is None else math.ceil(given)

    def _failed(self, write: Any) -> bool:
        try:
            redis.ask(write)
        except redis.Away as error:
            log.info("cache: nothing kept (%s)", error)
            return True
        return False


def _forget_some(r: Any, cursor: int) -> int:
    """One step of a scan; returns where the next begins, 0 at the end."""
    at, names = r.scan(cursor, match=redis.key("c", "*"), count=redis.SCANNED)
    if names:
        r.unlink(*names)
    return int(at)


def _loaded(raw: str) -> Any:
    try:
        value = json.loads(raw)
        if isinstance(value, str) and "\\ud" in raw:
            # Half a letter: no page can be sent with it. (It raises a ValueError.)
            value.encode()
    except (ValueError, RecursionError):
        return BROKEN
    return value
