"""Filling in the forms of accounts as a browser would."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

PASSWORD = "a-good-long-phrase"


def token_of(answer: HttpResponse) -> str:
    """The hidden token of the form in a page."""
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def sign_up(client: Client, *, token: str | None = None, **typed: Any) -> HttpResponse:
    """Open the form and send it; fields that are not given hold something that fits."""
    if token is None:
        token = token_of(client.get("/accounts/signup/"))
    filled = {"username": "dora", "nickname": "", "email": "dora@example.org", "password1": PASSWORD, "token": token}
    return client.post("/accounts/signup/", filled | typed)


def sign_in(client: Client, login: str, password: str = PASSWORD, **typed: Any) -> HttpResponse:
    return client.post("/accounts/login/", {"login": login, "password": password} | typed)


def signed_in_as(client: Client) -> str:
    """The handle of whoever this browser is signed in as; empty for nobody."""
    from django.contrib.auth import get_user

    class Request:
        session = client.session

    user = get_user(Request())
    return user.handle if user.is_authenticated else ""


def links_in(mailbox: list[Any]) -> list[str]:
    """The paths of the links in the letters, the latest letter last."""
    return [link for letter in mailbox for link in re.findall(r"http://testserver(/accounts/\S+)", letter.body)]
