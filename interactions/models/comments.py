"""Comments, in two levels: on a post, and below a comment."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from follows.relations import unblocked
from media.models import File
from posts.models import MAX_ALT, Post
from posts.text import MAX_CODE_POINTS, MAX_MENTION

models.TextField.register_lookup(Length)

# Ours: an answer, not an essay; four times what Weibo lets a comment say.
MAX_COMMENT_UNITS = 560


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Comments on `post` (which the viewer may see) that the viewer may see too.

        Hidden ones, and where the author shows only chosen ones those not chosen, are left to their writer and to the
        post's author.
        """
        comments = self.filter(post=post, deleted_at=None)
        shown = Q(hidden_at=None)
        if post.selected_comments:
            # An answer is shown with its comment; the author's own words need no choosing.
            shown &= Q(selected_at__isnull=False) | Q(parent__isnull=False) | Q(author=post.author_id)
        if viewer is None or not viewer.is_authenticated:
            return comments.filter(shown, author__state="active")
        comments = comments.filter(unblocked(viewer.pk))
        if viewer.pk == post.author_id:
            return comments.filter(author__state="active")
        return comments.filter(Q(author=viewer.pk) | (shown & Q(author__state="active")))


class Comment(models.Model):
    """What somebody says about a post. Its id orders it in time, among posts too (posts.ids)."""

    id = models.BigIntegerField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The comment of the first level below which it stands, and whom of those there it answers.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    answered = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(blank=True)
    units = models.PositiveSmallIntegerField()
    picture = models.OneToOneField(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="comment")
    alt = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # By the post's author: left to the writer and the author; chosen where only chosen ones show; first of all.
    hidden_at = models.DateTimeField(null=True, blank=True)
    selected_at = models.DateTimeField(null=True, blank=True)
    is_pinned = models.BooleanField(default=False)
    like_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id__gt=0), name="comment_id_positive"),
            models.CheckConstraint(condition=Q(text__length__lte=MAX_CODE_POINTS), name="comment_text_not_too_long"),
            models.CheckConstraint(condition=Q(alt__length__lte=MAX_ALT), name="comment_alt_length"),
            models.CheckConstraint(condition=Q(units__lte=MAX_COMMENT_UNITS), name="comment_units_not_too_many"),
            models.CheckConstraint(condition=Q(is_pinned=False) | Q(parent__isnull=True), name="comment_pin_at_top"),
            models.UniqueConstraint(fields=["post"], condition=Q(is_pinned=True), name="comment_pinned_once"),
        ]
        indexes = [
            models.Index(fields=["post", "-id"], name="comment_stream"),
            models.Index(fields=["post", "-id"], condition=Q(parent=None), name="comment_newest"),
            models.Index(fields=["post", "-like_count", "-id"], condition=Q(parent=None), name="comment_hot"),
            models.Index(fields=["parent", "id"], name="comment_replies"),
            models.Index(fields=["author", "-id"], name="comment_author"),
            models.Index(fields=["deleted_at"], condition=~Q(deleted_at=None), name="comment_deleted"),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    def get_absolute_url(self) -> str:
        return f"/p/{self.post_id}/#comment-{self.pk}"


class CommentLike(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="likes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "comment"], name="comment_like_once")]

    def __str__(self) -> str:
        return f"{self.user_id} ♥ {self.comment_id}"


class CommentMention(models.Model):
    """Who was meant by `@word` when the comment was written."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=MAX_MENTION)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "word"], name="comment_mention_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} @{self.word}"
