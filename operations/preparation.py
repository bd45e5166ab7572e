"""What must be true before the site is served: translations, static files, tables, demo data, each only if changed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor

from operations.demo.seeding import is_seeded
from operations.translations import compile_changed

Say = Callable[[str], None]
# What the static files were made from.
COLLECTED = settings.STATIC_ROOT / ".collected"


class DatabaseUnreachable(Exception):
    """The database did not let us in; the text, one line of its driver, says why."""


def prepare(say: Say) -> None:
    """Bring everything up to date. Raises DatabaseUnreachable, and what the step that failed raised."""
    _reach_database()
    compile_changed()
    _collect_static_files(say)
    _migrate(say)
    _create_cache_table()
    _seed()


def _reach_database() -> None:
    try:
        connections[DEFAULT_DB_ALIAS].ensure_connection()
    except Error as error:
        raise DatabaseUnreachable(str(error).partition("\n")[0]) from error


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
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _create_cache_table() -> None:
    if settings.CACHES["default"]["LOCATION"] not in connections["cache"].introspection.table_names():
        call_command("createcachetable", database="cache", verbosity=0)


def _seed() -> None:
    """Asked here whether there is anything to do, because the command would hash passwords again."""
    if settings.SITE_MODE == "demo" and not is_seeded():
        call_command("seed_demo")
