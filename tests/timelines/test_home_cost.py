"""What a signed-in home asks of its servers: the same for 1 or 25 cards, for 10 or 200 follows.

Services (PostgreSQL and Redis): 3 statements and 8 commands warm, 10 statements cold. With tables in the place of Redis
(the cache's and the lists' among them) 10 statements warm.
"""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.actions import create_crowd
from accounts.models import User
from follows.actions import add_to_group, bulk_follow, create_group, mute
from interactions.models import Favourite, Like
from posts import counts
from posts.models import Post
from tests.accounts.forms import sign_in
from tests.factories import make_post
from tests.queries import counted
from tests.redis_commands import redis_commands
from timelines.models import LargeAccount
from timelines.store import store

pytestmark = pytest.mark.django_db
WARM = 3 if settings.REDIS_URL else 10
# Without Redis: five reads and writes of a table for what is kept, five for the list.
COLD = 10 if settings.REDIS_URL else 21
COMMANDS = 8
FOLLOWED, STRANGERS = 200, 10


@dataclass(frozen=True)
class Cost:
    """SQL statements and Redis commands of one page of so many cards."""

    cards: int
    statements: list[str]
    commands: list[str]

    def __str__(self) -> str:
        return "\n".join([f"{self.cards} cards", *self.statements, *self.commands])


@pytest.fixture
def crowd(db: None) -> list[User]:
    return create_crowd({"handle": f"crowd{n}", "nickname": f"crowd{n}"} for n in range(FOLLOWED + STRANGERS))


@pytest.fixture
def reader(alice: User, crowd: list[User]) -> Client:
    """Alice, signed in as people do, with ten of the crowd to read."""
    follow(alice, crowd[:10])
    client = Client()
    sign_in(client, "alice")
    return client


def follow(reader: User, people: list[User]) -> None:
    bulk_follow(pairs=[(reader.pk, person.pk) for person in people])
    store.forget([reader.pk])


def lived(alice: User, crowd: list[User]) -> None:
    """Two of five posts are reposts (one of them of a root that alice may not see), and people did things with them."""
    posts = list(Post.objects.order_by("pk"))
    for number, post in enumerate(posts[2:]):
        if number % 5 in (1, 3):
            Post.objects.filter(pk=post.pk).update(root=posts[number % 2], parent=posts[number % 2])
        counts.add(post.pk, "likes", 7)
    Post.objects.filter(pk=posts[1].pk).update(visibility="self")
    Like.objects.bulk_create(Like(user=alice, post=post) for post in posts[::3])
    Favourite.objects.bulk_create(Favourite(user=alice, post=post) for post in posts[::4])
    mute(muter=alice, muted=crowd[-1])
    group = create_group(owner=alice, name="Friends")
    add_to_group(owner=alice, group_id=group.pk, people=[crowd[0].pk])


def asked(reader: Client) -> Cost:
    with counted() as statements, redis_commands() as commands:
        page = reader.get("/")
    return Cost(len(page.context["cards"]), statements, commands)


def warm(reader: Client) -> Cost:
    reader.get("/")
    return asked(reader)


def test_a_page_costs_the_same_with_one_card_and_with_twenty_five(
    reader: Client, alice: User, crowd: list[User]
) -> None:
    """With reposts, shells, numbers, what the reader did and tabs as with a plain card."""
    make_post(author=crowd[0])
    one = warm(reader)
    for author in crowd[:10] * 3:
        make_post(author=author)
    lived(alice, crowd)
    store.forget([alice.pk])
    page = warm(reader)
    assert (one.cards, page.cards) == (1, 25)
    # The tabs are one read of the cache more: a statement where the cache is a table.
    assert len(page.statements) <= len(one.statements) + (not settings.REDIS_URL) <= WARM, page
    assert len(page.commands) <= len(one.commands) + bool(settings.REDIS_URL) <= COMMANDS, page


def test_a_page_costs_the_same_with_ten_follows_and_with_two_hundred(
    reader: Client, alice: User, crowd: list[User]
) -> None:
    for author in crowd[:10]:
        make_post(author=author)
    few = warm(reader)
    for author in crowd[10:25]:
        make_post(author=author)
    follow(alice, crowd[:FOLLOWED])
    many = warm(reader)
    assert (few.cards, many.cards) == (10, 25)
    assert len(many.statements) == len(few.statements) <= WARM, many
    assert many.commands == few.commands, many


def test_twenty_large_accounts_among_them_fit_in_too(reader: Client, alice: User, crowd: list[User]) -> None:
    follow(alice, crowd[:FOLLOWED])
    large = crowd[100:120]
    LargeAccount.objects.bulk_create([LargeAccount(user=person) for person in large])
    for author in [*crowd[:10], *large]:
        make_post(author=author)
    page = warm(reader)
    assert page.cards == 25
    assert len(page.statements) <= WARM, page
    assert len(page.commands) <= COMMANDS, page


def test_a_cold_page_is_not_dear_either(reader: Client, alice: User, crowd: list[User]) -> None:
    for author in crowd[:10] * 3:
        make_post(author=author)
    lived(alice, crowd)
    reader.get("/")
    store.forget([alice.pk])
    cache.clear()
    User.objects.filter(pk=alice.pk).update(home_opened_at=None)
    cold = asked(reader)
    assert cold.cards == 25
    assert len(cold.statements) <= COLD, cold


@pytest.mark.parametrize("cursor", ["", "?cursor={}"])
def test_every_page_costs_the_same(reader: Client, crowd: list[User], cursor: str) -> None:
    posts = [make_post(author=author) for author in crowd[:10] * 6]
    address = "/" + cursor.format(posts[-26].pk)
    reader.get(address)
    with counted() as statements:
        assert len(reader.get(address).context["cards"]) == 25
    assert len(statements) <= WARM, statements
