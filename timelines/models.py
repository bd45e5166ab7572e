"""The home timelines of active readers, as a table: only an index of posts, whose truth is follows and posts."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from follows.models import Follow


class Timeline(models.Model):
    """A reader's list exists: pushes land in it. Without this row a reader's home is rebuilt when it is next opened."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    # Raised by each rebuild, so that one that lost a race can tell.
    generation = models.PositiveBigIntegerField(default=0)
    # Empty while the first rebuild is under way: pushes land, and readers are told to rebuild.
    built_at = models.DateTimeField(null=True)
    # Nothing older exists than what the list holds.
    whole = models.BooleanField(default=False, db_default=False)
    # Every post above it is in the list. Those up to it are not kept: one that comes late would stand beside a gap.
    floor = models.BigIntegerField(default=0, db_default=0)


class Entry(models.Model):
    """One post in one reader's list. No foreign keys: what was deleted is left out at read, and trimmed."""

    pk = models.CompositePrimaryKey("reader_id", "post_id")
    reader_id = models.BigIntegerField()
    post_id = models.BigIntegerField()


class LargeAccountQuerySet(models.QuerySet["LargeAccount"]):
    def followed_by(self, reader_id: int) -> tuple[int, ...]:
        """Ids of the large accounts that the reader follows, in one query, however many the reader follows."""
        followed = Exists(Follow.objects.filter(follower=reader_id, followee=OuterRef("pk")))
        return tuple(self.filter(followed).values_list("pk", flat=True))

    def shrunk(self) -> "LargeAccountQuerySet":
        """Those whose flag is to go."""
        return self.filter(user__follower_count__lt=settings.FANOUT_NORMAL_BELOW)


class LargeAccount(models.Model):
    """An account with too many followers to push to each: its posts are merged at reading (timelines.large)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    objects = LargeAccountQuerySet.as_manager()
