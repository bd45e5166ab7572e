"""Home of 25 real cards, signed in, against the trivial view: `python -m benchmarks.home [--embedded]`.

Two of five cards are reposts, there are numbers below them and what the reader did with them, a tab above them for a
group, and beside them people to follow.
The trivial view answers `ok` through the whole middleware and reads no session (/healthz). Both are asked of the same
processes in turns; the figure is the ratio of the CPU that web processes, PostgreSQL and Redis take for a request.
"""

from benchmarks.counting import counted
from benchmarks.crowd import CARDS, reader_with_home, signed_in
from benchmarks.figures import Figure, sizes, tell
from benchmarks.site import Site, embedded, services
from benchmarks.turns import Side, compare, request


def main() -> None:
    told = sizes(__doc__, requests=2000, embedded=0)
    with embedded() if told.embedded else services() as site:
        reader = reader_with_home()
        headers = signed_in(reader)
        with site.web():
            tell(_against_trivial(site, headers, told.requests, "embedded" if told.embedded else "services"))
            if not told.embedded:
                tell(*_statements(site, headers, reader.pk))


def _against_trivial(site: Site, headers: dict[str, str], requests: int, mode: str) -> Figure:
    home = Side("home", lambda: ask_home(site.port, headers), site.cpu)
    trivial = Side("trivial view", lambda: request(site.port, "/healthz", {}), site.cpu)
    compare([home, trivial], times=requests)
    return Figure(
        what=f"Home of {CARDS} cards ({mode}): CPU against the trivial view",
        value=home.cpu_ms / trivial.cpu_ms,
        unit="×",
        gate=18,
        aim=12,
        detail=home.line(),
        reference=trivial.line(),
    )


def ask_home(port: int, headers: dict[str, str]) -> bytes:
    """The page, found to hold what it should."""
    page = request(port, "/", headers)
    assert page.count(b'<article class="card post') == CARDS
    assert page.count(b'class="post-root"') >= CARDS // 5
    assert b'aria-pressed="true"' in page
    return page


def _statements(site: Site, headers: dict[str, str], reader_id: int) -> list[Figure]:
    from django.core.cache import cache

    from timelines.store import store

    def ask() -> None:
        request(site.port, "/", headers)

    sql, commands = counted(site, ask)
    warm = f"{len(sql)} SQL statements, {len(commands)} Redis commands"
    store.forget([reader_id])
    cache.clear()
    cold_sql, _ = counted(site, ask)
    return [
        Figure("Warm home: SQL statements", len(sql), "", gate=3, aim=1, detail=warm),
        Figure("Warm home: Redis commands", len(commands), "", gate=8, aim=6, detail=", ".join(commands)),
        Figure("Home with nothing kept: SQL statements", len(cold_sql), "", gate=10),
    ]


if __name__ == "__main__":
    main()
