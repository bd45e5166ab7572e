"""Liking a post: the buttons with and without a script, whom it is open to, and the list of who did."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from follows.models import Block
from interactions import actions
from interactions.models import Like
from posts import counts
from posts.models import Post
from tests import factories
from tests.queries import QueryGuard, counted

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
SCRIPT = {"HX-Request": "true", "Accept-Language": "en"}
ENGLISH = {"Accept-Language": "en"}


def likes(post: Post) -> tuple[int, int]:
    """The number that is shown, and the rows."""
    return counts.of([post.pk])[post.pk]["likes"], Like.objects.filter(post=post).count()


def test_a_like_counts_once_and_leads_back_to_the_post(as_: As, post: Post, bob: User) -> None:
    browser = as_(bob)
    for _ in range(2):
        answer = browser.post(f"/posts/{post.pk}/like/", {"next": "/u/alice/?cursor=9"})
        assert (answer.status_code, answer["Location"]) == (303, f"/u/alice/?cursor=9#post-{post.pk}")
    assert likes(post) == (1, 1)
    for _ in range(2):
        answer = browser.post(f"/posts/{post.pk}/unlike/")
        assert (answer.status_code, answer["Location"]) == (303, f"/p/{post.pk}/#post-{post.pk}")
    assert likes(post) == (0, 0)


def test_a_script_is_given_the_buttons_and_what_to_say(as_: As, post: Post, alice: User, bob: User) -> None:
    actions.like(user=alice, post_id=post.pk)
    answer = as_(bob).post(f"/posts/{post.pk}/like/", headers=SCRIPT)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'data-acts="{post.pk}"' in page and f'formaction="/posts/{post.pk}/unlike/"' in page
    assert "Liked · 2 likes" in page and "<html" not in page
    assert "Like taken back · 1 like<" in as_(bob).post(f"/posts/{post.pk}/unlike/", headers=SCRIPT).content.decode()


@pytest.mark.parametrize("verb", ["like", "unlike", "favourite", "unfavourite"])
def test_reading_a_verbs_address_leads_to_the_post(as_: As, post: Post, bob: User, verb: str) -> None:
    answer = as_(bob).get(f"/posts/{post.pk}/{verb}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/p/{post.pk}/")
    assert likes(post) == (0, 0)


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_a_visitor_signs_in_first_and_comes_back_to_the_post(visitor: Client, post: Post, headers: dict) -> None:
    answer = visitor.post(f"/posts/{post.pk}/like/", {"next": "/search/?q=a"}, headers=headers)
    there = f"/accounts/login/?next=%2Fsearch%2F%3Fq%3Da%23post-{post.pk}"
    assert (answer.status_code, answer["Location"]) == (303, there)


@pytest.mark.parametrize("evil", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_foreign_next_leads_to_the_post(as_: As, post: Post, bob: User, evil: str) -> None:
    answer = as_(bob).post(f"/posts/{post.pk}/like/", {"next": evil})
    assert answer["Location"] == f"/p/{post.pk}/#post-{post.pk}"


@pytest.mark.parametrize("verb", ["like", "unlike", "favourite", "unfavourite"])
@pytest.mark.parametrize("why", ["private", "deleted", "blocked", "suspended author", "unknown", "beyond 64 bits"])
def test_what_one_may_not_see_is_missing(as_: As, alice: User, mallory: User, verb: str, why: str) -> None:
    post_id = factories.make_post(author=alice, visibility="self" if why == "private" else "public").pk
    if why == "deleted":
        Post.objects.filter(pk=post_id).update(deleted_at="2020-01-01T00:00:00Z")
    if why == "blocked":
        Block.objects.create(blocker=alice, blocked=mallory)
    if why == "suspended author":
        User.objects.filter(pk=alice.pk).update(state="suspended")
    post_id += {"unknown": 1, "beyond 64 bits": 2**63}.get(why, 0)
    for headers in ({}, SCRIPT):
        assert as_(mallory).post(f"/posts/{post_id}/{verb}/", headers=headers).status_code == 404
    assert not Like.objects.exists()


def test_a_like_can_be_taken_back_when_the_post_is_out_of_sight(as_: As, post: Post, alice: User, bob: User) -> None:
    actions.like(user=bob, post_id=post.pk)
    Block.objects.create(blocker=alice, blocked=bob)
    assert as_(bob).post(f"/posts/{post.pk}/unlike/").status_code == 303
    assert likes(post) == (0, 0)


def test_a_suspended_account_likes_nothing(post: Post, bob: User) -> None:
    bob.state = User.State.SUSPENDED
    with pytest.raises(actions.Suspended):
        actions.like(user=bob, post_id=post.pk)


def test_a_like_is_few_statements(as_: As, post: Post, bob: User) -> None:
    browser = as_(bob)
    browser.post(f"/posts/{post.pk}/like/", headers=SCRIPT)
    browser.post(f"/posts/{post.pk}/unlike/", headers=SCRIPT)
    with counted() as statements:
        browser.post(f"/posts/{post.pk}/like/", headers=SCRIPT)
    ours = [sql for sql in statements if not sql.startswith(("BEGIN", "COMMIT"))]
    # The session and (it is on no list of devices here) its member; whether the post is there, the row, the number; the
    # buttons as they are now.
    assert len(ours) <= 6, "\n".join(ours)


def test_who_likes_it_is_listed_newest_first_page_by_page(as_: As, visitor: Client, post: Post, alice: User) -> None:
    people = [factories.make_user() for _ in range(21)]
    for person in people:
        actions.like(user=person, post_id=post.pk)
    first = visitor.get(f"/p/{post.pk}/likes/")
    assert [row["person"] for row in first.context["people"]] == people[:0:-1]
    second = visitor.get(f"/p/{post.pk}/likes/" + first.context["more_url"])
    assert [row["person"] for row in second.context["people"]] == people[:1]
    assert "That's everybody" in visitor.get(f"/p/{post.pk}/likes/?cursor=1", headers=ENGLISH).content.decode()
    assert visitor.get(f"/p/{post.pk}/likes/?cursor=x").status_code == 400


def test_the_list_leaves_out_who_is_apart_or_suspended(as_: As, post: Post, bob: User, mallory: User) -> None:
    suspended = factories.make_user()
    for person in (bob, mallory, suspended):
        actions.like(user=person, post_id=post.pk)
    Block.objects.create(blocker=mallory, blocked=bob)
    User.objects.filter(pk=suspended.pk).update(state="suspended")
    seen = {person: as_(person).get(f"/p/{post.pk}/likes/").context["people"] for person in (bob, mallory)}
    assert {person: [row["person"] for row in rows] for person, rows in seen.items()} == {
        bob: [bob],
        mallory: [mallory],
    }


def test_the_list_of_a_post_out_of_sight_is_missing(as_: As, alice: User, mallory: User, visitor: Client) -> None:
    hidden = factories.make_post(author=alice, visibility="followers")
    for browser in (visitor, as_(mallory)):
        assert browser.get(f"/p/{hidden.pk}/likes/").status_code == 404
    assert "No likes yet" in as_(alice).get(f"/p/{hidden.pk}/likes/", headers=ENGLISH).content.decode()


def test_the_list_costs_the_same_with_twenty(query_guard: QueryGuard, as_: As, post: Post, bob: User) -> None:
    browser = as_(bob)

    def one_more() -> None:
        person = factories.make_user()
        factories.make_follow(follower=bob, followee=person)
        actions.like(user=person, post_id=post.pk)

    query_guard(page=lambda: browser.get(f"/p/{post.pk}/likes/"), one_more=one_more)
