"""What a test needs of the machine. What is missing is left out and named; with REQUIRE_ALL=1 it is a failure."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from deploy import programs

# The shell is Chromium without windows and extensions: the same pages in two thirds of the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
_left_out = pytest.StashKey[dict[str, int]]()


def chromium() -> str | None:
    """The browser's path: CHROMIUM=, or the first that is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def on_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def missing() -> dict[str, str]:
    """Marker → why its tests can't run here."""
    reasons = {
        "browser": (chromium(), "no Chromium on this machine"),
        "node": (shutil.which("node"), "no Node.js on this machine"),
        "redis": (shutil.which("redis-server"), "no redis-server on this machine"),
        "postgres": (on_postgresql(), "no PostgreSQL: DATABASE_URL is not set"),
        "servers": (not programs.missing(), f"not installed: {', '.join(programs.missing())}"),
    }
    return {marker: reason for marker, (found, reason) in reasons.items() if not found}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what can't run; the step on PostgreSQL runs the `postgres` tests whatever REQUIRE_ALL says."""
    _mark_what_is_the_same_anywhere(items)
    reasons = missing()
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    counts: dict[str, int] = {}
    for item in items:
        reason = next((reasons[marker] for marker in reasons if item.get_closest_marker(marker)), None)
        (left_out if reason else kept).append(item)
        if reason:
            counts[reason] = counts.get(reason, 0) + 1
    items[:] = kept
    config.stash[_left_out] = counts
    config.hook.pytest_deselected(items=left_out)


def _mark_what_is_the_same_anywhere(items: list[pytest.Item]) -> None:
    """Nothing that keeps its rows in the database, be it in Redis elsewhere, is used without the right to use it."""
    for item in items:
        asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if not asks and not any(item.get_closest_marker(marker) for marker in ("django_db", "postgres")):
            item.add_marker("anywhere")


def _failing(counts: dict[str, int]) -> bool:
    """The suite on SQLite leaves the `postgres` tests to the suite on PostgreSQL: that alone is no failure."""
    return REQUIRE_ALL and any("DATABASE_URL" not in reason for reason in counts)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _failing(session.config.stash.get(_left_out, {})) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for reason, count in config.stash.get(_left_out, {}).items():
        terminalreporter.write_line(f"left out: {count} tests ({reason})", yellow=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The system's Chromium, and nothing of it that talks to anybody but the site."""
    quiet = ("background-networking", "component-update", "sync", "quic", "gpu")
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return browser_type_launch_args | {"executable_path": chromium(), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> Iterator[dict[str, object]]:
    yield browser_context_args | {"locale": "en-GB", "timezone_id": "Asia/Shanghai"}
