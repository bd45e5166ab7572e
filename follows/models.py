"""Who follows whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Follow(models.Model):
    """One-way: `follower` reads `followee`. Mutual when the other row exists too."""

    # Indexes of their own would say less than the constraint and the fan-out's index below.
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings", db_index=False
    )
    followee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followers", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followee"], name="follow_once"),
            models.CheckConstraint(condition=~Q(follower=F("followee")), name="follow_not_oneself"),
        ]
        indexes = [
            # Fan-out walks followers by keyset; the pages of followers and followees walk by id.
            models.Index(fields=["followee", "follower"], name="follow_fanout"),
            models.Index(fields=["followee", "-id"], name="follow_followers_page"),
            models.Index(fields=["follower", "-id"], name="follow_following_page"),
            models.Index(fields=["follower", "-created_at"], name="follow_limits"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.followee_id}"


class EndedFollow(models.Model):
    """A follow of the last day that ended: it still counts, or following and unfollowing in turns had no limit."""

    follower = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    followed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["follower", "followed_at"], name="follow_ended_limits")]

    def __str__(self) -> str:
        return f"{self.follower_id} at {self.followed_at:%F %T}"
