"""The follow button as other apps' templates ask for it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from follows.relations import Relations, relation

pytestmark = pytest.mark.django_db


def button(viewer: object, person: User, relations: object = None) -> str:
    request = RequestFactory().get("/somewhere/")
    request.user = viewer
    template = Template("{% load follows %}{% follow_button person relations small=True %}")
    return template.render(Context({"request": request, "person": person, "relations": relations}))


def test_the_button_asks_for_itself(alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert 'action="/follows/alice/unfollow/"' in button(bob, alice)
    assert 'action="/follows/bob/follow/"' in button(alice, bob)


def test_what_the_page_knows_saves_the_query(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    of_a_page, of_one = Relations.between(bob, [alice]), relation(bob, alice)
    with django_assert_num_queries(0):
        assert 'data-state="following"' in button(bob, alice, of_a_page)
        assert 'data-state="following"' in button(bob, alice, of_one)


def test_nobody_has_a_button_for_oneself(alice: User) -> None:
    assert "<form" not in button(alice, alice)


def test_a_visitor_has_one_that_leads_back(alice: User) -> None:
    html = button(AnonymousUser(), alice)
    assert 'action="/follows/alice/follow/"' in html
    assert 'name="next" value="/somewhere/"' in html
