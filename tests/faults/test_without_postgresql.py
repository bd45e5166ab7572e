"""PostgreSQL is away for a moment: one page says so, in the reader's language, and the site goes on by itself."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.browser import Browser
from tests.faults.site import Site, await_that

pytestmark = [pytest.mark.faults, pytest.mark.servers]

# Seconds for the site to be itself again, counted from when the server answers.
BACK = 5
SAID = {"en": ('<html lang="en"', "Back in a moment"), "zh-CN": ('<html lang="zh-Hans"', "马上回来")}


@pytest.mark.parametrize("language", SAID)
def test_every_page_says_that_the_site_will_be_back(language: str, site: Site) -> None:
    [alice] = site.members(f"away_{language[:2]}")
    browsers = [site.visitor(language=language), site.visitor(session=alice.session, language=language)]
    for browser in browsers:
        browser.get("/accounts/login/")
        browser.get("/compose/")
    site.database.kill()
    try:
        answers = [browser.get(page) for browser in browsers for page in ("/", "/u/nobody/", "/accounts/login/")]
        answers += [browser.send("/accounts/login/", login="nobody", password="a guess") for browser in browsers]
    finally:
        site.database.start()
    for answer in answers:
        assert (answer.status, answer.headers.get("Retry-After")) == (503, "5")
        assert all(words in answer.text for words in SAID[language])
        assert "Traceback" not in answer.text
        assert "Error" not in answer.text


def test_health_needs_no_database_and_readiness_does(site: Site) -> None:
    site.database.kill()
    try:
        assert site.visitor().get("/healthz").status == 200
        assert [status for status, _ in site.readiness()] == [503, 503]
    finally:
        site.database.start()
    await_that(lambda: {status for status, _ in site.readiness()} == {200}, BACK, "The site was not ready again")


def test_a_restart_under_requests_is_answered_and_passes(site: Site) -> None:
    [writer] = site.members("restarted")
    token, webs = writer.token(), [site.stack.pid(name) for name in ("web-1", "web-2")]
    with ThreadPoolExecutor(4) as pool:
        looking = [pool.submit(statuses, site.visitor(), 8) for _ in range(3)]
        time.sleep(1)
        site.crash_postgresql()
        post = await_that(lambda: published(writer, token), BACK, "Nothing could be posted")
        seen = sum((look.result() for look in looking), Counter[int]())
    assert set(seen) == {200, 503}
    assert set(statuses(site.visitor(), 2)) == {200}
    assert writer.get(f"/p/{post}/").status == 200
    assert [site.stack.pid(name) for name in ("web-1", "web-2")] == webs
    site.await_outbox(60)


def statuses(visitor: Browser, seconds: float) -> Counter[int]:
    """How often which status answered, to one who looks all the time."""
    seen: Counter[int] = Counter()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        seen[visitor.get("/").status] += 1
    return seen


def published(writer: Browser, token: str) -> int | None:
    """The same form again and again, as somebody would who presses the button once more."""
    answer = writer.publish("After the storm", token)
    assert answer.status in (303, 503)
    return answer.post_id if answer.status == 303 else None
