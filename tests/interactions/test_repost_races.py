"""Reposts of one post, and its deletion, at once: numbers are what the rows say, and each repost has its place."""

from itertools import chain

import pytest
from django.test import Client

from interactions.models import Comment
from posts import counts
from posts.actions import delete, restore
from posts.models import Post
from tests.accounts.test_races import at_once
from tests.factories import make_post, make_user, verify
from tests.interactions.reposts import number_of, opened, repost, send, tree_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_one_form_sent_forty_times_makes_one_repost() -> None:
    post, bob = make_post(), make_user(handle="bob")
    browser = Client()
    browser.force_login(bob, backend="accounts.backends.StatefulBackend")
    token = opened(browser, post).composer.token
    cookie = browser.cookies["session"].value

    def click() -> tuple[int, str]:
        client = Client()
        client.cookies["session"] = cookie
        answer = send(client, post, "好", token=token, also=["parent"])
        return answer.status_code, answer["Location"]

    (answer,) = set(at_once(*[click] * 40))
    assert answer == (303, f"/p/{Post.objects.get(author=bob).pk}/")
    assert (number_of(post), len(tree_of(post)), Comment.objects.count()) == (1, 1, 1)


def test_many_reposts_and_deletions_of_them_at_once() -> None:
    root = make_post()
    people = [verify(make_user(), kind="personal", declaration="A person") for _ in range(8)]
    parent = repost(author=people[0], of=root, raw="第一")
    passed_on = [
        lambda person=person, turn=turn: repost(author=person, of=(root, parent)[turn % 2], raw=f"{turn}")
        for person in people
        for turn in range(6)
    ]
    made = at_once(*passed_on)
    assert all(isinstance(post, Post) for post in made), made
    assert (number_of(root), number_of(parent), len(tree_of(root))) == (49, 24, 49)
    gone = [post for post in made if isinstance(post, Post)][::2]
    forth_and_back = chain.from_iterable(
        (
            lambda post=post: delete(post_id=post.pk, by=post.author),
            lambda post=post: restore(post_id=post.pk, by=post.author),
        )
        for post in gone
    )
    at_once(*forth_and_back)
    number_of(root), number_of(parent)
    assert len(tree_of(root)) == 49


@pytest.mark.parametrize("turn", range(3))
def test_reposting_while_the_root_is_deleted(turn: int) -> None:
    root = make_post()
    people = [make_user() for _ in range(6)]
    at_once(
        *(lambda person=person: repost(author=person, of=root, raw="快") for person in people[:turn]),
        lambda: delete(post_id=root.pk, by=root.author),
        *(lambda person=person: repost(author=person, of=root, raw="快") for person in people[turn:]),
    )
    assert number_of(root) == len(tree_of(root)) == Post.objects.filter(root=root).count()


def test_a_repost_whose_root_is_gone_for_good_can_be_deleted() -> None:
    post, bob = make_post(), make_user(handle="bob")
    made = repost(author=bob, of=post)
    Post.objects.filter(pk=post.pk).delete()
    delete(post_id=made.pk, by=bob)
    restore(post_id=made.pk, by=bob)
    assert counts.of([post.pk])[post.pk]["reposts"] == 0
