"""Ten minutes of a mixed load, with faults if wished: `python -m benchmarks.load [--minutes 10] [--faults]`.

On the production layout with servers of its own, through nginx. Then everything that was accepted must be there, and
`manage.py timelines verify` must be clean.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.load import people
from benchmarks.load.faults import Faults
from deploy.control import Running, running
from deploy.servers import PostgreSQL, Redis

ROOT = Path(__file__).resolve().parent.parent.parent
# Of the site; a large account is one with 500 followers here, so that there are some.
SIZES = {"users": 5_000, "posts": 50_000, "follows": 150_000}
FANOUT_LIMIT = 500
# Readers whose homes are compared in the end.
COMPARED = 500
# Seconds: before the first fault, between two, after the last; and for the outbox to become empty.
WARM, APART, QUIET, PATIENCE = 10, 12, 15, 120


def main() -> None:
    told = arguments()
    with tempfile.TemporaryDirectory(prefix="weibo-load-") as name, _site(Path(name)) as (stack, faults):
        result = _load(stack, told, faults if told.faults else None)
        _report(result, faults)
        clean = _is_clean(stack, result["acknowledged"])
    sys.exit(0 if clean and not _unexpected(result, faults) else 1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__, allow_abbrev=False)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=40, help="who use the site at once, each once a second")
    parser.add_argument("--faults", action="store_true", help="let servers and workers die meanwhile, and deploy")
    return parser.parse_args()


@contextmanager
def _site(folder: Path) -> Iterator[tuple[Running, Faults]]:
    """A site with data on servers of its own. `postgres` must be able to reach its folder."""
    folder.chmod(0o755)
    with PostgreSQL(folder / "postgresql") as database, Redis(folder / "redis") as redis:
        where = (folder / "stack", database.url, redis.url)
        with running(*where, web_workers=2, SITE_MODE="demo", FANOUT_LIMIT=str(FANOUT_LIMIT)) as stack:
            stack.manage("seed_demo", *(f"--{name}={number}" for name, number in SIZES.items()))
            # Most of the readers only hold a list, to be filled.
            stack.manage("timelines", "rebuild", "--all-active")
            people.use(stack.environment)
            yield stack, Faults(stack, database, redis)


def _load(stack: Running, told: argparse.Namespace, faults: Faults | None) -> dict[str, Any]:
    """What Locust wrote down when it ended."""
    who, result = stack.folder / "people.json", stack.folder / "result.json"
    people.write_down(who, told.people)
    seconds = int(told.minutes * 60)
    crowd = ["-u", str(told.people), "-r", str(told.people), "-t", f"{seconds}s", "--host", stack.address]
    locust = [sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks/load/visitors.py"), "--headless", *crowd]
    environment = {"PATH": os.environ["PATH"], "LOAD_PEOPLE": str(who), "LOAD_RESULT": str(result)}
    print(f"{told.people} people for {told.minutes:g} minutes at {stack.address}", flush=True)
    with (stack.folder / "locust.log").open("wb") as log:
        asking = subprocess.Popen([*locust, "--only-summary"], cwd=ROOT, env=environment, stdout=log, stderr=log)
        if faults:
            _let_happen(faults, until=time.monotonic() + seconds - QUIET, running=lambda: asking.poll() is None)
        # Its own status only says whether a request failed: that is judged here.
        asking.wait(seconds + PATIENCE)
    assert result.exists(), (stack.folder / "locust.log").read_text()
    return dict(json.loads(result.read_text()))


def _let_happen(faults: Faults, *, until: float, running: Callable[[], bool]) -> None:
    time.sleep(WARM)
    while running() and time.monotonic() < until:
        faults()
        time.sleep(APART)


def _report(result: dict[str, Any], faults: Faults) -> None:
    print(f"\n{'':<20}{'requests':>9}{'failed':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'longest':>9}  ms")
    for row in result["figures"]:
        numbers = (row["requests"], row["failures"], row["p50"], row["p95"], row["p99"], row["longest"])
        print(f"{row['name']:<20}" + "".join(f"{n:>{w}.0f}" for n, w in zip(numbers, (9, 8, 8, 8, 8, 9), strict=True)))
    told = Counter((status, faults.database_was_away(when)) for when, _, status in result["failures"])
    for (status, away), number in sorted(told.items()):
        print(f"  {number} × {status or 'no answer'}{' while PostgreSQL was away' if away else ''}")
    print(f"{len(faults.happened)} faults: " + ", ".join(f"{n} × {name}" for name, n in _by_name(faults).items()))


def _by_name(faults: Faults) -> dict[str, int]:
    return dict(Counter(fault.name for fault in faults.happened))


def _unexpected(result: dict[str, Any], faults: Faults) -> int:
    """Failures that nobody should have seen: any but a 503 while the database was away."""
    return sum(not (status == 503 and faults.database_was_away(when)) for when, _, status in result["failures"])


def _is_clean(stack: Running, acknowledged: list[str]) -> bool:
    """Wait for all work to be done, then ask for what was accepted and for drift."""
    waited = _until_outbox_is_empty()
    lost = _lost(acknowledged)
    print(f"outbox empty after {waited:.1f} s; {len(acknowledged)} posts acknowledged, {lost} lost")
    verify = [sys.executable, "manage.py", "timelines", "verify", "--sample", str(COMPARED)]
    verified = subprocess.run(verify, cwd=ROOT, env=stack.environment, capture_output=True, text=True, check=False)
    print(verified.stdout + verified.stderr)
    return verified.returncode == 0 and not lost and waited < PATIENCE


def _until_outbox_is_empty() -> float:
    from django.db import connection

    from core.models import OutboxRow

    # It was opened before the database died.
    connection.close()
    began = time.monotonic()
    while OutboxRow.objects.filter(done_at=None).exists() and time.monotonic() < began + PATIENCE:
        time.sleep(0.2)
    for row in OutboxRow.objects.filter(done_at=None)[:10]:
        print(f"  not done: {row.task} {row.key} {row.error}")
    return time.monotonic() - began


def _lost(texts: list[str]) -> int:
    from posts.models import Post

    chunks = (texts[start : start + 1000] for start in range(0, len(texts), 1000))
    return len(texts) - sum(Post.objects.filter(text__in=chunk).count() for chunk in chunks)


if __name__ == "__main__":
    main()
