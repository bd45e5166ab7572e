"""Signing in by handle or e-mail, for active members."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User
from accounts.queries import who_signs_in


class StatefulBackend(ModelBackend):
    """`is_active` is the member's state: suspended and deleted members are never authenticated, nor kept signed in.

    allauth's own backend would do, but asks for handles by UPPER(), past the index.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or not password:
            return None
        user = who_signs_in(username)
        if user is None:
            # As long as a wrong password takes: the time must not tell who is a member.
            User().set_password(password)
            return None
        if not self.user_can_authenticate(user):
            # sign_in.is_shut_out asks for the password: once, or the time would tell who is suspended.
            return None
        return user if user.check_password(password) else None
