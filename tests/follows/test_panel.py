"""The panel of people to follow, whose rows are kept by each process."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from follows.actions import follow
from tests import factories

pytestmark = pytest.mark.django_db


def panel(viewer: object, *, path: str = "/somewhere/", token: str = "", language: str = "en") -> str:
    request = RequestFactory().get(path)
    request.user = viewer
    with translation.override(language):
        template = Template("{% load follows %}{% suggestions_panel %}")
        return template.render(Context({"request": request, "csrf_token": token}))


def test_each_viewer_reads_their_own_reasons_and_leads_back_where_they_are(alice: User, bob: User) -> None:
    carol = factories.make_user(handle="carol")
    follow(follower=carol, followee=bob)
    for viewer, path, token in ((carol, "/first/", "token-1"), (AnonymousUser(), "/second/?a=<b>&c", "token-2")):
        html = panel(viewer, path=path, token=token)
        assert html.count("<li>") == html.count(f'value="{token}"') == html.count('data-follow="')
        assert "\0" not in html
    assert "Followed by bob" in panel(carol)
    assert "Followed by bob" not in html
    assert 'name="next" value="/second/?a=%3Cb%3E&amp;c"' in html


def test_a_new_name_is_shown_at_once_and_nothing_in_it_is_markup(alice: User) -> None:
    assert panel(None).count("<bdi>alice</bdi>") == 1
    User.objects.filter(pk=alice.pk).update(nickname="<b>Alice</b>", badge="none")
    html = panel(None)
    assert "&lt;b&gt;Alice&lt;/b&gt;" in html
    assert "<b>" not in html


def test_it_speaks_the_viewers_language(alice: User) -> None:
    assert "People to follow" in panel(None)
    assert "推荐关注" in panel(None, language="zh-hans")


def test_it_takes_one_query_and_nothing_where_there_is_nobody(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = panel(None)
    with django_assert_num_queries(1):
        assert panel(None) == before
    User.objects.update(state="suspended")
    assert panel(None) == ""
