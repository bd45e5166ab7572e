"""What a class of account may do: one table, read everywhere, shown to everybody (product, 2.4)."""

from dataclasses import dataclass

from django.conf import settings

from accounts.models import User


@dataclass(frozen=True)
class Privileges:
    """Limits of a class; None: no fixed number."""

    posts_per_hour: int | None


# Weibo's cap for API clients (product, 3.1); a verified account has only the checks for repeats and spam.
UNVERIFIED = Privileges(posts_per_hour=30)
ORANGE = Privileges(posts_per_hour=None)
BLUE = Privileges(posts_per_hour=None)
OPEN = Privileges(posts_per_hour=None)

TABLE = {User.Badge.NONE: UNVERIFIED, User.Badge.ORANGE: ORANGE, User.Badge.BLUE: BLUE}


def of(user: User) -> Privileges:
    """The privileges of this account; in the demo all is open."""
    return OPEN if settings.OPEN_LIMITS else TABLE[User.Badge(user.badge)]
