"""What every answer carries, and what is refused before anything reads it."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from core.client import client_address
from core.middleware import HeadersMiddleware

pytestmark = pytest.mark.django_db


def test_every_answer_says_who_may_embed_and_keep_it(visitor):
    page = visitor.get("/")
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert page["Cache-Control"] == "private, no-cache"
    assert "camera=()" in page["Permissions-Policy"]


def test_head_is_answered_without_a_body():
    """The test client would strip it itself."""
    answer = HeadersMiddleware(lambda request: HttpResponse("words", headers={"Content-Length": "5"}))
    assert answer(RequestFactory().get("/")).content == b"words"
    asked = answer(RequestFactory().head("/"))
    assert (asked.content, asked["Content-Length"]) == (b"", "5")


@pytest.mark.parametrize("address", ["/search/?q=%FF", "/search/?q=%00", "/?cursor=%0c", "/search/?q=a%ED%A0%80"])
def test_addresses_that_are_no_text_are_refused(visitor, address):
    assert visitor.get(address).status_code == 400


def test_raw_bytes_in_an_address_are_utf_8_or_refused(visitor):
    assert visitor.get("/search/", QUERY_STRING="q=你好".encode().decode("latin-1")).status_code == 200
    assert visitor.get("/search/", QUERY_STRING="q=\xff").status_code == 400


def test_a_body_past_the_gate_is_refused_unread(visitor):
    answer = visitor.generic("POST", "/posts/publish/", b"", CONTENT_LENGTH="100000001")
    assert answer.status_code == 413


def test_a_claimed_address_counts_for_nothing_without_trusted_proxies():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="127.0.0.1, 10.0.0.1")
    assert client_address(request) == "203.0.113.9"


@pytest.mark.parametrize(
    ("claimed", "address"),
    [
        ("127.0.0.1, 198.51.100.7", "198.51.100.7"),
        ("198.51.100.7", "198.51.100.7"),
        ("", "203.0.113.9"),
        ("nonsense", "0.0.0.0"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_behind_one_proxy_its_word_counts_and_nothing_before_it(claimed, address):
    with override_settings(PROXY_HOPS=1):
        request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=claimed)
        assert client_address(request) == address


def test_times_are_shown_in_the_readers_zone(visitor, alice, post):
    visitor.cookies["timezone"] = "America/New_York"
    there = visitor.get(f"/p/{post.pk}/").content
    visitor.cookies["timezone"] = "Asia/Tokyo"
    assert visitor.get(f"/p/{post.pk}/").content != there
    visitor.cookies["timezone"] = "../../etc/passwd"
    assert visitor.get(f"/p/{post.pk}/").status_code == 200


@pytest.mark.parametrize("body", [b"login=\xff\xfe&password=x", b"login=a&\xc3=1", b"login=%61\xed\xa0\x80"])
def test_a_plain_form_whose_bytes_are_no_text_is_refused(visitor, body):
    kind = "application/x-www-form-urlencoded"
    assert visitor.generic("POST", "/accounts/login/", body, content_type=kind).status_code == 400
