"""How much one may follow (product, 4.2): counted from rows while the follower's own row is locked."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Conflict, TooMany
from follows.models import EndedFollow, Follow

# Weibo's own caps (for its API's clients): nobody reads sixty new people an hour, scripts that farm followers do.
IN_AN_HOUR = 60
IN_A_DAY = 200
# Ours: a home timeline of more voices than this is noise, and its rebuild stays quick.
IN_ALL = 5_000

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class FollowsTooFast(TooMany):
    """The hour's or the day's follows are used up; `retry_after` in seconds."""


class FollowsTooMany(Conflict):
    """Waiting does not help here: one has to let somebody go first."""

    message = _("You follow 5,000 accounts, which is as many as one can. Unfollow somebody first.")


class Room(NamedTuple):
    """How many more people somebody may follow now: in all, today and this hour."""

    in_all: int
    in_a_day: int
    in_an_hour: int

    def check(self) -> None:
        """Raises FollowsTooMany or FollowsTooFast when there is none."""
        if self.in_all <= 0:
            raise FollowsTooMany
        if self.in_a_day <= 0:
            message = _("You have followed 200 accounts in a day. That is the limit; go on tomorrow.")
            raise FollowsTooFast(message, retry_after=int(DAY.total_seconds()))
        if self.in_an_hour <= 0:
            message = _("You have followed 60 accounts in an hour. That is the limit; go on a little later.")
            raise FollowsTooFast(message, retry_after=int(HOUR.total_seconds()))


def room(follower: User) -> Room:
    """What the follower has left, in two queries (none where limits are open). Lock the follower's row before."""
    in_all = IN_ALL - follower.following_count
    if settings.OPEN_LIMITS:
        return Room(in_all, in_all, in_all)
    now = timezone.now()
    kept = _counts(Follow.objects.filter(follower=follower), "created_at", now)
    ended = _counts(EndedFollow.objects.filter(follower=follower), "followed_at", now)
    return Room(in_all, IN_A_DAY - kept["day"] - ended["day"], IN_AN_HOUR - kept["hour"] - ended["hour"])


def _counts(rows: QuerySet, column: str, now: datetime) -> dict[str, int]:
    last_hour = Q(**{f"{column}__gt": now - HOUR})
    return rows.filter(**{f"{column}__gt": now - DAY}).aggregate(day=Count("pk"), hour=Count("pk", filter=last_hour))
