"""A site after years of use: two million posts of fifty thousand people, and readers who follow many and few of them.

Making it takes minutes. `make bench` makes it once for all benchmarks that need it (`DATA`); alone, each makes its own.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crowd import LIKES, follow, live, member, signed_in
from benchmarks.site import Site, services

if TYPE_CHECKING:
    from accounts.models import User

# A folder in which the database is kept between benchmarks.
DATA = "BENCHMARK_DATA"
# What the data set brings along; those whom the measured readers follow come on top.
USERS_FOR_POSTS, FOLLOWS_EACH = 40, 4
FEWEST_USERS = 2_500
# Of those whom a reader follows: half wrote least of all, and long ago.
DORMANT = 2


@dataclass(frozen=True)
class Reader:
    """A signed-in reader: the member's id and the headers of their browser."""

    pk: int
    headers: dict[str, str]


@contextmanager
def grown_site(posts: int) -> Iterator[Site]:
    """A site of so many posts. It is made anew unless the kept folder holds it already."""
    kept = os.environ.get(DATA)
    with services(Path(kept) / f"{posts}" if kept else None) as site:
        fill(posts)
        yield site


def fill(posts: int) -> None:
    """Make people, posts and follows, if they are not there yet."""
    from operations.demo.large import is_large, seed_large

    if is_large():
        return
    users = max(FEWEST_USERS, posts // USERS_FOR_POSTS)
    print(f"(making {posts:,} posts of {users:,} people …)", flush=True)
    seed_large(users=users, posts=posts, follows=users * FOLLOWS_EACH, seed=1)


def reader_of(follows: int) -> Reader:
    """A member who follows so many, half of them dormant; known again when the data set was kept."""
    from accounts.models import User

    handle = f"follows_{follows}"
    reader = User.objects.filter(handle=handle).first() or _new_reader(handle, follows)
    return Reader(reader.pk, signed_in(reader))


def _new_reader(handle: str, follows: int) -> "User":
    from accounts.models import User
    from core import copying
    from follows.models import Follow

    reader = member(handle)
    others = User.objects.exclude(pk=reader.pk).filter(post_count__gt=0)
    dormant = list(others.order_by("post_count", "pk").values_list("pk", flat=True)[: follows // DORMANT])
    lively = list(
        others.exclude(pk__in=dormant).order_by("handle").values_list("pk", flat=True)[: follows - len(dormant)]
    )
    follow([(reader.pk, followee) for followee in dormant + lively])
    # As autovacuum leaves the table before long: an index alone answers who follows whom.
    copying.vacuum(Follow)
    reader.refresh_from_db()
    assert reader.following_count == follows, "Too few people to follow: more posts bring more people."
    live(reader, list(others[:LIKES]))
    return reader
