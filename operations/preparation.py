"""What must be true before the site is served: translations, static files, tables, demo data, each only if changed."""

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from operations.translations import compile_changed

STAMPS = settings.VAR_DIR / "prepared.json"


def prepare(say: Callable[[str], None]) -> None:
    """Bring everything up to date. Raises what the command that failed raised."""
    compile_changed()
    if not settings.DEBUG:
        _once("static", _static_state, lambda: _collect(say))
    _migrate(say)
    _create_cache_table()
    if settings.SITE_MODE == "demo":
        call_command("seed_demo")


def new_passwords() -> str:
    """Change the demo accounts' passwords; returns the lines that tell them."""
    told = io.StringIO()
    call_command("seed_demo", new_passwords=True, stdout=told)
    return told.getvalue().strip()


def _once(step: str, state: Callable[[], str], work: Callable[[], None]) -> None:
    """Do the work unless it was finished in this same state before; the state is kept only after the work is done."""
    kept = json.loads(STAMPS.read_text()) if STAMPS.exists() else {}
    if kept.get(step) != state():
        work()
        STAMPS.write_text(json.dumps(kept | {step: state()}))


def _static_state() -> str:
    """A digest of what collectstatic would read: our files, the libraries' versions, and where the result lies."""
    files = sorted(path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*") if path.is_file())
    ours = [(str(path), path.stat().st_mtime_ns) for path in files]
    libraries = (settings.BASE_DIR / "requirements.txt").read_text()
    made = (settings.STATIC_ROOT / "staticfiles.json").exists()
    return _digest([ours, libraries, str(settings.STATIC_ROOT), made])


def _collect(say: Callable[[str], None]) -> None:
    say("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0)


def _migrate(say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Making the database's tables …")
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _create_cache_table() -> None:
    if settings.CACHES["default"]["LOCATION"] not in connections["cache"].introspection.table_names():
        call_command("createcachetable", database="cache", verbosity=0)


def _digest(parts: Iterable[Any]) -> str:
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()
