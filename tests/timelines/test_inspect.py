"""`manage.py timelines inspect`: what is kept of an account, as a reader and as an author."""

import pytest
from django.conf import settings as configured
from django.core.management.base import CommandError

from accounts.models import User
from tests.factories import make_post
from tests.timelines.commands import timelines, timelines_json
from timelines import fanout, home, large
from timelines.store import store

pytestmark = pytest.mark.django_db


def as_reader(handle: str = "bob"):
    return timelines_json("inspect", handle)[handle]["reader"]


def as_author(handle: str = "alice"):
    return timelines_json("inspect", handle)[handle]["author"]


def test_a_reader_without_a_list(bob):
    seen = as_reader()
    assert (seen["list"], seen["ids"], seen["newest"], seen["active"]) == ("absent", 0, None, False)


def test_a_list_being_built(bob):
    store.begin(bob.pk)
    assert as_reader()["list"] == "building"


def test_a_list_with_its_ids_and_dates(bob, alice, run_outbox):
    home.page(bob), home.note_visit(bob)
    first, last = make_post(author=alice), make_post(author=alice)
    run_outbox()
    seen = as_reader()
    assert (seen["list"], seen["ids"], seen["repeats"], seen["active"], seen["follows"]) == ("whole", 2, 0, True, 1)
    assert seen["newest"]["id"] == str(last.pk)
    assert seen["oldest"]["id"] == str(first.pk)
    assert seen["newest"]["date"].startswith(f"{last.created_at:%Y-%m-%d %H:%M}")
    assert seen["expires in seconds"] > 29 * 24 * 3600
    assert (seen["bytes"] is not None) is bool(configured.REDIS_URL)


def test_a_list_that_was_cut(bob, alice, monkeypatch):
    monkeypatch.setattr(home, "KEPT", 2)
    for _ in range(3):
        make_post(author=alice)
    home.page(bob)
    assert as_reader()["list"] == "cut"


def test_large_accounts_are_named(bob, alice, settings, run_outbox):
    settings.FANOUT_LIMIT = settings.FANOUT_NORMAL_BELOW = 1
    assert as_author()["large since"] is None
    large.review()
    run_outbox()
    home.page(bob)
    assert as_reader()["merged"] == ["alice"]
    assert as_author()["large since"]


def test_an_author_with_open_work(alice, bob):
    post = make_post(author=alice)
    seen = as_author()
    assert (seen["followers"], seen["queue"]) == (1, "fast")
    [row] = seen["open work"]
    assert (row["key"], row["state"], row["cursor"]) == (f"fan-out:{post.pk}", "waiting", 0)


def test_an_author_with_many_followers_waits_elsewhere(alice):
    User.objects.filter(pk=alice.pk).update(follower_count=fanout.FAST_UP_TO + 1)
    assert as_author()["queue"] == "bulk"


def test_people_read_it_too(bob, alice):
    make_post(author=alice)
    home.page(bob)
    status, told = timelines("inspect", "@Bob", "alice")
    assert status == 0
    assert "As a reader" in told and "As an author" in told
    assert "list                 whole" in told
    assert "fan-out:" in told


def test_looking_changes_nothing(bob):
    as_reader()
    assert store.read(bob.pk, below=None, limit=1) is None
    assert User.objects.get(pk=bob.pk).home_opened_at is None


def test_a_name_that_nobody_has_is_told(db):
    with pytest.raises(CommandError, match="Nobody is called nosuchone"):
        timelines("inspect", "nosuchone")
