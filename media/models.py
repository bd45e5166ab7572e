"""Uploaded files: who owns them, what they are for, how far they are, and the renditions that are served."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.decoder import LONG_AT

models.TextField.register_lookup(Length)

# The decoder's promise: 16 pixels as WEBP take some 150 bytes, in base64.
PLACEHOLDER_LENGTH = 600


# What a key looks like, wherever one is read.
KEY_FORM = "[A-Za-z0-9_-]{24}"


def new_key() -> str:
    """An unguessable name for a file: 144 random bits."""
    return secrets.token_urlsafe(18)


class FileQuerySet(models.QuerySet["File"]):
    def of(self, owner: models.Model, purpose: str) -> "FileQuerySet":
        return self.filter(owner=owner.pk, purpose=purpose)

    def waiting(self) -> "FileQuerySet":
        """Not shown yet, and perhaps never: held, queued or failed."""
        return self.filter(state__in=[File.State.HELD, File.State.QUEUED, File.State.FAILED])

    def unclaimed(self) -> "FileQuerySet":
        """Uploads whose form has not gone through."""
        return self.filter(claimed_at=None).exclude(state=File.State.REPLACED)


class File(models.Model):
    """One upload. The original is private and goes once the renditions are ready.

    Until something that is shown has claimed it, it is a pending upload of its owner's, and forgotten after 24 h.
    """

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
        TOO_LONG = "too_long", _("This animation is too long or too large to prepare. Make it shorter or smaller.")

    # What another try may mend; the original of any other failure goes at once.
    RETRYABLE = (Reason.INTERRUPTED,)

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
    # Pixels as it is seen, upright. From its header until it is ready; 0: unknown.
    width = models.PositiveIntegerField(default=0, db_default=0)
    height = models.PositiveIntegerField(default=0, db_default=0)
    # A tiny picture as a data address, to be shown until the real one is there.
    placeholder = models.CharField(max_length=PLACEHOLDER_LENGTH, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)

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
            models.Index(fields=["created_at"], condition=Q(claimed_at=None), name="file_unclaimed"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"

    @property
    def explanation(self) -> str:
        """Why it failed, for its owner."""
        if not self.reason:
            return ""
        # A reason of a later release, read by this one, is none that it has words for.
        known = self.reason if self.reason in File.Reason.values else File.Reason.INTERRUPTED
        return str(File.Reason(known).label)

    @property
    def preview(self) -> str | None:
        """The address of its smallest rendition, for a form that holds it; renditions may be prefetched."""
        smallest = min(self.renditions.all(), key=lambda each: each.width * each.height, default=None)
        return smallest.address if smallest else None

    @property
    def can_be_retried(self) -> bool:
        return self.state == self.State.FAILED and self.has_original

    @property
    def is_long(self) -> bool:
        """So much higher than wide that a list shows its beginning only (长图)."""
        return self.height >= LONG_AT * self.width > 0


class Rendition(models.Model):
    """One way in which a file is shown: what `/media/<key>` serves."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="renditions")
    key = models.CharField(max_length=32, unique=True, default=new_key)
    # Its order's name in the recipe.
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

    @property
    def address(self) -> str:
        return f"/media/{self.key}"


class QrCode(models.Model):
    """A QR code that the worker found in a picture, and where: what the link policy asks (product, 9.7)."""

    # Beyond what one code can hold (4,296 letters), it is none.
    MAX_TEXT = 4300
    # Places are in parts of the picture's width and height.
    WHOLE = 10_000

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="qr_codes")
    text = models.TextField()
    left = models.PositiveSmallIntegerField()
    top = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(text__length__lte=4300), name="qr_code_text_length"),
            models.CheckConstraint(
                condition=Q(left__lte=10_000, top__lte=10_000, width__lte=10_000, height__lte=10_000),
                name="qr_code_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:50]
