"""Home: what a reader and a visitor see, page after page."""

from datetime import timedelta

import pytest
from django.test import override_settings

from follows.actions import unfollow
from posts import ids
from posts.actions import delete
from posts.models import Post
from tests.factories import make_follow, make_post, make_user
from timelines import home
from timelines.store import store

pytestmark = pytest.mark.django_db


def shown(answer) -> list[int]:
    return [card.id for card in answer.context["cards"]]


def test_a_reader_sees_followed_people_and_themselves_newest_first(as_, alice, bob, mallory):
    theirs, own = make_post(author=alice), make_post(author=bob)
    make_post(author=mallory)
    assert shown(as_(bob).get("/")) == [own.pk, theirs.pk]


def test_a_visitor_sees_everybodys_public_posts(visitor, alice, mallory):
    first, second = make_post(author=alice), make_post(author=mallory)
    answer = visitor.get("/")
    assert shown(answer) == [second.pk, first.pk]
    assert "/accounts/signup/" in answer.content.decode()


def test_unfollowing_takes_effect_at_once(as_, alice, bob):
    make_post(author=alice)
    client = as_(bob)
    assert len(shown(client.get("/"))) == 1
    unfollow(follower=bob, followee=alice)
    assert shown(client.get("/")) == []


def test_deleting_takes_effect_at_once(as_, alice, bob):
    post = make_post(author=alice)
    client = as_(bob)
    client.get("/")
    delete(post_id=post.pk, by=alice)
    assert shown(client.get("/")) == []


def test_a_suspended_authors_posts_vanish(as_, alice, bob, visitor):
    make_post(author=alice)
    client = as_(bob)
    assert len(shown(client.get("/"))) == 1
    type(alice).objects.filter(pk=alice.pk).update(state="suspended")
    assert shown(client.get("/")) == [] == shown(visitor.get("/"))


def test_a_lost_timeline_is_rebuilt(as_, alice, bob):
    post = make_post(author=alice)
    client = as_(bob)
    client.get("/")
    store.forget([bob.pk])
    assert shown(client.get("/")) == [post.pk]
    assert store.read(bob.pk, below=None, limit=10).ids == [post.pk]


def test_pages_reach_everything_once_past_the_end_of_the_list_too(as_, alice, bob, monkeypatch):
    monkeypatch.setattr(home, "KEPT", 30)
    every = [make_post(author=alice).pk for _ in range(70)]
    client, address, seen = as_(bob), "/", []
    while address:
        answer = client.get(address)
        seen += shown(answer)
        address = answer.context["more_url"]
    assert seen == every[::-1]


def test_posts_left_out_never_end_the_list_early(alice, bob):
    posts = [make_post(author=alice) for _ in range(90)]
    home.page(bob)
    Post.objects.filter(pk__in=[post.pk for post in posts[10:80]]).update(visibility="self")
    seen, cursor = [], None
    for _ in range(6):
        page = home.page(bob, cursor=cursor)
        seen += [post.pk for post in page.posts]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [post.pk for post in posts[80:][::-1] + posts[:10][::-1]]


def test_home_costs_the_same_with_one_card_and_with_twenty(as_, alice, bob, query_guard):
    client = as_(bob)
    cold, warm = query_guard(page=lambda: client.get("/"), one_more=lambda: make_post(author=alice))
    assert warm <= 10


def test_home_costs_the_same_with_one_followee_and_with_many(as_, alice, bob, query_guard):
    client = as_(bob)

    def one_more() -> None:
        other = make_user()
        make_follow(follower=bob, followee=other)
        make_post(author=other)
        home.page(bob)

    query_guard(page=lambda: client.get("/"), one_more=one_more)


def test_a_visitors_home_costs_the_same_with_one_card_and_with_twenty(visitor, alice, query_guard):
    query_guard(page=lambda: visitor.get("/"), one_more=lambda: make_post(author=alice))


@pytest.mark.parametrize("cursor", ["x", "-5", "9223372036854775808", "1.5", "%00"])
def test_a_cursor_that_was_tampered_with_is_told(visitor, as_, alice, cursor):
    assert visitor.get(f"/?cursor={cursor}").status_code == 400
    assert as_(alice).get(f"/?cursor={cursor}").status_code == 400


def test_visits_are_noted_once_an_hour(alice):
    home.note_visit(alice)
    alice.refresh_from_db()
    first = alice.home_opened_at
    home.note_visit(alice)
    alice.refresh_from_db()
    assert alice.home_opened_at == first
    alice.home_opened_at = first - timedelta(hours=2)
    home.note_visit(alice)
    alice.refresh_from_db()
    assert alice.home_opened_at > first


def test_new_posts_are_counted_without_those_shown(as_, alice, bob, run_outbox):
    first = make_post(author=alice)
    client = as_(bob)
    client.get("/")
    late = make_post(author=alice)
    # Made a moment earlier on another machine, committed later.
    Post.objects.filter(pk=late.pk).update(id=first.pk - (1000 << ids.RANDOM_BITS))
    store.push(post_id=first.pk - (1000 << ids.RANDOM_BITS), reader_ids=[bob.pk])
    fresh = make_post(author=alice)
    store.push(post_id=fresh.pk, reader_ids=[bob.pk])
    asked = {"after": first.pk, "shown": f"{first.pk}"}
    answer = client.get("/home/new/", asked)
    assert answer.json()["count"] == 2
    assert "2" in answer.json()["text"]
    assert client.get("/home/new/", asked, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "asked", [{"after": "x"}, {"after": "-1"}, {}, {"after": "1", "shown": "1,x"}, {"after": str(2**63)}]
)
def test_a_malformed_question_is_refused(as_, alice, asked):
    assert as_(alice).get("/home/new/", asked).status_code == 400


def test_an_empty_page_asks_from_zero(as_, alice):
    assert as_(alice).get("/home/new/", {"after": "0"}).json()["count"] == 0


def test_visitors_have_no_home_to_ask_about(visitor, db):
    assert visitor.get("/home/new/", {"after": "1"}).status_code == 403


@override_settings(OPEN_LIMITS=False)
def test_home_reminds_who_has_not_confirmed_their_address(as_, alice):
    assert "/accounts/email/send-again/" not in as_(alice).get("/").content.decode()
    newcomer = make_user(handle="newcomer", email_confirmed=False)
    assert "/accounts/email/send-again/" in as_(newcomer).get("/").content.decode()
