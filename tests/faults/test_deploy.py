"""A new version goes live while people read and write: nobody is refused, nothing is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.faults.browser import Answer, Browser
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.servers]

# Together some twenty requests a second, one of five a post.
CLIENTS, PAUSE = 5, 0.25


def test_a_deploy_under_load_fails_no_request_and_loses_no_work(site: Site) -> None:
    *writers, reader = site.members(*(f"busy{n}" for n in range(CLIENTS)), "onlooker")
    reader.get("/")
    for n in range(CLIENTS):
        reader.follow(f"busy{n}")
    before, over = site.stack.pids, Event()
    with ThreadPoolExecutor(CLIENTS) as pool:
        busy = [pool.submit(goes_on, writer, over) for writer in writers]
        try:
            site.stack.deploy()
        finally:
            over.set()
        answers = [answer for client in busy for answer in client.result()]
    assert set(site.stack.pids.values()) & set(before.values()) == {before["nginx"]}
    assert [answer.status for answer in answers if answer.status not in (200, 303)] == []
    posts = {answer.post_id for answer in answers if answer.status == 303}
    assert len(posts) > CLIENTS
    site.await_outbox(30)
    assert {row[0] for row in site.rows("SELECT id FROM posts_post WHERE id = ANY(%s)", list(posts))} == posts
    newest = sorted(posts, reverse=True)[:25]
    assert site.inside("home_of", handle="onlooker") == newest


def goes_on(writer: Browser, over: Event) -> list[Answer]:
    """Reads four pages and posts, again and again, with the pauses of somebody busy."""
    answers: list[Answer] = []
    while not over.is_set():
        token = writer.token()
        for page in ("/", "/help/", "/search/?q=tea"):
            answers.append(writer.get(page))
            time.sleep(PAUSE)
        answers.append(writer.publish(f"Still here at {time.monotonic_ns()}", token))
        time.sleep(PAUSE)
    return answers
