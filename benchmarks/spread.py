"""The page of how a post spread, at 50,000 reposts: `python -m benchmarks.spread`.

A star, a chain in which each passes on the one before, and a tree that grew as trees of reposts do. What counts is the
slowest of the three: the CPU of web processes and PostgreSQL. Beside it the page of a tree a hundredth as large.
"""

import itertools
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from random import Random

from benchmarks.crowd import member, members, signed_in
from benchmarks.figures import Figure, sizes, tell
from benchmarks.site import Site, services
from benchmarks.turns import Side, compare, request

PEOPLE, SMALL = 2_000, 500
TURN, WARM = 5, 3
# Milliseconds between two reposts.
APART = 2_000
# Which of those before it a repost passes on; 0: the root.
SHAPES: dict[str, Callable[[int, Random], int]] = {
    "star": lambda at, chance: 0,
    "chain": lambda at, chance: at - 1,
    # Most pass on the root or somebody early.
    "tree": lambda at, chance: int(at * chance.random() ** 3),
}


def main() -> None:
    told = sizes(__doc__, reposts=50_000, requests=40)
    with services() as site:
        people = members(PEOPLE)
        small = tree("tree", SMALL, people)
        roots = {shape: tree(shape, told.reposts, people) for shape in SHAPES}
        headers = signed_in(member())
        with site.web():
            sides = [_side(site, headers, name, root) for name, root in [("small tree", small), *roots.items()]]
            compare(sides, times=told.requests, turn=TURN, warm=WARM)
        tell(_cpu(sides, told.reposts), *_inside(small, roots["tree"], told.reposts))


def tree(shape: str, size: int, people: Sequence[int]) -> int:
    """A post that was reposted so often; returns its id."""
    from core import copying
    from interactions import bulk
    from interactions.models import Spread
    from posts.actions import publish
    from posts.ids import RANDOM_BITS, moment_of
    from posts.models import Post

    chance = Random(size)
    root = publish(author=member(), raw=f"a {shape} of {size}").pk
    ids = [root, *(root + (at * APART << RANDOM_BITS) for at in range(1, size + 1))]
    depths = [0]
    rows: list[tuple[int, int, int, int]] = []
    for at in range(1, size + 1):
        above = SHAPES[shape](at, chance)
        depths.append(depths[above] + 1)
        rows.append((ids[at], ids[above], depths[at], int(chance.paretovariate(0.7))))
    authors = itertools.cycle(people)
    columns = ("id", "author_id", "text", "units", "created_at", "root_id", "parent_id")
    copying.insert(
        Post, columns, ((pk, next(authors), "好", 1, moment_of(pk), root, above) for pk, above, _depth, _reach in rows)
    )
    bulk.spread((pk, root, above, depth, min(reach, 10**6), moment_of(pk)) for pk, above, depth, reach in rows)
    copying.vacuum(Post, Spread)
    return root


def ask(port: int, root: int, headers: dict[str, str]) -> bytes:
    """The page, found to draw a tree."""
    page = request(port, f"/p/{root}/spread/", headers)
    assert page.count(b"<circle") > 100
    return page


def _side(site: Site, headers: dict[str, str], name: str, root: int) -> Side:
    return Side(name, lambda: ask(site.port, root, headers), site.cpu)


def _cpu(sides: Sequence[Side], reposts: int) -> Figure:
    small, *large = sides
    slowest = max(large, key=lambda side: side.cpu_ms)
    return Figure(
        what=f"How a post spread, {reposts:,} reposts, the slowest of star, chain and tree: CPU",
        value=slowest.cpu_ms,
        unit="ms",
        gate=1_000,
        aim=250,
        detail="; ".join(f"{side.name} {side.cpu_ms:.0f}" for side in large),
        reference=f"{SMALL} reposts: {small.cpu_ms:.0f} ms",
    )


def _inside(small: int, large: int, reposts: int) -> Iterator[Figure]:
    """What the page asks, and what Python holds at most while it is made, in this very process."""
    (few, _less), (many, statements) = _page(small), _page(large)
    yield Figure(f"How a post spread, {reposts:,} reposts: SQL statements", statements, "", gate=16, aim=14)
    yield Figure(
        what=f"How a post spread, {reposts:,} reposts: memory at its peak, against {SMALL}",
        value=many / few,
        unit="×",
        gate=1.5,
        aim=1.2,
        detail=f"{many / 2**20:.1f} MB",
        reference=f"{few / 2**20:.1f} MB",
    )


def _page(root: int) -> tuple[int, int]:
    """Bytes held at the peak, and statements."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(headers={"host": "localhost"})
    browser.force_login(member(), backend="accounts.backends.StatefulBackend")
    address = f"/p/{root}/spread/"
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address, secure=True).status_code == 200
    # The next request forgets them.
    statements = len(asked)
    tracemalloc.start()
    browser.get(address, secure=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, statements


if __name__ == "__main__":
    main()
