"""What a class of account may do."""

import pytest
from django.conf import LazySettings

from accounts import privileges
from accounts.models import User


@pytest.mark.parametrize(
    ("badge", "confirmed", "posts", "comments"),
    [
        ("none", False, 5, 10),
        ("none", True, 30, 60),
        ("orange", True, None, None),
        ("blue", True, None, None),
        ("blue", False, None, None),
    ],
)
def test_posts_and_comments_an_hour(
    settings: LazySettings, badge: str, confirmed: bool, posts: int | None, comments: int | None
) -> None:
    settings.OPEN_LIMITS = False
    allowed = privileges.of(User(badge=badge, email_confirmed=confirmed))
    assert (allowed.posts_per_hour, allowed.comments_per_hour) == (posts, comments)


def test_the_demo_is_open(settings: LazySettings) -> None:
    settings.OPEN_LIMITS = True
    assert privileges.of(User()).posts_per_hour is None
