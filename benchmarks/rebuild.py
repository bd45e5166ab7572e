"""A lost list made anew: 800 ids for a reader of 2,000, over two million posts: `python -m benchmarks.rebuild`.

Half of those whom the reader follows are dormant. The page is the whole answer to a reader who has no list.
"""

from typing import TYPE_CHECKING

from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.home import ask_home
from benchmarks.turns import Side, compare
from benchmarks.years import Reader, grown_site, reader_of

if TYPE_CHECKING:
    from accounts.models import User


def main() -> None:
    told = sizes(__doc__, posts=2_000_000, follows=2000, times=200)
    with grown_site(told.posts) as site:
        reader = reader_of(told.follows)
        member = _member(reader)
        with site.web():
            rebuild = Side("rebuild", lambda: _rebuild(member))
            cold = Side("cold page", lambda: _cold_page(site.port, reader), site.cpu)
            compare([rebuild, cold], times=told.times, turn=20, warm=10)
    over = f"{told.follows:,} follows, {told.posts:,} posts"
    tell(
        Figure(f"Rebuild of 800 ids, {over}: p95", percentile(rebuild.times, 95), "ms", 60, 20, _of(rebuild)),
        Figure(f"The first page without a list, {over}: p95", percentile(cold.times, 95), "ms", None, None, _of(cold)),
    )


def _of(side: Side) -> str:
    return spread(side.times, "ms")


def _rebuild(reader: "User") -> None:
    from timelines import home
    from timelines.store import KEPT

    assert len(home.rebuild(reader).ids) == KEPT


def _member(reader: Reader) -> "User":
    from accounts.models import User

    return User.objects.get(pk=reader.pk)


def _cold_page(port: int, reader: Reader) -> None:
    from timelines.store import store

    store.forget([reader.pk])
    ask_home(port, reader.headers)


if __name__ == "__main__":
    main()
