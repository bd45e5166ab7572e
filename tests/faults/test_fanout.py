"""Ten posts on their way to 20,000 readers, and a fault in the middle: every reader finds every post, each once."""

import time
from collections.abc import Callable

import pytest

from tests.faults.readers import COLD, POSTS, READERS, Crowd
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.servers]

# Seconds after the last fault in which all is done; and after a flush, which leaves the workers and the rows alone.
RECOVERED, FLUSH_RECOVERED = 60, 30
# Of the readers who lost their lists: all make them anew from the same rows. All are asked once five things happened.
SAMPLE = 5
Fault = Callable[[Site], None]

WHAT_KEEPS_LISTS: dict[str, Fault] = {
    "a worker is killed with all its processes": Site.kill_workers,
    "the processes of a worker are killed": Site.kill_worker_children,
    "the relay is killed": Site.kill_relay,
    "PostgreSQL crashes": Site.crash_postgresql,
}
WHAT_LOSES_LISTS: dict[str, tuple[Fault, float]] = {
    "Redis is flushed": (Site.flush_redis, FLUSH_RECOVERED),
    "Redis crashes": (Site.crash_redis, RECOVERED),
}


def await_recovery(site: Site, *, since: float, within: float = RECOVERED) -> None:
    site.await_outbox(within - (time.monotonic() - since))


@pytest.mark.parametrize("fault", WHAT_KEEPS_LISTS.values(), ids=WHAT_KEEPS_LISTS)
def test_every_post_is_pushed_once_though(fault: Fault, crowd: Crowd, site: Site) -> None:
    posts = crowd.publish(POSTS)
    with site.held_in_the_middle():
        fault(site)
        at = time.monotonic()
    await_recovery(site, since=at)
    assert crowd.lists() == READERS * (1 - COLD)
    crowd.everybody_finds_once(posts)
    crowd.nothing_is_lost()


@pytest.mark.parametrize(("fault", "within"), WHAT_LOSES_LISTS.values(), ids=WHAT_LOSES_LISTS)
def test_every_post_is_found_once_though(fault: Fault, within: float, crowd: Crowd, site: Site) -> None:
    posts = crowd.publish(POSTS)
    with site.held_in_the_middle():
        fault(site)
        at = time.monotonic()
    crowd.come_home(share=4)
    await_recovery(site, since=at, within=within)
    assert 0 < crowd.lists() < READERS
    crowd.everybody_finds_once(posts, share=SAMPLE)
    crowd.nothing_is_lost()


def test_every_post_is_found_once_though_five_things_happen(crowd: Crowd, site: Site) -> None:
    posts: list[int] = []
    for fault in (Site.kill_workers, Site.flush_redis, Site.kill_relay, Site.crash_redis, Site.crash_postgresql):
        posts += crowd.publish(POSTS // 5)
        assert site.open_rows() > 0
        fault(site)
        at = time.monotonic()
        assert site.open_rows() > 0
        crowd.come_home(share=20)
    await_recovery(site, since=at)
    crowd.everybody_finds_once(posts)
    crowd.nothing_is_lost()
