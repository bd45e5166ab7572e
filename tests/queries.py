"""Counting queries over every database, so that no page costs more because it holds more."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.core.cache import cache
from django.db import connections
from django.test.utils import CaptureQueriesContext

ROWS = 20


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that the block ran, on all databases, savepoints left out."""
    statements: list[str] = []
    with ExitStack() as stack:
        captures = [stack.enter_context(CaptureQueriesContext(connections[name])) for name in connections]
        yield statements
    for capture in captures:
        statements += [query["sql"] for query in capture.captured_queries if "SAVEPOINT" not in query["sql"]]


class QueryGuard:
    """Asks for a page with one row and with twenty, the cache empty and then warm, and compares the queries."""

    def __call__(self, *, page: Callable[[], object], one_more: Callable[[], object]) -> tuple[int, int]:
        """Raises AssertionError with the longer list; returns the counts (cold, warm)."""
        one_more()
        page()
        few = self._cold(page), self._warm(page)
        for _ in range(ROWS - 1):
            one_more()
        many = self._cold(page), self._warm(page)
        for name, before, after in zip(("cold", "warm"), few, many, strict=True):
            listing = "\n".join(after)
            assert len(after) <= len(before), f"{name}: {len(before)} queries for 1 row, now {len(after)}:\n{listing}"
        return len(many[0]), len(many[1])

    def _cold(self, page: Callable[[], object]) -> list[str]:
        cache.clear()
        return self._warm(page)

    def _warm(self, page: Callable[[], object]) -> list[str]:
        with counted() as statements:
            page()
        return statements
