"""Uploaded files: who owns them, what they are for, how far they are, and the renditions that are served."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """An unguessable name for a file: 144 random bits."""
    return secrets.token_urlsafe(18)


class FileQuerySet(models.QuerySet["File"]):
    def of(self, owner: models.Model, purpose: str) -> "FileQuerySet":
        return self.filter(owner=owner.pk, purpose=purpose)

    def waiting(self) -> "FileQuerySet":
        """Not shown yet, and perhaps never: held, queued or failed."""
        return self.filter(state__in=[File.State.HELD, File.State.QUEUED, File.State.FAILED])


class File(models.Model):
    """One upload. The original is private and goes once the renditions are ready."""

    class State(models.TextChoices):
        """Held: checked and stored, its form not yet through. Replaced: another is shown, this one is about to go."""

        HELD = "held"
        QUEUED = "queued"
        READY = "ready"
        FAILED = "failed"
        REPLACED = "replaced"

    class Reason(models.TextChoices):
        DAMAGED = "damaged", _("This picture is damaged: part of it can't be read. Choose another one.")
        TOO_HEAVY = "too_heavy", _("This picture takes too much memory to open. Save it smaller, then upload it again.")
        TOO_SLOW = "too_slow", _("Opening this picture took too long.")
        INTERRUPTED = "interrupted", _("Something stopped us while we prepared this picture.")

    # What another try may mend; the original of any other failure goes at once.
    RETRYABLE = (Reason.TOO_SLOW, Reason.INTERRUPTED)

    key = models.CharField(max_length=32, unique=True, default=new_key)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # A name that the app which shows the file has registered (media.purposes).
    purpose = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    state_since = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=20, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    # Whether the private original is still there, and its bytes.
    has_original = models.BooleanField(default=True)
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["held", "queued", "ready", "failed", "replaced"]), name="file_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "purpose", "-id"], name="file_owner"),
            models.Index(fields=["state_since"], condition=~Q(state="ready"), name="file_passing"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"

    @property
    def explanation(self) -> str:
        """Why it failed, for its owner."""
        return str(File.Reason(self.reason).label) if self.reason else ""

    @property
    def can_be_retried(self) -> bool:
        return self.state == self.State.FAILED and self.has_original


class Rendition(models.Model):
    """One way in which a file is shown: what `/media/<key>` serves."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="renditions")
    key = models.CharField(max_length=32, unique=True, default=new_key)
    name = models.CharField(max_length=20)
    content_type = models.CharField(max_length=50)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "name"], name="rendition_once"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="rendition_has_area"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
