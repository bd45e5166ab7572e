"""Posts whose time has come are published once each, though their worker and beat are killed in the midst of them."""

import pytest

from tests.faults.site import Site, await_that

pytestmark = [pytest.mark.faults, pytest.mark.servers]

PLANNED = 80
# Beat's next turns, and the start of a worker.
SOON = 60


def left(site: Site) -> int:
    return site.rows("SELECT count(*) FROM posts_draft WHERE publish_at IS NOT NULL")[0][0]


def test_each_is_published_once_though_its_worker_is_killed(site: Site) -> None:
    site.inside("schedule", handle="planner", number=PLANNED)
    await_that(lambda: left(site) < PLANNED, SOON, "Nobody published what was due")
    site.kill_relay()
    assert 0 < left(site) < PLANNED
    await_that(lambda: not left(site), SOON, "What was due was not published")
    counted = "SELECT count(*), count(DISTINCT text) FROM posts_post WHERE text LIKE 'Planned, number %%'"
    assert site.rows(counted) == [(PLANNED, PLANNED)]
    assert site.rows("SELECT count(*) FROM posts_draft") == [(0,)]
