"""What belongs to a post: its pictures, whom it mentions, which topics it carries."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from taggit.models import ItemBase

from media.models import File
from posts.models.post import MAX_PICTURES_EVER, Post
from posts.text import MAX_MENTION
from topics.models import Topic

# Ours: room for the words in a poster, not for a second post.
MAX_ALT = 1000


class PostPicture(models.Model):
    """A picture that a post shows, at its place, with what it says to those who can't see it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="pictures")
    file = models.OneToOneField(File, on_delete=models.CASCADE, related_name="postpicture")
    position = models.PositiveSmallIntegerField()
    alt = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "position"], name="post_picture_place"),
            models.CheckConstraint(condition=Q(position__lt=MAX_PICTURES_EVER), name="post_picture_within"),
            models.CheckConstraint(condition=Q(alt__length__lte=MAX_ALT), name="post_picture_alt_length"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.position}"

    @property
    def number(self) -> int:
        """Its place as people count."""
        return self.position + 1


class PostTopic(ItemBase):
    """A topic that a post carries; the through model of `post.topics`."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="uses")
    content_object = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="topic_uses")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="post_topic_once")]
        indexes = [
            models.Index(fields=["tag", "-content_object"], name="post_topic_page"),
            models.Index(fields=["created_at", "tag"], name="post_topic_recent"),
        ]


class Mention(models.Model):
    """Who was meant by `@word` when the post was published: a later rename does not break it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    # The beginning of the token that names the user: the whole word, or its ASCII beginning.
    word = models.CharField(max_length=MAX_MENTION)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "word"], name="mention_once")]
        indexes = [models.Index(fields=["user", "-post"], name="mention_user")]
