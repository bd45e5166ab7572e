"""The permanent page of a post, and cards."""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.utils import translation

from accounts.actions import change_nickname
from core import redis
from posts import cards, queries
from posts.models import Post
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def telling(answer) -> str:
    """A page without what is random in each."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def card(post: Post, viewer, **options) -> str:
    return cards.draw(queries.among([post.pk], viewer=viewer), viewer=viewer, **options)[0].html


def test_anybody_reads_a_public_post(visitor, alice):
    post = make_post(author=alice, text="hello, world")
    page = visitor.get(f"/p/{post.pk}/")
    assert page.status_code == 200
    assert "hello, world" in page.content.decode()


@pytest.mark.parametrize(
    "address", ["/p/1/", "/p/9223372036854775807/", "/p/9223372036854775808/", "/p/99999999999999999999999/", "/p/0/"]
)
def test_a_missing_or_impossible_id_is_a_plain_404(visitor, db, address):
    assert visitor.get(address).status_code == 404


def test_missing_private_and_suspended_answer_alike(visitor, alice):
    private = make_post(author=alice)
    Post.objects.filter(pk=private.pk).update(visibility="self")
    hushed = make_user(handle="hushed")
    suspended = make_post(author=hushed)
    type(hushed).objects.filter(pk=hushed.pk).update(state="suspended")
    missing = visitor.get("/p/1/")
    for post in (private, suspended):
        answer = visitor.get(f"/p/{post.pk}/")
        assert answer.status_code == 404
        assert telling(answer).replace(str(post.pk), "1") == telling(missing)


def test_ones_own_private_post_shows(as_, alice):
    post = make_post(author=alice)
    Post.objects.filter(pk=post.pk).update(visibility="self")
    assert as_(alice).get(f"/p/{post.pk}/").status_code == 200


def test_text_is_escaped_and_names_are_linked(alice, star):
    post = make_post(author=alice, text='<script>alert(1)</script> #a&b# @star你好 [doge] http://evil.example/"onx=1')
    html = card(post, alice)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '<a class="topic" href="/topics/a%26b/">#a&amp;b#</a>' in html
    assert '<a class="mention" href="/u/star/">@star</a>你好' in html
    assert 'class="emoticon"' in html
    assert 'href="http' not in html


def test_a_rename_does_not_break_a_mention(alice, star):
    post = make_post(author=alice, text="hi @阿星")
    change_nickname(user=star, nickname="新名字")
    assert '<a class="mention" href="/u/star/">@阿星</a>' in card(post, alice)


def test_long_texts_are_folded_in_lists_and_whole_on_their_page(alice):
    post = make_post(author=alice, text="字" * 300)
    assert card(post, alice).count("字") == 140
    assert "data-expand" in card(post, alice)
    assert card(post, alice, whole=True).count("字") == 300


def test_only_the_author_is_offered_to_delete(alice, bob):
    post = make_post(author=alice)
    assert f"/posts/{post.pk}/delete/" in card(post, alice)
    assert f"/posts/{post.pk}/delete/" not in card(post, bob)


def test_a_kept_card_follows_its_author_and_the_language(alice, django_assert_num_queries):
    post = make_post(author=alice)
    with translation.override("en"):
        english = card(post, alice)
    with translation.override("zh-hans"):
        assert card(post, alice) != english
    change_nickname(user=alice, nickname="Renamed")
    with translation.override("en"):
        assert "Renamed" in card(post, alice)


@pytest.fixture
def one_read_of_the_cache(django_assert_num_queries, monkeypatch):
    """A block that asks the cache once, whether it is a table or Redis."""

    @contextmanager
    def counted():
        if not settings.REDIS_URL:
            with django_assert_num_queries(1, using="cache"):
                yield
            return
        asked, ask = [], redis.ask
        monkeypatch.setattr(redis, "ask", lambda work: (asked.append(work), ask(work))[1])
        yield
        assert len(asked) == 1

    return counted


def test_warm_cards_cost_one_read_of_the_cache(alice, django_assert_num_queries, one_read_of_the_cache):
    posts = [make_post(author=alice) for _ in range(5)]
    rows = queries.among([post.pk for post in posts], viewer=alice)
    cards.draw(rows, viewer=alice)
    with django_assert_num_queries(0), one_read_of_the_cache():
        assert len(cards.draw(rows, viewer=alice)) == 5


def test_a_drawing_that_changed_makes_kept_cards_stale(monkeypatch):
    """Its old address is gone after a release; a card that still named it would show a hole."""
    releases = set()
    for suffix in ("", ".new"):
        monkeypatch.setattr(cards, "static", lambda path, end=suffix: f"/{path}{end if 'doge' in path else ''}")
        cards.release.cache_clear()
        releases.add(cards.release())
    cards.release.cache_clear()
    assert len(releases) == 2


def test_a_spoiler_is_told_in_no_title_and_to_no_other_site(visitor, alice):
    post = make_post(author=alice, text="The butler did it", spoiler=True)
    page = visitor.get(f"/p/{post.pk}/").text
    assert page.count("The butler did it") == 1
    assert page.index("veil-words") < page.index("The butler did it")


def test_what_is_not_public_asks_not_to_be_indexed(as_, alice):
    post = make_post(author=alice, visibility="followers")
    assert '<meta name="robots" content="noindex">' in as_(alice).get(f"/p/{post.pk}/").text
