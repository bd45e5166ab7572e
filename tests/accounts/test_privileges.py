"""What a class of account may do."""

import pytest
from django.conf import LazySettings

from accounts import privileges
from accounts.models import User


@pytest.mark.parametrize(
    ("badge", "confirmed", "posts"),
    [("none", False, 5), ("none", True, 30), ("orange", True, None), ("blue", True, None), ("blue", False, None)],
)
def test_posts_an_hour(settings: LazySettings, badge: str, confirmed: bool, posts: int | None) -> None:
    settings.OPEN_LIMITS = False
    assert privileges.of(User(badge=badge, email_confirmed=confirmed)).posts_per_hour == posts


def test_the_demo_is_open(settings: LazySettings) -> None:
    settings.OPEN_LIMITS = True
    assert privileges.of(User()).posts_per_hour is None
