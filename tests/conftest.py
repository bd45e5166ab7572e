"""One cast for all tests, and what they do with it.

`alice` writes, `bob` follows her, `mallory` is a stranger, `visitor` is signed out, `brand` carries a blue V and `star`
an orange one, `moderator` and `admin` are staff. `as_(alice)` is a browser in which alice is signed in.
"""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import trans_real

from operations.translations import compile_changed
from tests import factories
from tests.outbox import run_open_rows
from tests.queries import QueryGuard

if TYPE_CHECKING:
    from accounts.models import User
    from posts.models import Post

pytest_plugins = ["tests.requirements", "tests.live_site", "tests.redis"]


def pytest_configure() -> None:
    """Pages speak both languages in tests, whether or not the site ever ran here: making the models has loaded what was
    there before."""
    compile_changed()
    vars(trans_real).update(_translations={}, _default=None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that may use the database may use the cache's too, where there is one."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", ()))
        if marker or fixtures & {"db", "transactional_db"}:
            given = {"databases": list(settings.DATABASES)} | (dict(marker.kwargs) if marker else {})
            item.add_marker(pytest.mark.django_db(**given), append=False)


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Flushing after a test with real transactions empties the models' tables; the cache's is none of them.

    In Redis each test has names of its own.
    """
    yield
    if settings.REDIS_URL:
        return
    marker = request.node.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or "transactional_db" in request.fixturenames):
        from django.core.cache import cache

        cache.clear()


@pytest.fixture(autouse=True)
def _whole_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits count from the test's beginning: one that tried sixty times as the hour struck had tried thirty times."""
    monkeypatch.setattr("core.ratelimit.FIRST_WINDOW", int(time.time()))


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def as_() -> Callable[["User"], Client]:
    """`as_(alice).get("/")`: a browser of its own in which she is signed in."""

    def signed_in(user: "User") -> Client:
        client = Client()
        client.force_login(user, backend="accounts.backends.StatefulBackend")
        return client

    return signed_in


@pytest.fixture
def alice(db: None) -> "User":
    return factories.make_user(handle="alice")


@pytest.fixture
def bob(alice: "User") -> "User":
    user = factories.make_user(handle="bob")
    factories.make_follow(follower=user, followee=alice)
    return user


@pytest.fixture
def mallory(db: None) -> "User":
    return factories.make_user(handle="mallory")


@pytest.fixture
def brand(db: None) -> "User":
    user = factories.make_user(handle="brand")
    return factories.verify(user, kind="business", declaration="Makers of good tea")


@pytest.fixture
def star(db: None) -> "User":
    user = factories.make_user(handle="star", nickname="阿星")
    return factories.verify(user, kind="personal", declaration="Singer and songwriter")


@pytest.fixture
def moderator(db: None) -> "User":
    """Staff with the rights of the moderators' group."""
    from django.contrib.auth.models import Group

    user = factories.make_user(handle="moderator", is_staff=True)
    user.groups.add(*Group.objects.filter(name="moderators"))
    return user


@pytest.fixture
def admin(db: None) -> "User":
    return factories.make_user(handle="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def post(alice: "User") -> "Post":
    return factories.make_post(author=alice)


@pytest.fixture
def run_outbox(db: None) -> Callable[[], int]:
    """Do, here and now, all work that waits in the outbox, as relay and workers would; returns how many rows."""
    return run_open_rows


@pytest.fixture
def query_guard(db: None) -> QueryGuard:
    """`query_guard(page=…, one_more=…)`: the page costs as many queries with 20 rows as with one."""
    return QueryGuard()
