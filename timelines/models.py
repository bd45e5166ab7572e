"""The home timelines of active readers, as a table: only an index of posts; PostgreSQL or SQLite hold the truth elsewhere."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Timeline(models.Model):
    """A reader's list exists: pushes land in it. Without this row a reader's home is rebuilt when it is next opened."""

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    # Made anew by each rebuild, so that a rebuild that lost a race can tell.
    generation = models.PositiveBigIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=timezone.now, db_index=True)


class Entry(models.Model):
    """One post in one reader's list. No foreign keys: entries of deleted posts are dropped at read and by trimming."""

    pk = models.CompositePrimaryKey("reader_id", "post_id")
    reader_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
