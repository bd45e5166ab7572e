"""What is not published yet: drafts, and posts that wait for their time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from follows.models import FollowGroup
from media.models import File
from posts.models.parts import MAX_ALT
from posts.models.post import MAX_PICTURES_EVER, CommentPolicy, Visibility
from posts.text import MAX_CODE_POINTS


class Draft(models.Model):
    """A post in the making; with `publish_at` it is published then. It gets a post's id when it is, and goes."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", db_index=False
    )
    text = models.TextField(blank=True, default="")
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    group = models.ForeignKey(FollowGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    comment_policy = models.CharField(max_length=10, choices=CommentPolicy.choices, default=CommentPolicy.EVERYONE)
    sensitive = models.BooleanField(default=False)
    spoiler = models.BooleanField(default=False)
    publish_at = models.DateTimeField(null=True, blank=True)
    # Its time has come, but it has to wait (the limit of an hour, say): it is not tried before this.
    next_try_at = models.DateTimeField(null=True, blank=True)
    # Why its time passed without it: the refusal's code, for which posts.scheduling has the words.
    refusal = models.CharField(max_length=30, blank=True, default="")
    # Raised by each change, so that a window with an older one is told, instead of writing over it.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(text__length__lte=MAX_CODE_POINTS), name="draft_text_not_too_long"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="draft_visibility_known"),
            models.CheckConstraint(
                condition=Q(comment_policy__in=CommentPolicy.values), name="draft_comment_policy_known"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="draft_author"),
            models.Index(fields=["publish_at"], condition=~Q(publish_at=None), name="draft_due"),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    def get_absolute_url(self) -> str:
        return f"/drafts/{self.pk}/"

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None


class DraftPicture(models.Model):
    """A picture of a draft, at its place."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pictures")
    file = models.OneToOneField(File, on_delete=models.CASCADE, related_name="draftpicture")
    position = models.PositiveSmallIntegerField()
    alt = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "position"], name="draft_picture_place"),
            models.CheckConstraint(condition=Q(position__lt=MAX_PICTURES_EVER), name="draft_picture_within"),
            models.CheckConstraint(condition=Q(alt__length__lte=MAX_ALT), name="draft_picture_alt_length"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.position}"
