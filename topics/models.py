"""The vocabulary of hashtags: django-taggit's tag with a folded key."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from topics.naming import MAX_TOPIC


class Topic(TagBase):
    """A topic under the spelling that was used first; other spellings share its key (topics.naming)."""

    key = models.CharField(max_length=MAX_TOPIC, unique=True)
    post_count = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [
            models.Index(fields=["-post_count"], name="topic_popular"),
            # LIKE 'prefix%' by any collation: type-ahead and the search page.
            models.Index(models.F("key"), name="topic_key_prefix"),
        ]

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("topics:topic", args=[self.name])
