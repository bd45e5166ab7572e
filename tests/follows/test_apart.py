"""Two people of whom one blocked the other: each is missing for the other, and nobody else notices anything."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from follows.actions import block
from follows.suggestions import in_fields, suggested
from posts.models import Mention, Post
from search.queries import people
from tests import factories

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def apart(alice: User, mallory: User) -> None:
    block(blocker=alice, blocked=mallory)


def said(answer: object, name: str) -> tuple[int, str]:
    """Status and body, without what differs for any two requests: tokens, and the address itself."""
    body = answer.content.decode().replace(name, "NAME")
    return answer.status_code, re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", body)


@pytest.mark.parametrize(
    "address",
    [
        "/u/{}/",
        "/u/{}/?tab=photos",
        "/u/{}/?tab=about",
        "/u/{}/?tab=likes",
        "/u/{}/following/",
        "/u/{}/followers/",
        "/n/{}/",
        "/follows/{}/block/",
        "/follows/{}/mute/",
        "/follows/{}/groups/",
    ],
)
def test_a_page_answers_as_if_there_were_nobody(apart: None, mallory: User, as_: Browser, address: str) -> None:
    browser = as_(mallory)
    there, nobody = (browser.get(address.format(name)) for name in ("alice", "nobdy"))
    assert said(there, "alice") == said(nobody, "nobdy")
    assert there.status_code == 404


@pytest.mark.parametrize("verb", ["follow", "unfollow", "block", "unblock", "mute", "unmute", "remove", "special"])
def test_a_verb_answers_as_if_there_were_nobody(apart: None, mallory: User, as_: Browser, verb: str) -> None:
    browser = as_(mallory)
    there, nobody = (browser.post(f"/follows/{name}/{verb}/") for name in ("alice", "nobdy"))
    assert said(there, "alice") == said(nobody, "nobdy")
    assert there.status_code == 404


def test_a_post_answers_as_if_it_had_never_been(alice: User, mallory: User, post: Post, as_: Browser) -> None:
    factories.make_follow(follower=mallory, followee=alice)
    block(blocker=alice, blocked=mallory)
    there, nothing = (as_(mallory).get(f"/p/{pk}/") for pk in (post.pk, post.pk + 1))
    assert said(there, str(post.pk)) == said(nothing, str(post.pk + 1))
    assert there.status_code == 404


def test_signed_out_all_that_is_public_stays_readable(apart: None, alice: User, visitor: Client) -> None:
    own = factories.make_post(author=alice)
    for address in ("/u/alice/", "/u/mallory/", f"/p/{own.pk}/"):
        assert visitor.get(address).status_code == 200


def test_lists_leave_the_other_out_and_count_as_for_everybody(
    alice: User, bob: User, mallory: User, star: User, as_: Browser, visitor: Client
) -> None:
    for person in (alice, mallory):
        factories.make_follow(follower=person, followee=star)
        factories.make_follow(follower=star, followee=person)
    block(blocker=alice, blocked=mallory)
    for which in ("following", "followers"):
        mine, theirs, everybody = (
            browser.get(f"/u/star/{which}/").content.decode() for browser in (as_(alice), as_(mallory), visitor)
        )
        assert f'id="person-{mallory.pk}"' not in mine
        assert f'id="person-{alice.pk}"' not in theirs
        assert everybody.count('id="person-') == 2
        for page in (mine, theirs, everybody):
            assert re.findall(r'tab-count">(\d+)<', page) == ["2", "2"]


def test_search_does_not_find_the_other(apart: None, alice: User, mallory: User) -> None:
    assert [person.handle for person in people("alice", 5)] == ["alice"]
    assert people("alice", 5, viewer=mallory) == []
    assert people("mallory", 5, viewer=alice) == []


def test_neither_is_suggested_to_the_other(alice: User, mallory: User, brand: User) -> None:
    User.objects.filter(pk=brand.pk).update(field="food")
    # The choice that was kept before the block does not hold.
    assert {"mallory", "brand"} <= {row.person.handle for row in suggested(alice, 9)}
    block(blocker=alice, blocked=mallory)
    block(blocker=brand, blocked=alice)
    assert suggested(alice, 9) == []
    assert in_fields(alice, ["food"], limit=5) == []
    assert {row.person.handle for row in suggested(mallory, 9)} == {"brand"}


@pytest.mark.parametrize(("author", "named"), [("alice", "mallory"), ("mallory", "alice")])
def test_neither_names_the_other(apart: None, author: str, named: str, visitor: Client) -> None:
    writer = User.objects.get(handle=author)
    post = factories.make_post(author=writer, text=f"Hello @{named} and @{author}")
    assert [mention.word for mention in Mention.objects.all()] == [author]
    assert f"@{named}" in visitor.get(f"/p/{post.pk}/").content.decode()
