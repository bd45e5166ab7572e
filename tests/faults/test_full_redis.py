"""Redis has no room: it answers what it is asked and takes nothing. Nobody notices, and what waits is done later."""

from collections.abc import Iterator

import pytest

from tests.faults.site import Site
from tests.faults.test_without_redis import ANYBODYS, CAUGHT_UP, Cast, gather, is_limited, signs_in

pytestmark = [pytest.mark.faults, pytest.mark.servers]
POLICIES = ("noeviction", "volatile-lru")


@pytest.fixture(params=POLICIES)
def cast(request: pytest.FixtureRequest, site: Site) -> Iterator[Cast]:
    cast = gather(site, request.param)
    site.await_outbox(CAUGHT_UP)
    with site.redis_full(request.param):
        yield cast


def test_pages_answer_posts_are_taken_and_signing_in_stays_limited(cast: Cast) -> None:
    answers = {page: cast.reader.get(page).status for page in cast.pages(ANYBODYS)}
    assert {page: status for page, status in answers.items() if status != 200} == {}
    answer = cast.writer.publish("No room at the inn")
    assert answer.status == 303
    assert f"post-{answer.post_id}" in cast.writer.get("/").text
    assert cast.stranger.follow(cast.handle("writer")).status in (200, 303)
    origin = f"127.0.0.{20 + POLICIES.index(cast.name)}"
    signs_in(cast.site, cast.handle("writer"), origin)
    is_limited(cast.site, cast.handle("reader"), origin)


@pytest.mark.parametrize("policy", POLICIES)
def test_what_waited_is_done_when_there_is_room(policy: str, site: Site) -> None:
    cast = gather(site, f"room-{policy}")
    site.await_outbox(CAUGHT_UP)
    with site.redis_full(policy):
        post = cast.writer.publish("Left with a neighbour").post_id
        cast.reader.follow(cast.handle("stranger"))
    site.await_outbox(CAUGHT_UP)
    home = cast.reader.get("/").text
    assert f"post-{post}" in home
    assert "Nobody reads this yet" in home
