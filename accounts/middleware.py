"""Who asks: the member who came along with the session."""

from typing import Any

from django.contrib import auth
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's own, but a session that brought its member (accounts.session_store) costs no second query."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _who_asks(request))  # type: ignore[assignment]


def _who_asks(request: Any) -> User | AnonymousUser:
    """Looked up once a request. Everything but the plain yes, each refusal too, is Django's to say."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = request.session.take_member() or auth.get_user(request)
    return request._cached_user
