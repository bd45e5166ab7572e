"""Everybody likes one post at once: `python -m benchmarks.hot`.

Over many connections, from processes of this benchmark: ten thousand likes, and as many calls that like and take back,
with the number of likes as the site keeps it (rows that make room for each other) and, in turns, in one row. Over HTTP:
what somebody who reads another page meanwhile waits for, against the same likes given to as many posts.
"""

from collections.abc import Iterator
from functools import partial

from benchmarks.bystander import Waits, waits
from benchmarks.crowd import member, members, publish
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.rush import Call, Rush, rush
from benchmarks.site import Site, services

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


def _compared(site: Site, people: list[int], connections: int, *, back: bool = False) -> tuple[Rush, Rush]:
    """In turns, each on a post of its own: half of the people with the site's rows, then with one, then the others."""
    ours, single = Rush(), Rush()
    for half in (people[::2], people[1::2]):
        for run, one_row in ((ours, False), (single, True)):
            run.add(_run(site, publish(member())[0], half, connections, one_row=one_row, back=back))
    return ours, single


def _run(
    site: Site, post: int, people: list[int], connections: int, *, one_row: bool = False, back: bool = False
) -> Rush:
    """All of these people, on so many connections; afterwards the number must be that of the rows."""
    found = rush(site, _likes, post, people, one_row, back, connections=connections)
    assert not found.broken, found.broken[0]
    _assert_no_drift(post)
    return found


def _likes(number: int, of: int, post: int, people: list[int], one_row: bool, back: bool) -> Iterator[Call]:
    from accounts.models import User
    from interactions.actions import like, unlike
    from posts import counts

    users = list(User.objects.filter(pk__in=people[number::of]))
    if one_row:
        counts.add = _add_in_one_row
    return (partial(act, user=user, post_id=post) for user in users for act in ((like, unlike) if back else (like,)))


def _add_in_one_row(post_id: int, kind: str, by: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ONE_ROW, [post_id, by])


def _assert_no_drift(post: int) -> None:
    from interactions.models import Like
    from posts import counts

    number = counts.of([post])[post]["likes"]
    assert number == Like.objects.filter(post=post).count(), "The number is not that of the rows."


def _figure(what: str, ours: Rush, single: Rush) -> Figure:
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
