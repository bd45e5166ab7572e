"""What a post leaves: the texts that it had, that it was there, and its place at the top of its author's page."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from posts.models.post import Post


class Revision(models.Model):
    """A text that a post had before it was edited, and since when it had it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    text = models.TextField(blank=True)
    # How many pictures it had then: removed ones are counted, never shown.
    picture_count = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["post", "-id"], name="revision_post")]

    def __str__(self) -> str:
        return f"{self.post_id} at {self.written_at:%F %T}"


class PurgedPost(models.Model):
    """That somebody posted lately, though the post is gone: deleting gives no allowance back."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    posted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["author", "posted_at"], name="purged_post_limits"),
            models.Index(fields=["posted_at"], name="purged_post_age"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} at {self.posted_at:%F %T}"


class Pin(models.Model):
    """The post that stands first on its author's page."""

    author = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="pin"
    )
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="pin")

    def __str__(self) -> str:
        return f"{self.author_id}: {self.post_id}"
