"""Runs every check and every test, whatever fails; says what was left out and why, and sums up."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
# Faults beside the suites after them: sooner done, but some faults' tests measure time, and the machine is busier then.
BESIDE = os.environ.get("BESIDE") == "1"
# The shell is Chromium without windows and extensions: the same pages in two thirds of the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
# PostgreSQL with Redis runs all that asks a database at all. What differs without Redis: the cache, limits and lists of
# homes are tables, with statements of their own for PostgreSQL. These write and read them; the others only pass by.
WITHOUT_REDIS = (
    "tests/accounts",
    "tests/core",
    "tests/follows",
    "tests/timelines",
    "tests/operations/test_error_pages.py",
    "tests/operations/test_readiness.py",
    "tests/posts/test_picture_races.py",
    "tests/posts/test_show.py",
)
DATABASE_REACHABLE = "import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3).close()"
REDIS_REACHABLE = "import redis, sys; redis.Redis.from_url(sys.argv[1], socket_connect_timeout=3).ping()"


@dataclass
class Step:
    name: str
    argv: list[str]
    env: dict[str, str] = field(default_factory=dict)
    # Why the machine can't do it; empty when it can.
    missing: str = ""
    # Done beside the steps after it, and shown when those are over.
    beside: bool = False

    @property
    def is_suite(self) -> bool:
        return "pytest" in self.argv


@dataclass
class Outcome:
    passed: int
    failed: int
    seconds: float = 0
    # What it printed, where that was not shown at once.
    said: str = ""


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
    """The tests: on SQLite, through faults, on PostgreSQL without and with Redis, in Node.js, whole, in a browser."""
    database, redis = noted("DATABASE_URL"), noted("REDIS_URL")
    here = "not browser and not node and not stack and not faults"
    again = f"{here} and not anywhere and not decoder"
    two = ("-n", "2")
    neither = {"DATABASE_URL": "", "REDIS_URL": ""}
    alone, both = neither | {"DATABASE_URL": database}, {"DATABASE_URL": database, "REDIS_URL": redis}
    no_database = unreachable("PostgreSQL", "DATABASE_URL", database, DATABASE_REACHABLE)
    no_redis = no_database or unreachable("Redis", "REDIS_URL", redis, REDIS_REACHABLE)
    return [
        # With it the machine is left alone: what pictures may cost is measured here.
        Step("sqlite", pytest(*two, "-m", f"{here} and not postgres"), neither),
        # Two sites, each with its own servers: their tests wait more than they work.
        Step("faults", pytest(*two, "--dist", "loadfile", "-m", "faults"), neither, beside=BESIDE),
        Step("postgres", pytest(*two, "-m", again, *WITHOUT_REDIS), alone, no_database),
        Step("services", pytest(*two, "-m", again), both, no_redis),
        Step("node", pytest("-m", "node"), neither, "" if shutil.which("node") else "no Node.js"),
        Step("stack", pytest("-m", "stack"), neither),
        Step("browser", pytest(*two, "-m", "browser"), neither, "" if chromium() else "no Chromium"),
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


def run_all(steps: list[Step], folder: Path) -> dict[str, Outcome]:
    """One after the other, but for those that go beside the ones after them: these are told of at the end."""
    outcomes: dict[str, Outcome] = {}
    beside: dict[str, Future[Outcome]] = {}
    with ThreadPoolExecutor() as aside:
        for step in steps:
            if step.beside and step is not steps[-1]:
                beside[step.name] = aside.submit(carry_out, step, folder, shown=False)
                continue
            # A suite shows itself while it runs; a check speaks only when it fails.
            print(f"── {step.name} ", end="\n" if step.is_suite else "", flush=True)
            outcomes[step.name] = carry_out(step, folder, shown=step.is_suite)
            tell(outcomes[step.name])
            if outcomes[step.name].failed:
                print(outcomes[step.name].said, flush=True)
        for name, future in beside.items():
            outcomes[name] = future.result()
            print(f"── {name} (beside the others)\n{outcomes[name].said}", end="")
            tell(outcomes[name])
    return outcomes


def carry_out(step: Step, folder: Path, *, shown: bool) -> Outcome:
    started = time.monotonic()
    report = folder / f"{step.name}.xml"
    argv = [*step.argv, f"--junitxml={report}"] if step.is_suite else step.argv
    env = os.environ | step.env
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=not shown, text=True, check=False)
    outcome = tests_in(report) if step.is_suite and report.exists() else Outcome(0, 0)
    if done.returncode and not outcome.failed:
        outcome.failed = 1
    elif not step.is_suite:
        outcome.passed = 1
    outcome.seconds, outcome.said = time.monotonic() - started, f"{done.stdout or ''}{done.stderr or ''}"
    return outcome


def tell(outcome: Outcome) -> None:
    print(f"{'FAILED' if outcome.failed else 'passed'} in {outcome.seconds:.0f} s", flush=True)


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
        outcomes = run_all([step for step in steps if not step.missing], Path(name))
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
