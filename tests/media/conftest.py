"""A bucket of a real S3-compatible server."""

import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.deploy import object_store
from tests.deploy.object_store import Swift
from tests.media.buckets import use
from tests.requirements import REQUIRE_ALL


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swift]:
    if not object_store.is_installed():
        (pytest.fail if REQUIRE_ALL else pytest.skip)(f"not installed: {', '.join(object_store.PACKAGES)}")
    with Swift(tmp_path_factory.mktemp("swift")) as server:
        yield server


@pytest.fixture
def bucket(server: Swift, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site keeps its uploads in a bucket of this test's own, by the options that its environment makes."""
    name = f"pictures-{time.time_ns()}"
    server.create(name)
    use(server.environment(name), settings, monkeypatch)
    return name
