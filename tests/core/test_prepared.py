"""A question prepared once gives what its queryset gives, for whatever values it is asked."""

import pytest
from django.db.models import Q

from core.prepared import Prepared
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


def test_it_is_one_query(alice, asked, django_assert_num_queries):
    with django_assert_num_queries(1):
        asked(author=alice.pk, ids=[1, 2])


def test_a_value_that_the_statement_would_not_carry_is_refused(db):
    careless = Prepared(lambda author, ids: Post.objects.filter(pk__in=ids).for_cards(None), CardRow)
    with pytest.raises(ValueError, match="every value"):
        careless(author=1, ids=[2])
