"""How a post spread: a row for each repost, which says nothing of what it said."""

from django.db import models
from django.utils import timezone


class Spread(models.Model):
    """One repost in the tree of a root. Ids only, not tied to posts: one that was deleted keeps its place, unnamed."""

    post_id = models.BigIntegerField(primary_key=True)
    root_id = models.BigIntegerField()
    parent_id = models.BigIntegerField()
    # 1: the root itself was reposted.
    depth = models.PositiveIntegerField()
    # How many followers its author had then.
    reach = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            # How many over time, the furthest first, and which were passed on: each read off its index alone.
            models.Index(fields=["root_id", "post_id"], name="spread_of_root"),
            models.Index(fields=["root_id", "-reach", "post_id"], name="spread_key_people"),
            models.Index(fields=["root_id", "parent_id"], name="spread_onward"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} of {self.root_id}"
