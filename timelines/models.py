"""The home timelines of active readers, as a table: only an index of posts, whose truth is follows and posts."""

from django.conf import settings
from django.db import models


class Timeline(models.Model):
    """A reader's list exists: pushes land in it. Without this row a reader's home is rebuilt when it is next opened."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    # Raised by each rebuild, so that one that lost a race can tell.
    generation = models.PositiveBigIntegerField(default=0)
    # Empty while the first rebuild is under way: pushes land, and readers are told to rebuild.
    built_at = models.DateTimeField(null=True)


class Entry(models.Model):
    """One post in one reader's list. No foreign keys: what was deleted is left out at read, and trimmed."""

    pk = models.CompositePrimaryKey("reader_id", "post_id")
    reader_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
