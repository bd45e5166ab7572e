"""What a class of account may do: one table, read everywhere, shown to everybody (product, 2.4)."""

from dataclasses import dataclass

from django.conf import settings

from accounts.models import User


@dataclass(frozen=True)
class Privileges:
    """Limits of a class; None: no fixed number."""

    posts_per_hour: int | None
    comments_per_hour: int | None


# Ours: until somebody has shown that they can be reached, a little (1.1), so that made-up addresses make no crowd.
UNCONFIRMED = Privileges(posts_per_hour=5, comments_per_hour=10)
# Weibo's cap for API clients (product, 3.1), and one comment a minute (ours); a verified account has only the checks
# for repeats and spam.
UNVERIFIED = Privileges(posts_per_hour=30, comments_per_hour=60)
ORANGE = Privileges(posts_per_hour=None, comments_per_hour=None)
BLUE = Privileges(posts_per_hour=None, comments_per_hour=None)
OPEN = Privileges(posts_per_hour=None, comments_per_hour=None)

TABLE = {User.Badge.NONE: UNVERIFIED, User.Badge.ORANGE: ORANGE, User.Badge.BLUE: BLUE}


def of(user: User) -> Privileges:
    """The privileges of this account; in the demo all is open."""
    if settings.OPEN_LIMITS:
        return OPEN
    if user.badge == User.Badge.NONE and not user.email_confirmed:
        return UNCONFIRMED
    return TABLE[User.Badge(user.badge)]
