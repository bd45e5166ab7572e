"""Rows that every app leans on: work that must happen, forms taken, what was done by whom, attempts counted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class OutboxRowQuerySet(models.QuerySet["OutboxRow"]):
    def open(self) -> "OutboxRowQuerySet":
        """Work that is neither done nor given up."""
        return self.filter(done_at=None, parked_at=None)

    def due(self) -> "OutboxRowQuerySet":
        """Open work that may be sent (again) now and that nobody holds."""
        now = timezone.now()
        return self.open().filter(Q(leased_until=None) | Q(leased_until__lt=now), available_at__lte=now)

    def parked(self) -> "OutboxRowQuerySet":
        return self.exclude(parked_at=None)


class OutboxRow(models.Model):
    """A task that must run, written in the transaction that causes it (core.outbox)."""

    task = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    queue = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    cursor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    available_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    # How often it was put on its queue; and how often a handler took it up.
    sends = models.PositiveIntegerField(default=0, db_default=0)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    objects = OutboxRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["available_at"], condition=Q(done_at=None, parked_at=None), name="outbox_open"),
            models.Index(fields=["done_at"], condition=~Q(done_at=None), name="outbox_done"),
            models.Index(fields=["parked_at"], condition=~Q(parked_at=None), name="outbox_parked"),
        ]
        verbose_name = _("outbox row")
        verbose_name_plural = _("outbox")

    def __str__(self) -> str:
        return f"{self.task} {self.key}"


class Lease(models.Model):
    """One holder at a time of a named role (the outbox relay, say), until a moment."""

    name = models.CharField(max_length=50, primary_key=True)
    until = models.DateTimeField()


class Submission(models.Model):
    """A form that was taken: the same token from the same actor leads to the first result (core.submissions)."""

    actor_key = models.CharField(max_length=64)
    token = models.CharField(max_length=64)
    result = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_key", "token"], name="submission_once")]


class Attempt(models.Model):
    """How often something was tried in a window, for core.ratelimit: the window is part of the key."""

    key = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)


class AuditEntry(models.Model):
    """Who did what to whom, and why: append-only (core.audit)."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    reason = models.TextField(blank=True, default="", max_length=2000)
    detail = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["subject", "-created_at"], name="audit_subject")]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")

    def __str__(self) -> str:
        return gettext(self.verb)
