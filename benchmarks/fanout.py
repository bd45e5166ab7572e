"""Fan-out to 100,000 full lists through Celery, against one script beside it: `python -m benchmarks.fanout`.

The reference, asked in turns with ours: one EVALSHA for each 1,000 ids (LPUSHX, and LTRIM past 840), to the same lists
on the same Redis, with the ids in memory: no database, no queue, no worker. All followers are active, nobody is large.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.crowd import CHUNK, author, fill_lists, members
from benchmarks.deliveries import complete, holding
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.site import services

if TYPE_CHECKING:
    from accounts.models import User

REFERENCE = """
for i = 3, #ARGV do
  local key = ARGV[1] .. ARGV[i]
  if redis.call('LPUSHX', key, ARGV[2]) > 840 then redis.call('LTRIM', key, 0, 799) end
end
"""
WARM = 2
PAUSE = 0.3


def main() -> None:
    told = sizes(__doc__, followers=100_000, fewer=10_000, posts=12)
    with services() as site:
        readers = members(told.followers)
        star, known = author(readers), author(readers[: told.fewer])
        fill_lists(readers)
        with site.workers(fast=1, bulk=1):
            for _ in range(WARM):
                _to_each(star, readers)
                _to_each(known, readers[: told.fewer])
            reference, all_of_them, some = [], [], []
            for _ in range(told.posts):
                reference.append(_reference(readers))
                all_of_them.append(_to_each(star, readers))
                some.append(_to_each(known, readers[: told.fewer]))
    tell(*_rates(told.followers, reference, all_of_them))
    tell(_done(told.fewer, some, gate=200, aim=60), _done(told.followers, all_of_them, gate=1500, aim=500))


def _to_each(writer: "User", readers: Sequence[int]) -> float:
    """Seconds from the commit until all have the post."""
    post_id, took = complete(writer)
    assert holding(post_id, readers) == len(readers), "Somebody's list missed it."
    # What the commit and the pushes left to the servers' background is not the next one's.
    time.sleep(PAUSE)
    return took


def _reference(readers: Sequence[int]) -> float:
    from core import redis
    from posts import ids
    from timelines.store.lists import LISTS

    r, post_id = redis.client(), ids.new_id()
    prefix = redis.mortal_key(LISTS, "")
    digest = r.script_load(REFERENCE)
    began = time.perf_counter()
    for start in range(0, len(readers), CHUNK):
        r.evalsha(digest, 0, prefix, post_id, *readers[start : start + CHUNK])
    took = time.perf_counter() - began
    time.sleep(PAUSE)
    return took


def _rates(followers: int, reference: Sequence[float], ours: Sequence[float]) -> tuple[Figure, Figure]:
    bare, through = (followers / percentile(seconds, 50) for seconds in (reference, ours))
    what = f"Fan-out to {followers:,} full lists through Celery"
    beside = f"{bare:,.0f} ids/s, one bare script ({spread([1000 * took for took in reference], 'ms')})"
    detail = spread([1000 * took for took in ours], "ms")
    part = Figure(f"{what}: part of the reference's rate", 100 * through / bare, "%", 35, 60, detail, beside, True)
    return part, Figure(f"{what}: ids a second", through, "/s", 120_000, None, detail, beside, True)


def _done(followers: int, seconds: Sequence[float], *, gate: float, aim: float) -> Figure:
    times = [1000 * took for took in seconds]
    what = f"{followers:,} followers complete, from the commit: p95"
    return Figure(what, percentile(times, 95), "ms", gate, aim, spread(times, "ms"))


if __name__ == "__main__":
    main()
