"""Accounts above the push threshold: what a post costs them, what their readers pay: `python -m benchmarks.large`."""

from typing import TYPE_CHECKING

from benchmarks.counting import counted
from benchmarks.crowd import author, follow, member, members, publish
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.site import Site, services
from benchmarks.turns import Side, compare

if TYPE_CHECKING:
    from accounts.models import User

FOLLOWS, POSTS = 50, 30


def main() -> None:
    told = sizes(__doc__, followers=100_000, fewer=10_000, accounts=20, reads=2000)
    with services(FANOUT_LIMIT=str(told.fewer)) as site:
        readers = members(told.followers)
        tell(_posting(site, author(readers), author(readers[: told.fewer])))
        tell(_reading(told.accounts, told.reads))


def _posting(site: Site, star: "User", known: "User") -> Figure:
    """What the request and the worker do for a post of each, counted by the servers."""
    _flag_all()
    work = {}
    for writer in (star, known):
        _post_and_fan_out(writer)
        work[writer.pk] = counted(site, lambda writer=writer: _post_and_fan_out(writer))  # type: ignore[misc]
    (sql, commands), (known_sql, known_commands) = work[star.pk], work[known.pk]
    more = len(sql) + len(commands) - len(known_sql) - len(known_commands)
    return Figure(
        what=f"Post of an account with {star.follower_count:,} followers: statements and commands more than "
        f"with {known.follower_count:,}",
        value=more,
        unit="",
        gate=0,
        aim=0,
        detail=f"{len(sql)} SQL statements, {len(commands)} Redis commands",
        reference=f"{len(known_sql)} SQL statements, {len(known_commands)} Redis commands",
    )


def _flag_all() -> None:
    """As the periodic review and its worker do: until the followers' lists are forgotten, posts go both ways."""
    from core.models import OutboxRow
    from timelines import large, tasks

    large.review()
    for row in OutboxRow.objects.open().filter(task="timelines.tasks.forget_followers_lists"):
        tasks.forget_followers_lists(row.pk)


def _post_and_fan_out(writer: "User") -> None:
    from core.models import OutboxRow
    from timelines import tasks

    post_id, _ = publish(writer)
    tasks.fan_out(OutboxRow.objects.get(key=f"fan-out:{post_id}").pk)


def _reading(accounts: int, reads: int) -> Figure:
    from timelines import home
    from timelines.store import store

    plain, merging = _reader(0), _reader(accounts)
    for reader, merged in ((plain, 0), (merging, accounts)):
        home.page(reader)
        listed = store.read(reader.pk, below=None, limit=1)
        assert listed and len(listed.large) == merged
    ours = Side("with", lambda: home.page(merging))
    theirs = Side("without", lambda: home.page(plain))
    compare([ours, theirs], times=reads)
    return Figure(
        what=f"A page of home that merges {accounts} large accounts: more than one that merges none",
        value=percentile(ours.times, 50) - percentile(theirs.times, 50),
        unit="ms",
        gate=1,
        aim=0.3,
        detail=spread(ours.times, "ms"),
        reference=spread(theirs.times, "ms"),
    )


def _reader(large_accounts: int) -> "User":
    """Follows so many people that both kinds of reader follow the same number; all of them wrote equally much."""
    from timelines.models import LargeAccount

    reader, people = member(), [member() for _ in range(FOLLOWS)]
    follow([(reader.pk, person.pk) for person in people])
    LargeAccount.objects.bulk_create([LargeAccount(user=person) for person in people[:large_accounts]])
    for _ in range(POSTS):
        for person in people:
            publish(person)
    reader.refresh_from_db()
    return reader


if __name__ == "__main__":
    main()
