"""The parts of a member's page: posts narrowed to a year and a kind, and what they like."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from follows.actions import mute
from interactions.actions import like
from posts.ids import floor_id
from posts.models import Post
from tests import factories
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


def ids(browser: Client, query: str) -> list[int]:
    return [row.pk for row in browser.get(f"/u/alice/{query}").context["posts"]]


def post_of(author: User, year: int, **columns: object) -> Post:
    """A row as if it had been published on the 2nd of July."""
    moment = datetime(year, 7, 2, tzinfo=UTC)
    given = {"text": f"In {year}", "units": 1, "created_at": moment} | columns
    return Post.objects.create(pk=floor_id(moment) + len(str(columns)), author=author, **given)


def test_posts_are_narrowed_to_a_year_and_a_kind(visitor: Client, alice: User) -> None:
    old = post_of(alice, 2021)
    repost = post_of(alice, 2022, root=old, parent=old)
    pictured = post_of(alice, 2022, picture_count=1, text="")
    new = factories.make_post(author=alice)
    assert ids(visitor, "?year=2022") == sorted([repost.pk, pictured.pk], reverse=True)
    assert ids(visitor, "?kind=reposts") == [repost.pk]
    assert ids(visitor, "?kind=original") == [new.pk, pictured.pk, old.pk]
    assert ids(visitor, "?kind=pictures&year=2022") == [pictured.pk]
    assert ids(visitor, "?kind=pictures&year=2021") == []
    years = [each["label"] for each in visitor.get("/u/alice/").context["years"]]
    assert years[:1] + years[-2:] == [None, 2022, 2021]


@pytest.mark.parametrize("query", ["?kind=other", "?year=0", "?year=99999", "?year=-2024", "?year=２０２４", "?year=x"])
def test_what_is_no_filter_narrows_nothing(visitor: Client, alice: User, query: str) -> None:
    post = factories.make_post(author=alice)
    assert ids(visitor, query) == [post.pk]


def test_a_year_begins_where_the_reader_is(as_: As, alice: User) -> None:
    eve = datetime(2023, 12, 31, 20, tzinfo=UTC)
    Post.objects.create(pk=floor_id(eve) + 1, author=alice, text="Fireworks", units=1, created_at=eve)
    browser = Client()
    browser.cookies["timezone"] = "Asia/Shanghai"
    assert len(ids(browser, "?year=2024")) == 1
    browser.cookies["timezone"] = "UTC"
    assert len(ids(browser, "?year=2023")) == 1


def test_pages_keep_what_they_were_narrowed_to(visitor: Client, alice: User) -> None:
    for _ in range(21):
        factories.make_post(author=alice)
    year = datetime.now(UTC).year
    first = visitor.get(f"/u/alice/?kind=original&year={year}")
    assert f"year={year}&kind=original&cursor=" in first.context["more_url"]
    assert len(visitor.get(first.context["more_url"]).context["posts"]) == 1


def test_nothing_of_a_kind_leads_back_to_all(visitor: Client, alice: User) -> None:
    factories.make_post(author=alice)
    page = visitor.get("/u/alice/?kind=reposts", headers=ENGLISH).content.decode()
    assert "Nothing of this kind here" in page and "Show all posts" in page


def test_likes_are_listed_newest_like_first_as_far_as_the_reader_may_see(
    as_: As, visitor: Client, alice: User, bob: User, star: User
) -> None:
    first, second = factories.make_post(author=star), factories.make_post(author=bob)
    hidden = factories.make_post(author=bob, visibility="self")
    factories.make_follow(follower=alice, followee=bob)
    for post in (second, first):
        like(user=alice, post_id=post.pk)
    like(user=bob, post_id=hidden.pk)
    assert ids(visitor, "?tab=likes") == [first.pk, second.pk]
    assert [row.pk for row in as_(bob).get("/u/bob/?tab=likes").context["posts"]] == [hidden.pk]
    assert list(visitor.get("/u/bob/?tab=likes").context["posts"]) == []
    mute(muter=bob, muted=star)
    assert ids(as_(bob), "?tab=likes") == [second.pk]


def test_who_does_not_show_their_likes_sees_them_alone(as_: As, alice: User, bob: User, post: Post) -> None:
    like(user=alice, post_id=post.pk)
    User.objects.filter(pk=alice.pk).update(likes_shown=False)
    page = as_(bob).get("/u/alice/?tab=likes", headers=ENGLISH)
    assert page.context["tab"] == "" and 'href="/u/alice/?tab=likes"' not in page.content.decode()
    own = as_(alice).get("/u/alice/?tab=likes", headers=ENGLISH)
    assert "Only you see this tab" in own.content.decode()
    assert [row.pk for row in own.context["posts"]] == [post.pk]


def test_likes_come_page_by_page(visitor: Client, alice: User) -> None:
    posts = [factories.make_post(author=alice) for _ in range(21)]
    for each in posts:
        like(user=alice, post_id=each.pk)
    first = visitor.get("/u/alice/?tab=likes")
    assert [row.pk for row in visitor.get(first.context["more_url"]).context["posts"]] == [posts[0].pk]
    assert "tab=likes&cursor=" in first.context["more_url"]


@pytest.mark.parametrize("query", ["?tab=likes", "?kind=original", "?tab=photos"])
def test_each_part_costs_the_same_with_twenty(
    query_guard: QueryGuard, as_: As, alice: User, bob: User, query: str
) -> None:
    browser = as_(bob)

    def one_more() -> None:
        like(user=alice, post_id=factories.make_post(author=alice).pk)

    query_guard(page=lambda: browser.get(f"/u/alice/{query}"), one_more=one_more)
