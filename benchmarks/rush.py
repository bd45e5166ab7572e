"""Calls of the site's actions over many connections at once, from processes of the benchmark's own."""

import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.figures import spread
from benchmarks.site import Site

PROCESSES = 4
Call = Callable[[], object]
# What one connection of so many does: `lane(number, of, …)` prepares, and returns its calls one after the other.
Lane = Callable[..., Iterable[Call]]


@dataclass
class Rush:
    """How long each call took, in milliseconds, and how long all of them, in seconds; what calls raised."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    # How many calls were told that it can't be, as people are; and what broke, which must be nothing.
    refused: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def line(self, name: str) -> str:
        return f"{name}: {self.rate:,.0f} /s, {spread(self.times, 'ms', 50, 99)}"

    def add(self, other: "Rush") -> None:
        """What came after it."""
        self.times += other.times
        self.seconds += other.seconds
        self.refused += other.refused
        self.broken += other.broken


def rush(site: Site, lane: Lane, *arguments: Any, connections: int) -> Rush:
    """Every connection's calls at once. `lane` and its arguments must be picklable."""
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as gate, ThreadPoolExecutor(PROCESSES) as pool:
        work = partial(_in_process, gate, connections, lane, arguments)
        parts = list(pool.map(lambda part: site.inside(work, part), range(PROCESSES)))
    found = Rush()
    for _, _, part in parts:
        found.add(part)
    found.seconds = max(ended for _, ended, _ in parts) - min(began for began, _, _ in parts)
    return found


def _in_process(
    gate: str, connections: int, lane: Lane, arguments: tuple[Any, ...], part: int
) -> tuple[float, float, Rush]:
    """In a process of its own: some of the connections. When it began and ended, and what was found."""
    lanes = [lane(number, connections, *arguments) for number in range(part, connections, PROCESSES)]
    _wait_for_the_others(Path(gate))
    found, began = Rush(), time.time()
    with ThreadPoolExecutor(len(lanes)) as pool:
        for one in pool.map(_go, lanes):
            found.add(one)
    return began, time.time(), found


def _go(calls: Iterable[Call]) -> Rush:
    from django.db import DatabaseError, connection

    from core.refusals import Refusal

    found = Rush()
    for call in calls:
        began = time.perf_counter()
        try:
            call()
        except Refusal:
            found.refused += 1
        except DatabaseError as error:
            # Above all two that wait for each other, of which PostgreSQL ends one.
            found.broken.append(f"{type(error).__name__}: {error}")
        found.times.append(1000 * (time.perf_counter() - began))
    connection.close()
    return found


def mixed(chance: Any, calls: int, *acts: tuple[int, Callable[[], Call]]) -> Iterable[Call]:
    """So many calls of these acts, the ones of greater weight more often."""
    bag = list(chain.from_iterable([act] * weight for weight, act in acts))
    for _ in range(calls):
        yield chance.choice(bag)()


def _wait_for_the_others(gate: Path) -> None:
    tempfile.NamedTemporaryFile(dir=gate, delete=False).close()
    while len(list(gate.iterdir())) < PROCESSES:
        time.sleep(0.01)
