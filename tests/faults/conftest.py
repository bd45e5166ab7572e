"""One site for all tests of faults: each leaves it well, so that the next finds it so."""

from collections.abc import Iterator

import pytest

from tests.faults.readers import COLD, HISTORY, READERS, Crowd
from tests.faults.site import Site, started


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with started(tmp_path_factory.mktemp("faults")) as site:
        yield site


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The site with nothing left to do, before and after."""
    running_site.await_outbox(60)
    yield running_site
    running_site.await_outbox(60)
    assert running_site.parked() == 0


@pytest.fixture(scope="session")
def gathered(running_site: Site) -> Crowd:
    alice = running_site.inside("gather", author="alice", readers=READERS, posts=HISTORY)
    betty = running_site.inside("join", author="betty", crowd_of="alice")
    return Crowd(running_site, [running_site.visitor(session=cookie) for cookie in (alice, betty)])


@pytest.fixture
def crowd(gathered: Crowd, site: Site) -> Crowd:
    """Some of the readers have been away for long: they have no list."""
    if gathered.lists() < READERS:
        site.inside("fill_lists", author="alice")
    site.inside("forget_lists", author="alice", share=COLD)
    assert gathered.lists() == READERS * (1 - COLD)
    return gathered
