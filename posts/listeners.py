"""What posts do when something below them has happened."""

from typing import Any

from django.dispatch import receiver

from accounts.events import account_deleted, account_deleting
from accounts.models import User
from follows.events import group_deleting
from follows.models import FollowGroup
from media.events import file_failed, file_ready, file_retried
from media.models import File
from posts import actions, pictures


@receiver(account_deleting)
def on_account_deleting(user: User, **_: Any) -> None:
    # Ahead of the people, whom follows hold next: receivers are called from the apps above downwards.
    actions.hold_drafts(author=user)


@receiver(account_deleted)
def on_account_deleted(user: User, **_: Any) -> None:
    actions.remove_all(author=user)


@receiver(group_deleting)
def on_group_deleting(group: FollowGroup, **_: Any) -> None:
    actions.leave_to_author(group=group)


@receiver([file_ready, file_failed, file_retried])
def on_file_changed(file: File, **_: Any) -> None:
    if file.purpose == pictures.PICTURE.name:
        actions.redraw(file=file)
