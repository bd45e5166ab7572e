"""Signing in by handle or e-mail, for active members."""

from allauth.account.auth_backends import AuthenticationBackend


class StatefulBackend(AuthenticationBackend):
    """allauth's backend; `is_active` is the member's state, so suspended and deleted members are never authenticated."""
