"""What posts do when something below them has happened."""

from typing import Any

from django.dispatch import receiver

from accounts.events import account_deleted
from accounts.models import User
from posts import actions


@receiver(account_deleted)
def on_account_deleted(user: User, **_: Any) -> None:
    actions.remove_all(author=user)
