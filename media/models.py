"""Uploaded files: who owns them, what they are for, how far they are, and the renditions that are served."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def new_key() -> str:
    """An unguessable name for a file: 144 random bits."""
    return secrets.token_urlsafe(18)


class File(models.Model):
    """One upload. The original is private and goes once the renditions are ready."""

    class State(models.TextChoices):
        QUEUED = "queued"
        READY = "ready"
        FAILED = "failed"

    class Purpose(models.TextChoices):
        AVATAR = "avatar"
        COVER = "cover"

    key = models.CharField(max_length=32, unique=True, default=new_key)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=200, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    original = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["owner", "purpose", "-created_at"], name="file_owner")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"


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
