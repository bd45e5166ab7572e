"""Very many follows at once: the table keeps what it promises."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from accounts.models import User
from follows import bulk
from follows.actions import recount
from follows.models import Follow

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("pairs", ["aa", "ab ab"])
def test_nobody_follows_twice_or_themselves(pairs: str, alice: User, mallory: User) -> None:
    people = {"a": mallory.pk, "b": alice.pk}
    with pytest.raises(IntegrityError):
        bulk.insert((people[one], people[other], MOMENT) for one, other in pairs.split())


def test_rows_are_made_and_counted(alice: User, mallory: User) -> None:
    assert bulk.insert([(mallory.pk, alice.pk, MOMENT)]) == 1
    recount(people=[alice.pk, mallory.pk])
    alice.refresh_from_db()
    assert Follow.objects.get().created_at == MOMENT
    assert (alice.follower_count, alice.following_count) == (1, 0)
