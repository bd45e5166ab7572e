"""A question prepared once gives what its queryset gives, for whatever values it is asked."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Q

from core.prepared import STEP, Prepared
from posts.models import CardRow, Post
from tests import factories


@pytest.fixture
def asked():
    return Prepared(lambda author, ids: Post.objects.filter(Q(author=author) | Q(pk__in=ids)).for_cards(None), CardRow)


def test_it_gives_the_rows_of_its_queryset(alice, bob, asked):
    posts = [factories.make_post(author=bob), factories.make_post(author=alice), factories.make_post(author=alice)]
    expected = Post.objects.filter(Q(author=alice) | Q(pk=posts[0].pk)).for_cards(None)
    found = asked(author=alice.pk, ids=[posts[0].pk])
    assert sorted(found) == sorted(expected)
    assert {type(row.created_at) for row in found} == {type(post.created_at) for post in posts}
    assert all(row.created_at.tzinfo for row in found)


def test_what_it_was_asked_first_is_not_asked_again(alice, bob, asked):
    hers, his = factories.make_post(author=alice), factories.make_post(author=bob)
    assert [row.pk for row in asked(author=alice.pk, ids=[hers.pk])] == [hers.pk]
    assert [row.pk for row in asked(author=bob.pk, ids=[his.pk])] == [his.pk]


def test_lists_may_have_any_length(alice, asked):
    posts = [factories.make_post(author=alice).pk for _ in range(5)]
    for length in (5, 1, 3):
        assert sorted(row.pk for row in asked(author=0, ids=posts[:length])) == sorted(posts[:length])


def test_few_statements_serve_many_lengths(alice, asked):
    for length in range(1, 3 * STEP + 1):
        asked(author=alice.pk, ids=list(range(1, length + 1)))
    assert len(asked._known) == 3


def test_it_is_one_query(alice, asked, django_assert_num_queries):
    with django_assert_num_queries(1):
        asked(author=alice.pk, ids=[1, 2])


def test_a_value_that_the_statement_would_not_carry_is_refused(db):
    careless = Prepared(lambda author, ids: Post.objects.filter(pk__in=ids).for_cards(None), CardRow)
    with pytest.raises(ValueError, match="every value"):
        careless(author=1, ids=[2])


def statement(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def forgotten(asked: Prepared) -> None:
    """As a pooler does it, which hands out another server's connection."""
    statement("DEALLOCATE ALL")


def made_by_another(asked: Prepared) -> None:
    connection.kept.clear()


def altered(asked: Prepared) -> None:
    statement("ALTER TABLE posts_post ALTER visibility TYPE varchar(20)")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("happens", [forgotten, made_by_another, altered])
def test_a_plan_that_does_not_serve_any_more_is_made_anew(alice, asked, happens: Callable, django_assert_num_queries):
    post = factories.make_post(author=alice)
    assert len(asked(author=alice.pk, ids=[post.pk])) == 1
    happens(asked)
    try:
        for _ in range(2):
            assert [row.pk for row in asked(author=alice.pk, ids=[post.pk])] == [post.pk]
        with django_assert_num_queries(1):
            asked(author=alice.pk, ids=[post.pk])
    finally:
        statement("ALTER TABLE posts_post ALTER visibility TYPE varchar(10)")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("happens", [forgotten, made_by_another, altered])
def test_a_transaction_in_which_it_was_lost_fails_as_a_whole_and_once(alice, asked, happens: Callable):
    asked(author=alice.pk, ids=[1])
    happens(asked)
    try:
        with pytest.raises(DatabaseError), transaction.atomic():
            asked(author=alice.pk, ids=[1])
        with transaction.atomic():
            assert asked(author=alice.pk, ids=[1]) == []
    finally:
        statement("ALTER TABLE posts_post ALTER visibility TYPE varchar(10)")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_took_too_long_is_prepared_all_the_same(alice, asked):
    statement("SET statement_timeout = 50")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE posts_post IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(DatabaseError):
                asked(author=alice.pk, ids=[1])
            cursor.execute("ROLLBACK")
        assert asked(author=alice.pk, ids=[1]) == []
    finally:
        other.close()
        statement("RESET statement_timeout")


@pytest.mark.postgres
def test_its_plan_is_one_for_all_readers(alice, asked):
    """Whoever has forty thousand likes is not worth a list of them, and whoever has none is not worth another plan."""
    asked(author=alice.pk, ids=[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(custom_plans), SUM(generic_plans) > 0 FROM pg_prepared_statements")
        assert cursor.fetchone() == (0, True)


@pytest.mark.postgres
def test_where_values_differ_much_each_has_a_plan_of_its_own(alice):
    anew = Prepared(lambda author: Post.objects.filter(author=author).for_cards(None), CardRow, planned_anew=True)
    before = number_prepared()
    assert anew(author=alice.pk) == []
    assert number_prepared() == before


def number_prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements")
        return cursor.fetchone()[0]
