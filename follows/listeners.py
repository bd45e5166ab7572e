"""What follows do when something below them has happened."""

from typing import Any

from django.dispatch import receiver

from accounts.events import account_deleted, account_deleting
from accounts.models import User
from follows import actions


@receiver(account_deleting)
def on_account_deleting(user: User, **_: Any) -> None:
    actions.hold_all(person=user)


@receiver(account_deleted)
def on_account_deleted(user: User, **_: Any) -> None:
    actions.end_all(person=user)
