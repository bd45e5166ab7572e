"""Tells how far long work has come, and how fast it goes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

Tell = Callable[[str], None]
T = TypeVar("T")
# Seconds between two lines, and items between two looks at the clock.
PAUSE, STRIDE = 5.0, 1_000


def silent(line: str) -> None:
    """Tells nobody."""


def watched(items: Iterable[T], what: str, total: int, tell: Tell) -> Iterator[T]:
    """The items, with a line every few seconds."""
    started = told = monotonic()
    for number, item in enumerate(items):
        if number % STRIDE == 0 and monotonic() - told > PAUSE:
            told = monotonic()
            tell(f"  {what}: {number:,} of {total:,}, {number / (told - started):,.0f}/s")
        yield item


@contextmanager
def stage(what: str, total: int, tell: Tell) -> Iterator[None]:
    """A line when it is done."""
    started = monotonic()
    yield
    took = monotonic() - started
    tell(f"{what}: {total:,} in {took:.1f} s, {total / max(took, 0.001):,.0f}/s")
