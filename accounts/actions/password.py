"""A member's password."""

from django.db import transaction

from accounts import letters
from accounts.actions.sessions import end_other_sessions
from accounts.letters import Stationery
from accounts.models import User


def set_password(*, user: User, password: str, stationery: Stationery, keep: str | None = None) -> User:
    """Another password: every session but `keep` (a session key) ends, and a letter tells the owner."""
    user.set_password(password)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(password=user.password)
        end_other_sessions(user=user, keep=keep)
        letters.tell_password_changed(user, stationery)
    return user
