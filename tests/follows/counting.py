"""Whether the counters of follows are what the rows say."""

from accounts.models import User
from follows.models import Follow


def assert_no_drift() -> None:
    for user in User.objects.all():
        assert user.following_count == Follow.objects.filter(follower=user).count()
        assert user.follower_count == Follow.objects.filter(followee=user).count()
