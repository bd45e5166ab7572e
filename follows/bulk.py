"""Follows by the million, for data sets: no limits are asked, nobody hears of it, and counters are set at the end."""

from collections.abc import Iterable
from datetime import datetime

from core import copying
from follows.models import Follow


def insert(follows: Iterable[tuple[int, int, datetime]]) -> int:
    """Make rows of (follower id, followee id, since when); returns how many. `actions.recount` sets the counters.

    Raises IntegrityError for a pair that is there already, and for somebody who follows themselves.
    """
    number = copying.insert(Follow, ("follower_id", "followee_id", "created_at"), follows)
    copying.analyze(Follow)
    return number
