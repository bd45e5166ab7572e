"""A post that the site said it has is there, however often the database is killed."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.faults.browser import Browser
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.servers]

CRASHES, WRITERS = 20, 2


def test_no_acknowledged_post_is_lost_over_twenty_crashes(site: Site) -> None:
    writers = site.members(*(f"diligent{n}" for n in range(WRITERS)))
    over = Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(writes, writer, over) for writer in writers]
        try:
            for _ in range(CRASHES):
                time.sleep(0.5)
                site.crash_postgresql()
        finally:
            over.set()
        acknowledged = [post for work in writing for post in work.result()]
    assert len(acknowledged) > 2 * CRASHES
    kept = {row[0] for row in site.rows("SELECT id FROM posts_post WHERE id = ANY(%s)", acknowledged)}
    assert set(acknowledged) - kept == set()
    assert len(kept) == len(acknowledged)


def writes(writer: Browser, over: Event) -> list[int]:
    """The posts of which somebody was told that they are there, who writes all the time and tries again when not."""
    posts: list[int] = []
    while not over.is_set():
        form = writer.get("/compose/")
        if form.status != 200:
            continue
        answer = writer.publish(f"{time.monotonic_ns()}", form.token)
        assert answer.status in (303, 503)
        if answer.status == 303:
            posts.append(answer.post_id)
    return posts
