"""From a commit to the homes of an author's followers, through real workers: `python -m benchmarks.visible`.

Services: 3,000 followers, while a post to 100,000 is on its way. With `--embedded 1`: 200 followers, on SQLite, the
queue in files and the lists in a table.
"""

import time
from collections.abc import Callable

from benchmarks.crowd import author, fill_lists, members, publish
from benchmarks.deliveries import GIVE_UP, GLANCE, holding, until_done
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.site import embedded, services

WARM = 3
# Posts that are measured behind each star's post: all of them while it is on its way.
BEHIND = 2
PAUSE = 0.2


def main() -> None:
    told = sizes(__doc__, followers=3000, star_followers=100_000, posts=100, embedded=0, embedded_followers=200)
    if told.embedded:
        tell(_without_servers(told.embedded_followers, min(told.posts, 50)))
    else:
        tell(_behind_a_star(told.followers, told.star_followers, told.posts))


def _behind_a_star(followers: int, star_followers: int, posts: int) -> Figure:
    with services() as site:
        readers = members(star_followers)
        star, small = author(readers), author(readers[:followers])
        fill_lists(readers)
        times: list[float] = []
        with site.workers(fast=2, bulk=1):
            for _ in range(WARM):
                _arrived(publish(star)[0], readers)
                _arrived(publish(small)[0], readers[:followers])
            while len(times) < posts:
                star_post, _ = publish(star)
                behind = [_one(small, readers[:followers]) for _ in range(BEHIND)]
                finished = _arrived(star_post, readers)
                # Those that came after the star's post was done do not count.
                times += [1000 * (seen - committed) for committed, seen in behind if seen < finished]
                time.sleep(PAUSE)
    return Figure(
        what=f"Post to the homes of {followers:,} followers while one to {star_followers:,} is in flight: p95",
        value=percentile(times, 95),
        unit="ms",
        gate=50,
        aim=15,
        detail=spread(times, "ms"),
    )


def _one(writer: object, readers: list[int]) -> tuple[float, float]:
    """When a new post was committed, and when the last of these readers had it (pushes go in the order of ids)."""
    post_id, committed = publish(writer)  # type: ignore[arg-type]
    _until(lambda: holding(post_id, readers[-1:]) == 1)
    seen = time.time()
    assert holding(post_id, readers) == len(readers)
    return committed, seen


def _arrived(post_id: int, readers: list[int]) -> float:
    finished = until_done(post_id)
    assert holding(post_id, readers) == len(readers)
    return finished


def _without_servers(followers: int, posts: int) -> Figure:
    with embedded() as site:
        readers = members(followers)
        writer = author(readers)
        _open_home(readers)
        times = []
        with site.web(1), site.workers(fast=2, bulk=1):
            for _ in range(WARM + posts):
                post_id, committed = publish(writer)
                _until(lambda post_id=post_id: _entries(post_id, writer.pk) == followers)  # type: ignore[misc]
                times.append(1000 * (time.time() - committed))
                time.sleep(PAUSE)
    what = f"Embedded: post to the homes of {followers} followers: p95"
    # The first posts also pay for the worker's start.
    return Figure(what, percentile(times[WARM:], 95), "ms", 500, 100, spread(times[WARM:], "ms"))


def _open_home(readers: list[int]) -> None:
    from accounts.models import User
    from timelines import home

    for reader in User.objects.filter(pk__in=readers):
        home.page(reader)


def _entries(post_id: int, author_id: int) -> int:
    from timelines.models import Entry

    # The author's own list has it too.
    return Entry.objects.filter(post_id=post_id).exclude(reader_id=author_id).count()


def _until(true: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < GIVE_UP, "It never arrived."
        time.sleep(GLANCE)


if __name__ == "__main__":
    main()
