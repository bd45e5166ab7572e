"""Redis is not there: it was killed, hangs, or was never met by the processes that now run. The site goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median

import pytest

from core.redis import LONGEST_PAUSE
from tests.faults.browser import Browser
from tests.faults.crowd import PASSWORD
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.servers]

# Seconds: the longest page, and what a page usually takes: less than it would if each waited for Redis (core.redis).
LONGEST, USUAL = 1.5, 0.25
# Seconds after which everything has arrived when Redis is back.
CAUGHT_UP = 30

ANYBODYS = ["/", "/u/{writer}/", "/u/{writer}/followers/", "/p/{post}/", "/topics/tea/", "/search/?q=tea", "/help/"]
VISITORS = [*ANYBODYS, "/healthz", "/accounts/login/", "/accounts/signup/"]
MEMBERS = [*ANYBODYS, "/settings/", "/settings/sessions/", "/u/{writer}/following/", "/compose/", "/home/new/?after=0"]

Outage = Callable[[Site], AbstractContextManager[None]]
OUTAGES: dict[str, Outage] = {
    "killed": Site.redis_gone,
    "hangs": Site.redis_hangs,
    "never-met": Site.redis_never_met,
}


@dataclass
class Cast:
    """`writer` is followed by `reader`, who has a list; `stranger` wrote once, and nobody follows."""

    name: str
    site: Site
    writer: Browser
    reader: Browser
    stranger: Browser
    post: int

    def handle(self, who: str) -> str:
        return f"{who}_{self.name}".replace("-", "_")

    def pages(self, addresses: list[str]) -> list[str]:
        return [address.format(writer=self.handle("writer"), post=self.post) for address in addresses]


def gather(site: Site, name: str) -> Cast:
    handles = [f"{who}_{name}".replace("-", "_") for who in ("writer", "reader", "stranger")]
    writer, reader, stranger = site.members(*handles)
    post = writer.publish("Good morning #tea#").post_id
    stranger.publish("Nobody reads this yet")
    reader.get("/")
    assert reader.follow(handles[0]).status in (200, 303)
    assert f"post-{post}" in reader.get("/").text
    return Cast(name, site, writer, reader, stranger, post)


@pytest.fixture(scope="class", params=OUTAGES)
def cast(request: pytest.FixtureRequest, running_site: Site) -> Iterator[Cast]:
    """People on a site whose Redis goes away, in one of the three ways, for as long as tests ask."""
    cast = gather(running_site, request.param)
    running_site.await_outbox(CAUGHT_UP)
    with OUTAGES[request.param](running_site):
        yield cast
    running_site.await_outbox(CAUGHT_UP)


def signs_in(site: Site, handle: str, origin: str) -> None:
    browser = site.visitor(origin=origin)
    assert browser.sign_in(handle, PASSWORD).status == 303
    assert browser.get("/settings/").status == 200


def is_limited(site: Site, handle: str, origin: str) -> None:
    """Letters off a picture after three failures, no more tries after ten."""
    guesser = site.visitor(origin=origin)
    failures = [guesser.sign_in(handle, f"a wrong guess {n}") for n in range(10)]
    assert ["captcha" in failure.text for failure in failures[:3]] == [False, False, True]
    assert guesser.sign_in(handle, PASSWORD).status == 429


class TestMeanwhile:
    def test_every_page_answers(self, cast: Cast) -> None:
        visits = [(cast.site.visitor(), page) for page in cast.pages(VISITORS)]
        visits += [(cast.reader, page) for page in cast.pages(MEMBERS)]
        answers = {page: browser.get(page) for browser, page in visits}
        assert {page: answer.status for page, answer in answers.items() if answer.status != 200} == {}
        assert {page: answer.seconds for page, answer in answers.items() if answer.seconds > LONGEST} == {}

    def test_nobody_waits_each_time(self, cast: Cast) -> None:
        answers = [cast.reader.get("/") for _ in range(20)]
        assert f"post-{cast.post}" in answers[0].text
        assert median(answer.seconds for answer in answers) < USUAL

    def test_posts_are_taken_and_stand_on_their_authors_home_at_once(self, cast: Cast) -> None:
        answer = cast.writer.publish("Nobody hears of this yet")
        assert answer.status == 303
        assert answer.seconds < LONGEST
        assert f"post-{answer.post_id}" in cast.writer.get("/").text
        assert f"post-{answer.post_id}" in cast.reader.get("/").text

    def test_following_works(self, cast: Cast) -> None:
        cast.stranger.get("/")
        assert cast.stranger.follow(cast.handle("writer")).status in (200, 303)
        assert f"post-{cast.post}" in cast.stranger.get("/").text

    def test_signing_in_works_and_stays_limited(self, cast: Cast) -> None:
        origin = f"127.0.0.{10 + list(OUTAGES).index(cast.name)}"
        signs_in(cast.site, cast.handle("writer"), origin)
        is_limited(cast.site, cast.handle("reader"), origin)

    def test_readiness_tells_it_and_stays(self, cast: Cast) -> None:
        for status, told in cast.site.readiness():
            assert (status, told["ready"], told["database"]) == (200, True, "ok")
            assert told["broker"] != "ok"
            assert told["cache"] != "ok"


@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES)
def test_when_it_is_back_followers_have_what_was_posted_and_whom_they_followed(outage: Outage, site: Site) -> None:
    """The reader's list was made before, and outlives a server that only hung: it must not be believed."""
    cast = gather(site, f"back-{list(OUTAGES.values()).index(outage)}")
    site.await_outbox(CAUGHT_UP)
    with outage(site):
        post = cast.writer.publish("A letter in a bottle").post_id
        assert cast.reader.follow(cast.handle("stranger")).status in (200, 303)
    site.await_outbox(CAUGHT_UP)
    home = cast.reader.get("/").text
    assert f"post-{post}" in home
    assert "Nobody reads this yet" in home


def test_every_queue_is_worked_on_after_redis_crashed_twice(site: Site) -> None:
    """Workers have been known to wait for ever on a connection that a restart had ended."""
    for _ in range(2):
        site.crash_redis()
        time.sleep(1)
    site.inside("enqueue_on_every_queue")
    site.await_outbox(CAUGHT_UP)


def test_after_a_crash_work_is_sent_at_once_again(site: Site) -> None:
    """Not left to the relay for ever: a web process's connection to the broker died with the server."""
    [writer] = site.members("prompt")
    site.crash_redis()
    for number in range(8):
        writer.publish(f"Is anybody there? {number}")
    time.sleep(LONGEST_PAUSE)
    keys = [f"fan-out:{writer.publish(f'Here I am {number}').post_id}" for number in range(4)]
    site.await_outbox(CAUGHT_UP)
    assert (0,) in site.rows("SELECT sends FROM core_outboxrow WHERE key = ANY(%s)", keys)
