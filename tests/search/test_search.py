"""The search page: people and topics by the beginning of their names."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from search import queries
from tests import factories
from tests.queries import QueryGuard, counted
from topics import queries as topics

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


def handles(prefix: str, limit: int = 10) -> list[str]:
    return [person.handle for person in queries.people(prefix, limit)]


@pytest.mark.parametrize("typed", ["al", "AL", "ａｌ", "alice", "Alice"])
def test_people_by_handle_in_any_case_and_width(alice: User, bob: User, typed: str) -> None:
    assert handles(typed) == ["alice"]


@pytest.mark.parametrize("typed", ["后", "後", "后来"])
def test_people_by_nickname_simplified_or_traditional(typed: str, alice: User) -> None:
    factories.make_user(handle="later", nickname="後來的我")
    assert handles(typed) == ["later"]


def test_a_name_is_found_by_its_beginning_only(alice: User) -> None:
    assert handles("lice") == []


@pytest.mark.parametrize("typed", ["a%", "a_", "%", "_", "al*", "[a]", "a'", 'a"', "a\\"])
def test_signs_that_databases_know_mean_themselves(alice: User, typed: str) -> None:
    assert handles(typed) == []


def test_an_underscore_is_a_letter_of_names(db: None) -> None:
    factories.make_user(handle="a_b", nickname="甲乙")
    factories.make_user(handle="axb", nickname="丙丁")
    assert handles("a_") == ["a_b"]


def test_the_exact_name_first_then_the_best_known(db: None) -> None:
    for handle, followers in (("annabel", 5), ("anna", 1), ("annika", 9)):
        user = factories.make_user(handle=handle)
        User.objects.filter(pk=user.pk).update(follower_count=followers)
    assert handles("ann") == ["annika", "annabel", "anna"]
    assert handles("anna") == ["anna", "annabel"]
    assert handles("anna", limit=1) == ["anna"]


def test_who_is_suspended_is_not_found(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(state="suspended")
    assert handles("al") == []


def test_people_take_one_query(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        handles("al")


def test_a_beginning_is_looked_up_in_an_index(alice: User) -> None:
    from django.db import connection

    with counted() as statements:
        handles("al")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + statements[0])
        else:
            cursor.execute("EXPLAIN QUERY PLAN " + statements[0])
        plan = "\n".join(str(row) for row in cursor.fetchall())
    wanted = "folded_" if connection.vendor == "postgresql" else "folded>? AND folded<?"
    assert wanted in plan, plan


def test_topics_by_any_spelling(post: object, alice: User) -> None:
    for text in ("#早安# 一", "#早安上海# 二", "#早安上海# 三", "#Morning# four"):
        factories.make_post(author=alice, text=text)
    assert [topic.name for topic in topics.starting_with("早", 5)] == ["早安上海", "早安"]
    assert [topic.name for topic in topics.starting_with("早安", 5)] == ["早安", "早安上海"]
    assert [topic.name for topic in topics.starting_with("mOr", 5)] == ["Morning"]


def test_the_page_finds_both(visitor: Client, alice: User) -> None:
    factories.make_post(author=alice, text="#alpine# walks")
    page = visitor.get("/search/?q=al", headers=ENGLISH).content.decode()
    assert 'href="/u/alice/"' in page
    assert 'href="/topics/alpine/"' in page
    assert 'value="al"' in page


def test_a_tab_shows_its_kind(visitor: Client, alice: User) -> None:
    factories.make_post(author=alice, text="#alpine# walks")
    people = visitor.get("/search/?q=al&tab=people").context
    assert [row.person for row in people["rows"]] == [alice]
    assert people["topics"] == []
    found = visitor.get("/search/?q=al&tab=topics").context
    assert (found["rows"], len(found["topics"])) == ([], 1)


@pytest.mark.parametrize("typed", ["@al", "＠al", "@ al"])
def test_an_at_sign_asks_for_people(visitor: Client, alice: User, typed: str) -> None:
    context = visitor.get("/search/", {"q": typed}).context
    assert (context["kind"], [row.person for row in context["rows"]]) == ("people", [alice])


@pytest.mark.parametrize("typed", ["#alp", "#alp#", "＃alp＃"])
def test_a_hash_asks_for_topics(visitor: Client, alice: User, typed: str) -> None:
    factories.make_post(author=alice, text="#alpine# walks")
    context = visitor.get("/search/", {"q": typed}).context
    assert (context["kind"], len(context["topics"])) == ("topics", 1)


def test_all_shows_five_and_leads_to_the_rest(visitor: Client, db: None) -> None:
    for number in range(7):
        factories.make_user(handle=f"reader{number}")
    context = visitor.get("/search/?q=reader").context
    assert len(context["rows"]) == 5
    assert len(visitor.get(context["more_people"]).context["rows"]) == 7


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=@", "?q=%23"])
def test_without_a_word_people_and_topics_are_offered(visitor: Client, alice: User, query: str) -> None:
    factories.make_post(author=alice, text="#alpine# walks")
    page = visitor.get(f"/search/{query}", headers=ENGLISH).content.decode()
    assert "Popular here" in page
    assert 'href="/topics/alpine/"' in page


def test_nothing_found_says_so_and_offers_people(visitor: Client, alice: User) -> None:
    page = visitor.get("/search/?q=zzz", headers=ENGLISH).content.decode()
    assert "Nothing begins with “zzz”" in page
    assert 'href="/u/alice/"' in page


def test_what_was_typed_is_escaped(visitor: Client, db: None) -> None:
    page = visitor.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_sixty_four_characters_at_most(visitor: Client, db: None) -> None:
    assert visitor.get("/search/", {"q": "字" * 64}).status_code == 200
    answer = visitor.get("/search/", {"q": "字" * 65}, headers=ENGLISH)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "64 characters at most" in page
    assert "字" * 65 in page


@pytest.mark.parametrize("raw", ["%00", "a%00b", "%FF", "%E2%80%AEabc", "%EF%BF%BD", "%ED%A0%80"])
def test_broken_and_hidden_characters_are_refused(visitor: Client, db: None, raw: str) -> None:
    assert visitor.get(f"/search/?q={raw}").status_code == 400


def test_an_unknown_tab_shows_all(visitor: Client, alice: User) -> None:
    assert visitor.get("/search/?q=al&tab=<b>").context["kind"] == "all"


def test_a_page_costs_the_same_with_twenty_people(mallory: User, as_: Browser, query_guard: QueryGuard) -> None:
    browser = as_(mallory)
    _, warm = query_guard(
        page=lambda: browser.get("/search/?q=reader&tab=people"),
        one_more=lambda: factories.make_user(handle=f"reader{User.objects.count()}"),
    )
    # Session, reader, people, relations, suggested people, and the cache where it is a table.
    assert warm <= 6


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_page_speaks_both_languages(visitor: Client, alice: User, language: str) -> None:
    for query in ("", "?q=al", "?q=zzz", "?q=" + "a" * 65):
        assert visitor.get(f"/search/{query}", headers={"Accept-Language": language}).status_code in (200, 400)
