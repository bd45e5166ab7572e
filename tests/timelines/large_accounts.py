"""What tests of large accounts say and ask."""

from accounts.models import User
from core.models import OutboxRow
from timelines import home
from timelines.models import LargeAccount
from timelines.tasks import fan_out


def count_followers(user: User, number: int) -> User:
    """Say that so many follow; who really does is what the tests make."""
    User.objects.filter(pk=user.pk).update(follower_count=number)
    user.refresh_from_db()
    return user


def flagged() -> list[int]:
    return list(LargeAccount.objects.order_by("pk").values_list("pk", flat=True))


def shown(reader: User, *, pages: int = 1) -> list[int]:
    """What the reader's pages show, one after the other."""
    seen: list[int] = []
    cursor: int | None = None
    for _ in range(pages):
        page = home.page(reader, cursor=cursor)
        seen += [row.pk for row in page.posts]
        cursor = page.next_cursor
        if cursor is None:
            break
    return seen


def run_fan_outs() -> None:
    """Only these: what forgets lists waits on another queue."""
    for row in OutboxRow.objects.open().filter(task="timelines.tasks.fan_out"):
        fan_out(row.pk)
