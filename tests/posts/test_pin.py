"""The post that stands first on its author's page."""

import pytest

from core.refusals import Missing
from posts import actions, queries
from posts.models import Pin, Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def first_of(person, viewer=None) -> int | None:
    row = queries.pinned(person, viewer=viewer)
    return row and row.pk


def test_the_newer_pin_takes_the_place(alice):
    one, two = make_post(author=alice), make_post(author=alice)
    for post in (one, two, two):
        actions.pin(post_id=post.pk, by=alice)
    assert (first_of(alice), Pin.objects.count()) == (two.pk, 1)
    actions.unpin(post_id=one.pk, by=alice)
    assert first_of(alice) == two.pk
    actions.unpin(post_id=two.pk, by=alice)
    assert first_of(alice) is None


def test_it_stands_first_with_its_mark_and_not_twice(as_, alice, visitor):
    pinned = make_post(author=alice, text="read this first")
    for _ in range(3):
        make_post(author=alice)
    assert as_(alice).post(f"/posts/{pinned.pk}/pin/", {"next": "/u/alice/"})["Location"] == "/u/alice/"
    for client, can_unpin in ((visitor, False), (as_(alice), True)):
        page = client.get("/u/alice/", headers={"Accept-Language": "en"}).text
        assert page.count(f'id="post-{pinned.pk}"') == 1
        assert page.index("Pinned") < page.index("read this first") < page.index("A day like any other")
        assert (f"/posts/{pinned.pk}/unpin/" in page) == can_unpin
    assert "Pinned" not in visitor.get("/u/alice/?kind=pictures", headers={"Accept-Language": "en"}).text


def test_it_follows_who_may_see_the_post(alice, bob, mallory):
    post = make_post(author=alice, visibility="followers")
    actions.pin(post_id=post.pk, by=alice)
    assert [first_of(alice, viewer) for viewer in (None, mallory, bob, alice)] == [None, None, post.pk, post.pk]
    actions.delete(post_id=post.pk, by=alice)
    assert first_of(alice, alice) is None


def test_only_ones_own_that_is_there(alice, mallory, as_, visitor):
    post, gone = make_post(author=alice), make_post(author=alice)
    actions.delete(post_id=gone.pk, by=alice)
    for act in (actions.pin, actions.unpin):
        with pytest.raises(actions.NotYours):
            act(post_id=post.pk, by=mallory)
        with pytest.raises(Missing):
            act(post_id=gone.pk, by=alice)
    browser = as_(alice)
    assert browser.get(f"/posts/{post.pk}/pin/")["Location"] == f"/p/{post.pk}/"
    assert browser.post(f"/posts/{2**64}/pin/").status_code == 404
    assert visitor.post(f"/posts/{post.pk}/pin/")["Location"].startswith("/accounts/login/")
    assert not Pin.objects.exists()


def test_a_pin_goes_with_its_post(alice):
    post = make_post(author=alice)
    actions.pin(post_id=post.pk, by=alice)
    Post.objects.filter(pk=post.pk).delete()
    assert not Pin.objects.exists()
