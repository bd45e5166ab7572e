"""Ids of posts: positive 64-bit numbers ordered by publication, 41 bits of milliseconds and 22 random ones."""

import secrets
from datetime import UTC, datetime, timedelta

from django.utils import timezone

# Lasts to 2069; earlier imports are clamped to it.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
RANDOM_BITS = 22


def new_id(at: datetime | None = None) -> int:
    """An id for a post published at `at` (now); may collide once in four million within a millisecond: retry."""
    return floor_id(at or timezone.now()) | secrets.randbits(RANDOM_BITS) or 1


def floor_id(moment: datetime) -> int:
    """The least id of the millisecond of `moment`: ids at or above it were published since."""
    return max((moment - EPOCH) // timedelta(milliseconds=1), 0) << RANDOM_BITS


def moment_of(post_id: int) -> datetime:
    """When the post with this id was published, to the millisecond."""
    return EPOCH + timedelta(milliseconds=post_id >> RANDOM_BITS)
