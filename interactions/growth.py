"""The curve of how many reposts there were at each moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from interactions.queries.spread import Growth

WIDTH, HEIGHT, ROOM = 600, 160, 4


@dataclass(frozen=True)
class Step:
    """What came in one step of time, and how many there were by then."""

    start: datetime
    number: int
    total: int


@dataclass(frozen=True)
class Curve:
    """In coordinates of WIDTH × HEIGHT: the line, and the ground that it bounds."""

    line: str
    area: str
    steps: Sequence[Step]
    step: timedelta
    # Steps of a day and more are told by their date alone.
    by_day: bool

    @property
    def start(self) -> datetime:
        return self.steps[0].start

    @property
    def end(self) -> datetime:
        return self.steps[-1].start + (timedelta() if self.by_day else self.step)

    @property
    def total(self) -> int:
        return self.steps[-1].total

    @property
    def told(self) -> Sequence[Step]:
        """The steps in which anything came."""
        return [step for step in self.steps if step.number]


def curve(growth: Growth) -> Curve:
    count = max(growth.numbers) + 1
    numbers = [growth.numbers.get(step, 0) for step in range(count)]
    totals = list(accumulate(numbers))
    steps = [
        Step(growth.start + growth.step * at, number, total)
        for at, (number, total) in enumerate(zip(numbers, totals, strict=True))
    ]
    # From nothing at the beginning of the first step to all at the end of the last.
    points = [(0.0, 0), *((at / count, total) for at, total in enumerate(totals, 1))]
    line = " ".join(f"{x * WIDTH:.1f},{_height(total, totals[-1]):.1f}" for x, total in points)
    area = f"0,{HEIGHT} {line} {WIDTH},{HEIGHT}"
    return Curve(line, area, steps, growth.step, growth.step.total_seconds() >= 24 * 3600)


def _height(total: int, most: int) -> float:
    return HEIGHT - (HEIGHT - ROOM) * total / most
