"""What must be true before the site is served: translations, static files, tables, demo data, each only if changed."""

import hashlib
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.schema import brief_locks
from operations.demo.seeding import is_seeded
from operations.translations import compile_changed

Say = Callable[[str], None]
OLDEST_REDIS = (6, 2)
# Seconds in which a server has to answer.
PATIENCE = 5
# What the static files were made from.
COLLECTED = settings.STATIC_ROOT / ".collected"


class ServerUnusable(Exception):
    """A server did not let us in, or is too old; the text, one line, says which and why, and holds no password."""


def prepare(say: Say, *, demo_data: bool = True) -> None:
    """Bring everything up to date. Raises ServerUnusable, and what the step that failed raised.

    `demo_data`: whether a demo that has none yet gets it.
    """
    _reach_database()
    _reach_redis()
    compile_changed()
    _collect_static_files(say)
    _migrate(say)
    _create_cache_table()
    if demo_data:
        _seed()


def _reach_database() -> None:
    """Django itself refuses a PostgreSQL that is too old, as soon as it is connected."""
    try:
        connections[DEFAULT_DB_ALIAS].ensure_connection()
    except Error as error:
        raise ServerUnusable(f"The database can't be used: {_first_line(error)}") from error


def _reach_redis() -> None:
    """Asked apart from core.redis, which keeps its reasons to itself."""
    if not settings.REDIS_URL:
        return
    once = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
    try:
        with closing(redis.Redis.from_url(settings.REDIS_URL, **once)) as server:
            version = str(server.info("server")["redis_version"])
    except redis.RedisError as error:
        raise ServerUnusable(f"Redis can't be used: {_first_line(error)}") from error
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise ServerUnusable(f"Redis {'.'.join(map(str, OLDEST_REDIS))} or later is required (found {version}).")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _collect_static_files(say: Say) -> None:
    """Development serves the files as they are."""
    state = _static_state()
    if settings.DEBUG or (COLLECTED.exists() and COLLECTED.read_text() == state):
        return
    say("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    COLLECTED.write_text(state)


def _static_state() -> str:
    """A digest of what collectstatic reads: our files, how they are bundled, and the libraries' versions."""
    folders = [*settings.STATICFILES_DIRS, settings.BASE_DIR / "core" / "bundles.py"]
    files = [path for folder in map(Path, folders) for path in (folder, *folder.rglob("*")) if path.is_file()]
    ours = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    libraries = (settings.BASE_DIR / "requirements.txt").read_text()
    return hashlib.sha256(json.dumps([ours, libraries]).encode()).hexdigest()


def _migrate(say: Say) -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Making the database's tables …")
        brief_locks(connections[DEFAULT_DB_ALIAS])
        try:
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        except OperationalError as error:
            raise ServerUnusable(f"The tables can't be changed now ({_first_line(error)}). Run it again.") from error


def _create_cache_table() -> None:
    """Only where the cache is a table: Redis needs none."""
    cache: dict[str, Any] = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("TableCache"):
        return
    if cache["LOCATION"] not in connections["cache"].introspection.table_names():
        call_command("createcachetable", database="cache", verbosity=0)


def _seed() -> None:
    """Asked here whether there is anything to do, because the command would hash passwords again."""
    if settings.SITE_MODE == "demo" and not is_seeded():
        call_command("seed_demo")
