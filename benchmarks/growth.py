"""Home on a site of two million posts against one of ten thousand, and for a reader of 2,000 against one of 50.

`python -m benchmarks.growth`. CPU of web processes, PostgreSQL and Redis; all asked in turns. Both sites have the same
servers, and web processes of their own.
"""

from contextlib import ExitStack

from benchmarks.figures import Figure, sizes, tell
from benchmarks.home import ask_home
from benchmarks.site import Site
from benchmarks.turns import Side, compare
from benchmarks.years import Reader, fill, grown_site, reader_of


def main() -> None:
    told = sizes(__doc__, posts=2_000_000, fewer_posts=10_000, follows=2000, fewer_follows=50, requests=2000)
    with grown_site(told.posts) as grown, ExitStack() as webs:
        young = grown.twin("young")
        few_on_young = young.inside(_settle, told.fewer_posts, told.fewer_follows)
        few, many = reader_of(told.fewer_follows), reader_of(told.follows)
        for site in (grown, young):
            webs.enter_context(site.web())
        usual = _side(f"{told.posts:,} posts, {told.fewer_follows} follows", grown, few)
        fewer_posts = _side(f"{told.fewer_posts:,} posts, {told.fewer_follows} follows", young, few_on_young)
        more_follows = _side(f"{told.posts:,} posts, {told.follows:,} follows", grown, many)
        compare([usual, fewer_posts, more_follows], times=told.requests)
    tell(_growth("with the posts", usual, fewer_posts), _growth("with the people followed", more_follows, usual))


def _settle(posts: int, follows: int) -> Reader:
    fill(posts)
    return reader_of(follows)


def _side(name: str, site: Site, reader: Reader) -> Side:
    return Side(name, lambda: ask_home(site.port, reader.headers), site.cpu)


def _growth(what: str, more: Side, less: Side) -> Figure:
    return Figure(
        what=f"Home's growth {what}: CPU",
        value=more.cpu_ms / less.cpu_ms,
        unit="×",
        gate=1.3,
        aim=1.1,
        detail=more.line(),
        reference=less.line(),
    )


if __name__ == "__main__":
    main()
