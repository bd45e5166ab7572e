"""Large accounts in small tests: ten followers are many, and below eight they are few again."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from accounts.models import User
from tests.timelines.large_accounts import count_followers
from timelines.tasks import review_large_accounts


@pytest.fixture
def ten_are_many(settings: Settings) -> None:
    settings.FANOUT_LIMIT, settings.FANOUT_NORMAL_BELOW = 10, 8


@pytest.fixture
def change(ten_are_many: None, run_outbox: Callable[[], int]) -> Callable[[User, int], User]:
    """`change(alice, 10)`: she has ten followers, the review notices, and what follows from it is done."""

    def to(user: User, followers: int) -> User:
        count_followers(user, followers)
        review_large_accounts()
        run_outbox()
        return user

    return to


@pytest.fixture
def big(alice: User, bob: User, change: Callable[[User, int], User]) -> User:
    """Alice, large, with bob among her followers."""
    return change(alice, 10)
