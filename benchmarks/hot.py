"""Everybody likes one post at once: `python -m benchmarks.hot`.

Over many connections, from processes of this benchmark: ten thousand likes, and as many calls that like and take back,
with the number of likes as the site keeps it (rows that make room for each other) and, in turns, in one row. Over HTTP:
what somebody who reads another page meanwhile waits for, against the same likes given to as many posts.
"""

import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.bystander import Waits, waits
from benchmarks.crowd import member, members, publish
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.site import Site, services

PROCESSES = 4
ONE_ROW = (
    "INSERT INTO posts_postcounts (post_id, shard, likes) VALUES (%s, 0, %s) "
    "ON CONFLICT (post_id, shard) DO UPDATE SET likes = posts_postcounts.likes + excluded.likes"
)


def main() -> None:
    told = sizes(__doc__, likes=10_000, connections=16, requests=8000)
    with services() as site:
        people = members(told.likes)
        warm, post = (publish(member())[0] for _ in range(2))
        _run(site, warm, people[:: max(1, told.likes // 400)], told.connections)
        # Half as many people, there and back.
        likes = _compared(site, people, told.connections)
        mixed = _compared(site, people[::2], told.connections, back=True)
        read = waits(site, post, clients=told.connections, requests=told.requests)
    on = f"of one post, {told.connections} connections"
    tell(
        _figure(f"{told.likes:,} likes {on}", *likes),
        _figure(f"{told.likes:,} likes and unlikes {on}", *mixed),
        _read(told.connections, read),
    )


@dataclass
class Run:
    """How long each call took, in milliseconds, and how long all of them, in seconds."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def line(self, name: str) -> str:
        return f"{name}: {self.rate:,.0f} /s, {spread(self.times, 'ms', 50, 99)}"


def _compared(site: Site, people: list[int], connections: int, *, back: bool = False) -> tuple[Run, Run]:
    """In turns, each on a post of its own: half of the people with the site's rows, then with one, then the others."""
    ours, single = Run(), Run()
    for half in (people[::2], people[1::2]):
        for run, one_row in ((ours, False), (single, True)):
            part = _run(site, publish(member())[0], half, connections, one_row=one_row, back=back)
            run.times += part.times
            run.seconds += part.seconds
    return ours, single


def _run(
    site: Site, post: int, people: list[int], connections: int, *, one_row: bool = False, back: bool = False
) -> Run:
    """All of these people, on so many connections; afterwards the number must be that of the rows."""
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as gate, ThreadPoolExecutor(PROCESSES) as pool:
        work = partial(_in_process, gate, post, connections // PROCESSES, one_row, back)
        parts = list(pool.map(lambda part: site.inside(work, part), [people[n::PROCESSES] for n in range(PROCESSES)]))
    _assert_no_drift(post)
    took = max(ended for _, ended, _ in parts) - min(began for began, _, _ in parts)
    return Run([each for _, _, times in parts for each in times], took)


def _in_process(
    gate: str, post: int, connections: int, one_row: bool, back: bool, people: list[int]
) -> tuple[float, float, list[float]]:
    """In a process of its own: some of the people, on some connections. When it began and ended; each call's time."""
    from accounts.models import User
    from posts import counts

    users = list(User.objects.filter(pk__in=people))
    if one_row:
        counts.add = _add_in_one_row
    _wait_for_the_others(Path(gate))
    began = time.time()
    with ThreadPoolExecutor(connections) as pool:
        lanes = pool.map(partial(_lane, post, back), [users[n::connections] for n in range(connections)])
        times = [took for lane in lanes for took in lane]
    return began, time.time(), times


def _lane(post: int, back: bool, users: Sequence[object]) -> list[float]:
    from django.db import connection

    from interactions.actions import like, unlike

    times = []
    for user in users:
        for act in (like, unlike) if back else (like,):
            began = time.perf_counter()
            act(user=user, post_id=post)  # type: ignore[arg-type]
            times.append(1000 * (time.perf_counter() - began))
    connection.close()
    return times


def _add_in_one_row(post_id: int, kind: str, by: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ONE_ROW, [post_id, by])


def _wait_for_the_others(gate: Path) -> None:
    tempfile.NamedTemporaryFile(dir=gate, delete=False).close()
    while len(list(gate.iterdir())) < PROCESSES:
        time.sleep(0.01)


def _assert_no_drift(post: int) -> None:
    from interactions.models import Like
    from posts import counts

    number = counts.of([post])[post]["likes"]
    assert number == Like.objects.filter(post=post).count(), "The number is not that of the rows."


def _figure(what: str, ours: Run, single: Run) -> Figure:
    return Figure(
        what=f"{what}: as many a second as with the number in one row (drift 0 in both)",
        value=ours.rate / single.rate,
        unit="×",
        gate=1,
        aim=1.5,
        detail=ours.line("rows that make room"),
        reference=single.line("one row"),
        more_is_better=True,
    )


def _read(clients: int, read: Waits) -> Figure:
    likes = f"likes {read.hot_rate:,.0f} /s, {spread(read.hot_likes, 'ms', 50, 99)}"
    return Figure(
        what=f"Another page while {clients} clients like one post: p95 against while they like {clients}",
        value=percentile(read.hot, 95) / percentile(read.apart, 95),
        unit="×",
        gate=1.3,
        aim=1.1,
        detail=f"{spread(read.hot, 'ms')}; {likes}",
        reference=f"{spread(read.apart, 'ms')}; likes {read.apart_rate:,.0f} /s; alone {spread(read.alone, 'ms')}",
    )


if __name__ == "__main__":
    main()
