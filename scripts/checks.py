"""Runs every check and every test, one after the other, whatever fails; says what was left out and why, and sums up."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# What strangers send is the database's to bear: PostgreSQL has borne it a step before.
HOSTILE = "--ignore=tests/hostile"
DATABASE_REACHABLE = "import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3).close()"
REDIS_REACHABLE = "import redis, sys; redis.Redis.from_url(sys.argv[1], socket_connect_timeout=3).ping()"


@dataclass
class Step:
    name: str
    argv: list[str]
    env: dict[str, str] = field(default_factory=dict)
    # Why the machine can't do it; empty when it can.
    missing: str = ""


@dataclass
class Outcome:
    passed: int
    failed: int


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def manage(*arguments: str) -> list[str]:
    return [PYTHON, "manage.py", *arguments]


def pytest(*arguments: str) -> list[str]:
    return [PYTHON, "-m", "pytest", "-q", *arguments]


def checks(folder: Path) -> list[Step]:
    """What needs no database and no browser: seconds."""
    demo = {"SITE_MODE": "demo", "VAR_DIR": str(folder / "demo")}
    production = {
        "SITE_MODE": "production",
        "VAR_DIR": str(folder / "production"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "example.org",
        "PROXY_HOPS": "1",
    }
    templates = sorted(str(path) for path in ROOT.glob("templates/**/*.html"))
    return [
        Step("ruff", tool("ruff", "check", "--quiet", ".")),
        Step("format", tool("ruff", "format", "--check", "--quiet", ".")),
        Step("djade", tool("djade", "--target-version", "5.2", "--check", *templates)),
        Step("types", tool("mypy", ".")),
        Step("contracts", tool("lint-imports", "--no-cache")),
        Step("migrations", manage("makemigrations", "--check", "--dry-run"), demo),
        Step("deploy", manage("check", "--deploy", "--fail-level", "WARNING"), production),
    ]


def suites() -> list[Step]:
    """The tests: on SQLite, on PostgreSQL without and with Redis, in Node.js, with all processes, in a browser."""
    database, redis = noted("DATABASE_URL"), noted("REDIS_URL")
    here = "not browser and not node and not stack and not faults"
    # What opens pictures says the same whatever lies in the database: once is enough.
    again = f"{here} and not decoder"
    two = ("-n", "2")
    neither = {"DATABASE_URL": "", "REDIS_URL": ""}
    no_database = unreachable("PostgreSQL", "DATABASE_URL", database, DATABASE_REACHABLE)
    no_redis = no_database or unreachable("Redis", "REDIS_URL", redis, REDIS_REACHABLE)
    return [
        Step("sqlite", pytest(*two, "-m", f"{here} and not postgres"), neither),
        Step("postgres", pytest(*two, "-m", again), {"DATABASE_URL": database, "REDIS_URL": ""}, no_database),
        Step("services", pytest(*two, "-m", again, HOSTILE), {"DATABASE_URL": database, "REDIS_URL": redis}, no_redis),
        Step("node", pytest("-m", "node"), neither, "" if shutil.which("node") else "no Node.js"),
        Step("stack", pytest("-m", "stack"), neither),
        Step("faults", pytest("-m", "faults"), neither),
        Step("browser", pytest("-m", "browser"), neither, "" if chromium() else "no Chromium"),
    ]


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def noted(variable: str) -> str:
    """Of the server to test on: what is exported, or what scripts/services started and noted."""
    note = ROOT / "var" / variable.lower()
    return os.environ.get(variable) or (note.read_text().strip() if note.exists() else "")


def unreachable(server: str, variable: str, url: str, question: str) -> str:
    """Why the server can't be tested on; empty when it can."""
    if not url:
        return f"no {server}: scripts/services starts one, or export {variable}"
    reached = subprocess.run([PYTHON, "-c", question, url], capture_output=True, check=False)
    return "" if reached.returncode == 0 else f"{server} does not answer at {variable}: scripts/services starts it"


def run(step: Step, folder: Path) -> Outcome:
    """A suite shows itself while it runs; a check speaks only when it fails."""
    started = time.monotonic()
    report = folder / f"{step.name}.xml"
    is_suite = "pytest" in step.argv
    argv = [*step.argv, f"--junitxml={report}"] if is_suite else step.argv
    print(f"── {step.name} ", end="\n" if is_suite else "", flush=True)
    env = os.environ | step.env
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=not is_suite, text=True, check=False)
    outcome = tests_in(report) if is_suite and report.exists() else Outcome(0, 0)
    if done.returncode and not outcome.failed:
        outcome.failed = 1
    elif not is_suite:
        outcome.passed = 1
    print(f"{'FAILED' if outcome.failed else 'passed'} in {time.monotonic() - started:.0f} s", flush=True)
    if outcome.failed and not is_suite:
        print(done.stdout, done.stderr, flush=True)
    return outcome


def tests_in(report: Path) -> Outcome:
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314  (pytest wrote it a moment ago)
    if suite is None:
        return Outcome(0, 0)
    tests, failures, errors, skipped = (int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped"))
    return Outcome(tests - failures - errors - skipped, failures + errors)


def chosen(names: list[str], folder: Path) -> list[Step]:
    """The steps of these names; `check` stands for all that are no suites; without names, all."""
    quick, slow = checks(folder), suites()
    wanted = {step.name for step in quick} if "check" in names else set()
    wanted |= set(names) - {"check"} or ({step.name for step in quick + slow} if not wanted else set())
    unknown = wanted - {step.name for step in quick + slow}
    if unknown:
        sys.exit(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(step.name for step in quick + slow)}")
    return [step for step in quick + slow if step.name in wanted]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="weibo-checks-") as name:
        steps = chosen(sys.argv[1:], Path(name))
        outcomes = {step.name: run(step, Path(name)) for step in steps if not step.missing}
    left_out = [step for step in steps if step.missing]
    passed = sum(outcome.passed for outcome in outcomes.values())
    failed = sum(outcome.failed for outcome in outcomes.values()) + (len(left_out) if REQUIRE_ALL else 0)
    print()
    for name in (name for name, outcome in outcomes.items() if outcome.failed):
        print(f"failed: {name}   (again: scripts/test {name})")
    for step in left_out:
        print(f"left out: {step.name} ({step.missing})")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
