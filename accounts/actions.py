"""What changes an account."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User


@transaction.atomic
def create_account(*, handle: str, email: str, password: str | None, nickname: str = "", **fields: Any) -> User:
    """Make an account with its names reserved."""
    user = User(handle=handle, email=email, nickname=nickname or handle, password=make_password(password), **fields)
    user.save()
    return user
