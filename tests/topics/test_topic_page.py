"""The page of a topic."""

import pytest

from tests.factories import make_post
from topics.actions import describe
from topics.models import Topic

pytestmark = pytest.mark.django_db


def test_it_shows_the_posts_that_carry_it(visitor, alice):
    make_post(author=alice, text="morning #早安#")
    make_post(author=alice, text="evening #晚安#")
    page = visitor.get("/topics/早安/").content.decode()
    assert "morning" in page
    assert "evening" not in page


def test_another_spelling_leads_to_the_first(visitor, alice):
    make_post(author=alice, text="#Café")
    answer = visitor.get("/topics/CAFÉ/")
    assert answer.status_code == 302
    assert answer["Location"] == "/topics/Caf%C3%A9/"


@pytest.mark.parametrize("spelling", ["ProjectX", "projectx"])
def test_what_only_private_posts_name_is_missing_for_others(visitor, as_, alice, bob, spelling):
    make_post(author=alice, text="#ProjectX starts", visibility="self")
    assert Topic.objects.exists()
    assert visitor.get(f"/topics/{spelling}/").status_code == as_(bob).get(f"/topics/{spelling}/").status_code == 404
    assert "starts" in as_(alice).get("/topics/ProjectX/").content.decode()


@pytest.mark.parametrize("name", ["unknown", "x" * 33, "..%2f", "%00"])
def test_what_is_no_topic_is_missing(visitor, db, name):
    assert visitor.get(f"/topics/{name}/").status_code in (400, 404)


def test_it_costs_the_same_with_one_post_and_with_twenty(visitor, alice, query_guard):
    query_guard(
        page=lambda: visitor.get("/topics/tea/"),
        one_more=lambda: make_post(author=alice, text=f"#tea cup {alice.posts.count()}"),
    )


def test_pages_go_on_where_the_last_ended(visitor, alice):
    for number in range(25):
        make_post(author=alice, text=f"#tea cup {number}")
    first = visitor.get("/topics/tea/")
    second = visitor.get(first.context["more_url"])
    shown = {post.pk for answer in (first, second) for post in answer.context["posts"]}
    assert len(shown) == 25
    assert second.context["more_url"] is None


@pytest.mark.parametrize("cursor", ["x", "-1", "0", "1e9", "9223372036854775808", "１２", "5;drop"])
def test_a_cursor_that_was_tampered_with_is_told(visitor, alice, cursor):
    make_post(author=alice, text="#tea")
    assert visitor.get("/topics/tea/", {"cursor": cursor}).status_code == 400


def test_it_says_what_the_topic_is_about(visitor, alice, moderator):
    make_post(author=alice, text="#tea")
    describe(topic=Topic.objects.get(), description="Leaves <and> water", by=moderator)
    page = visitor.get("/topics/tea/", headers={"accept-language": "en"}).content.decode()
    assert "Leaves &lt;and&gt; water" in page
    assert "<b>1</b>Post<" in page
