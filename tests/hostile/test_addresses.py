"""Every address with something in it that no page of ours ever put there."""

import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter

from accounts.models import User
from posts.models import Post
from tests.hostile.addresses import ALL, template
from tests.hostile.conftest import Actor, every_form
from tests.hostile.crawl import pages_of
from tests.hostile.payloads import BROKEN, ELSEWHERE, IMPOSSIBLE, ODD
from tests.hostile.sending import ANSWERS, filled, opened, send

pytestmark = pytest.mark.django_db

BEYOND = (2**63 - 1, 2**63, 2**64, 10**40, 0)
QUERIES = ("q", "tab", "next", "text", "after", "shown", "a[]")
# Those whose bytes are broken are refused before a page reads them: one stands for all.
ODDITIES = [BROKEN["nul"], BROKEN["not utf-8"], BROKEN["bidi override"], *ODD.values(), str(2**64), "-1", "1,x"]


WITH_IDS = {
    name: entry
    for name, entry in ALL.items()
    if any(isinstance(converter, IntConverter) for converter in entry.pattern.converters.values())
}


@pytest.fixture
def hers(alice: User, as_: Any) -> Client:
    client = as_(alice)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("number", BEYOND)
def test_an_impossible_id_is_missing(hers: Client, visitor: Client, number: int):
    """Never an overflow in the database, whatever method."""
    assert WITH_IDS
    for name, entry in WITH_IDS.items():
        address = reverse(name, kwargs=dict.fromkeys(entry.pattern.converters, number))
        answers = [hers.get(address).status_code, hers.post(address).status_code, visitor.get(address).status_code]
        assert set(answers) <= {404, 405, 302}, (name, answers)
        assert 404 in answers


@pytest.mark.parametrize("name", [name for name, entry in ALL.items() if entry.pattern.converters])
def test_whatever_stands_for_a_name_is_answered(hers: Client, name: str):
    for odd in (BROKEN | ODD).values():
        put = quote(odd[:300], safe="")
        path = re.sub(r"%\(\w+\)s", lambda _argument, put=put: put, template(name))
        for answer in (hers.get(path), hers.post(path)):
            assert answer.status_code in {301, 302, 303, 400, 403, 404, 405, 409}, (path, answer.status_code)


def test_no_query_breaks_a_page(bearer: Actor, member: Actor):
    """All at once: none of them is one that a page must refuse before it reads the rest, as it would a cursor."""
    wrong = []
    for actor in (bearer, member):
        client = actor.browser()
        addresses = [urlsplit(page.address).path for page in pages_of(client, actor.start)]
        for path in [*dict.fromkeys(addresses), "/home/new/"]:
            for odd in ODDITIES:
                answer = client.get(f"{path}?" + "&".join(f"{name}={quote(odd[:2000])}" for name in QUERIES))
                if answer.status_code not in ANSWERS:
                    wrong.append((answer.status_code, path, odd[:40]))
    assert wrong == []


LISTS = ["/", "/u/alice/", "/u/alice/followers/", "/u/alice/following/", "/topics/tea/"]


@pytest.mark.parametrize("cursor", IMPOSSIBLE)
def test_a_cursor_that_no_page_gave_is_told(scene: Post, hers: Client, visitor: Client, cursor: str):
    for address in LISTS:
        for client in (hers, visitor):
            answer = client.get(f"{address}?cursor={quote(cursor)}")
            assert answer.status_code == 400, address
            assert "error-code" in answer.content.decode()


def leads_away(answer: HttpResponse) -> bool:
    """As a browser reads an address: backslashes are slashes, tabs and line ends are nothing."""
    location = re.sub(r"[\t\r\n]", "", answer.get("Location", "").strip()).replace("\\", "/")
    parts = urlsplit(location)
    return bool(parts.scheme or parts.netloc or location.startswith("//"))


def test_no_form_leads_off_the_site(actors: list[Actor]):
    """Also those whose page has no `next`: a forger's page may."""
    led = 0
    for actor, form in every_form(actors):
        client = actor.browser()
        for elsewhere in ELSEWHERE if "next" in form.fields else ELSEWHERE[:1]:
            answer = send(client, opened(client, form) or form, next=elsewhere)
            assert not leads_away(answer), (form.name, elsewhere, answer["Location"])
            led += answer.status_code == 303
    assert led > 60


def test_no_page_leads_off_the_site(bearer: Actor, member: Actor):
    """`next` in the address of a page that sends on whom it need not ask."""
    for actor in (bearer, member):
        client = actor.browser()
        for name in (name for name, entry in ALL.items() if not entry.pattern.converters):
            for elsewhere in ELSEWHERE:
                assert not leads_away(client.get(reverse(name), {"next": elsewhere})), (name, elsewhere)


def test_a_form_that_stood_open_too_long_gives_back_what_was_typed(member: Actor):
    given_back = 0
    for form in member.forms():
        if form.method != "post":
            continue
        client = member.browser()
        client.handler.enforce_csrf_checks = True
        answer = send(client, form, csrfmiddlewaretoken="stale")
        assert answer.status_code == 403, form.name
        page = answer.content.decode()
        typed = filled(form)
        for field in {"text", "bio", "region", "nickname"} & set(form.fields):
            assert str(typed[field]) in page
            given_back += 1
        for field in {"oldpassword", "password1", "password", "token"} & set(form.fields):
            assert str(typed[field]) not in page
    assert given_back >= 4
