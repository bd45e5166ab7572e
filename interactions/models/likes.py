"""Who likes what."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from posts.models import Post


class Like(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="like_once")]
        indexes = [
            models.Index(fields=["post", "-id"], name="like_of_post"),
            models.Index(fields=["user", "-id"], name="like_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ♥ {self.post_id}"
