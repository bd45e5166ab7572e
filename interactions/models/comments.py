"""Comments, in two levels: on a post, and below a comment."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Length
from django.utils import timezone

from core.lookups import Probe
from follows.relations import unblocked, unmuted
from media.models import File
from posts.models import MAX_ALT, Post
from posts.text import MAX_CODE_POINTS, MAX_MENTION

models.TextField.register_lookup(Length)

# Ours: an answer, not an essay; four times what Weibo lets a comment say.
MAX_COMMENT_UNITS = 560
# What a list of the first level is made of; and of it what the post's author chose.
FIRST = Q(parent=None, deleted_at=None)
CHOSEN = FIRST & Q(selected_at__isnull=False)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Every set of comments starts from a post that the viewer was found to be allowed to see."""

    def visible_to(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Comments of either level that the viewer may see; a reply is seen only where its comment is.

        Hidden ones, and where the author shows only chosen ones those not chosen, are left to their writer and to the
        post's author. Never those of somebody who blocked the viewer, or whom the viewer blocked.
        """
        own = _standing(viewer, post)
        above = _standing(viewer, post, "parent__") & Q(parent__deleted_at=None)
        first = Q(parent=None) & _chosen(viewer, post)
        return self.filter(
            own, first | (Q(parent__isnull=False) & above & _chosen(viewer, post, "parent__")), **_of(post)
        )

    def first_level(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Of those only the comments on the post itself. Asked in the words of the indexes that serve it."""
        return self.filter(_standing(viewer, post), _chosen(viewer, post), parent=None, **_of(post))

    def replies(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Of those only the replies, where the comments above them, which are named, are known to be visible."""
        return self.filter(_standing(viewer, post), deleted_at=None, parent__isnull=False)

    def unmuted_by(self, viewer: Any) -> "CommentQuerySet":
        """Without those of people whom the viewer muted: for lists, not for a comment asked for."""
        if viewer is None or not viewer.is_authenticated:
            return self
        return self.filter(unmuted(viewer.pk))

    def marked_for(self, viewer: Any) -> "CommentQuerySet":
        """With `liked`: whether the viewer likes it."""
        if viewer is None or not viewer.is_authenticated:
            return self.annotate(liked=Value(False, output_field=models.BooleanField()))
        return self.annotate(liked=Probe(CommentLike.objects.filter(user=viewer.pk, comment=OuterRef("pk"))))


def _of(post: Post) -> dict[str, Any]:
    return {"post": post, "deleted_at": None}


def _standing(viewer: Any, post: Post, prefix: str = "") -> Q:
    """Not hidden, by somebody who is there for the viewer. `prefix`: asked of the comment above."""
    shown = Q(**{f"{prefix}author__state": "active"})
    if viewer is None or not viewer.is_authenticated:
        return shown & Q(**{f"{prefix}hidden_at": None})
    shown &= unblocked(viewer.pk, person=f"{prefix}author")
    if viewer.pk == post.author_id:
        return shown
    return shown & (Q(**{f"{prefix}hidden_at": None}) | Q(**{f"{prefix}author": viewer.pk}))


def _chosen(viewer: Any, post: Post, prefix: str = "") -> Q:
    """What the author chose, their own words included, where only that is shown to others."""
    if not post.selected_comments:
        return Q()
    chosen = Q(**{f"{prefix}selected_at__isnull": False})
    if viewer is None or not viewer.is_authenticated:
        return chosen
    return Q() if viewer.pk == post.author_id else chosen | Q(**{f"{prefix}author": viewer.pk})


class Comment(models.Model):
    """What somebody says about a post. Its id orders it in time, among posts too (posts.ids)."""

    id = models.BigIntegerField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The comment of the first level below which it stands, and whom of those there it answers.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies", db_index=False
    )
    answered = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
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
            models.CheckConstraint(
                condition=Q(is_pinned=False) | Q(parent=None, hidden_at=None, deleted_at=None),
                name="comment_pin_at_top",
            ),
            models.UniqueConstraint(fields=["post"], condition=Q(is_pinned=True), name="comment_pinned_once"),
        ]
        indexes = [
            models.Index(fields=["post", "-id"], name="comment_stream"),
            models.Index(fields=["post", "-id"], condition=FIRST, name="comment_newest"),
            models.Index(fields=["post", "-like_count", "-id"], condition=FIRST, name="comment_hot"),
            # Few of very many, where the author chooses.
            models.Index(fields=["post", "-id"], condition=CHOSEN, name="comment_chosen_newest"),
            models.Index(fields=["post", "-like_count", "-id"], condition=CHOSEN, name="comment_chosen_hot"),
            models.Index(fields=["parent", "id"], condition=~Q(parent=None), name="comment_replies"),
            models.Index(fields=["author", "-id"], name="comment_author"),
            models.Index(fields=["answered"], condition=~Q(answered=None), name="comment_answered"),
            models.Index(fields=["deleted_at"], condition=~Q(deleted_at=None), name="comment_deleted"),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    def get_absolute_url(self) -> str:
        return f"/p/{self.post_id}/#comment-{self.pk}"

    @property
    def page(self) -> str:
        """Where it stands with all replies to it; of a reply, where those begin with it."""
        return f"/p/{self.post_id}/comments/{self.pk}/"


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
