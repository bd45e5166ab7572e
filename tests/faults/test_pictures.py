"""A picture whose worker is killed while it is decoded is taken up again, and shown."""

import pytest

from tests.faults.site import Site, await_that

pytestmark = [pytest.mark.faults, pytest.mark.servers]

# The lease of the worker that is gone (30 s), and the relay's next turn.
TAKEN_UP_AGAIN = 60


def state_of(site: Site, file: int) -> tuple[str, int]:
    return site.rows("SELECT state, attempts FROM media_file WHERE id = %s", file)[0]


def test_a_picture_is_prepared_though_its_worker_is_killed(site: Site) -> None:
    file = site.inside("upload", handle="painter")
    await_that(lambda: state_of(site, file) == ("queued", 1), 20, "No worker took the picture up")
    site.stack.kill("media", group=True)
    assert state_of(site, file) == ("queued", 1)
    await_that(lambda: state_of(site, file)[0] == "ready", TAKEN_UP_AGAIN, "The picture was not prepared")
    assert state_of(site, file)[1] == 2
    assert site.rows("SELECT count(*) FROM media_rendition WHERE file_id = %s", file)[0][0] > 8
