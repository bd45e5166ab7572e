"""Comments, in two levels: on a post, and below a comment."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Length
from django.utils import timezone

from accounts.models import User
from core.lookups import Probe
from follows.relations import unblocked, unmuted
from media.models import File
from posts.models import MAX_ALT, Post
from posts.text import MAX_CODE_POINTS, MAX_MENTION

models.TextField.register_lookup(Length)

# Ours: an answer, not an essay; four times what Weibo lets a comment say.
MAX_COMMENT_UNITS = 560
# What a list of the first level is made of; and what the post's author chose.
FIRST = Q(parent=None, deleted_at=None)
CHOSEN = Q(selected_at__isnull=False)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Every set of comments starts from a post that the viewer was found to be allowed to see.

    What is asked of each row is looked up (Probe), never joined: so the indexes below keep the order in which a page
    reads them, however many comments there are.
    """

    def visible_to(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Comments of either level that the viewer may see; a reply is seen only where its comment is.

        Hidden ones, and where the author shows only chosen ones those not chosen, are left to their writer and to the
        post's author. Never those of somebody who blocked the viewer, or whom the viewer blocked.
        """
        chosen = _chosen(viewer, post)
        if chosen and viewer is not None and viewer.is_authenticated:
            chosen |= Q(author=viewer.pk)
        return self._both_levels(viewer, post).filter(chosen)

    def stream(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """The same for a list: of comments that are not chosen not even one's own (see `unchosen_of`)."""
        return self._both_levels(viewer, post).filter(_chosen(viewer, post))

    def first_level(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Of those only the comments on the post itself."""
        return self.filter(_standing(viewer, post), _chosen(viewer, post), post=post, deleted_at=None, parent=None)

    def replies(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """Of those only the replies, where the comments above them, which are named, are known to be visible."""
        return self.filter(_standing(viewer, post), deleted_at=None, parent__isnull=False)

    def unchosen_of(self, viewer: Any, *, post: Post) -> "CommentQuerySet":
        """What a member wrote and the author has not chosen: found by its writer, not among all."""
        return self.filter(post=post, author=viewer.pk, deleted_at=None, selected_at=None)

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

    def _both_levels(self, viewer: Any, post: Post) -> "CommentQuerySet":
        above = Comment.objects.filter(_standing(viewer, post), pk=OuterRef("parent"), deleted_at=None)
        standing = _standing(viewer, post)
        return self.filter(standing, Q(parent=None) | Q(Probe(above)), post=post, deleted_at=None)


def _standing(viewer: Any, post: Post) -> Q:
    """Not hidden, by somebody who is there for the viewer."""
    shown = Q(Probe(User.objects.filter(pk=OuterRef("author"), state=User.State.ACTIVE)))
    if viewer is None or not viewer.is_authenticated:
        return shown & Q(hidden_at=None)
    shown &= unblocked(viewer.pk)
    return shown if viewer.pk == post.author_id else shown & (Q(hidden_at=None) | Q(author=viewer.pk))


def _chosen(viewer: Any, post: Post) -> Q:
    """What the author chose, their own words included, where only that is shown to others."""
    curates = viewer is not None and viewer.is_authenticated and viewer.pk == post.author_id
    return CHOSEN if post.selected_comments and not curates else Q()


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
    # By the post's author: left to the writer and the author; chosen where only chosen ones show, and the replies to it
    # with it; first of all.
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
            models.Index(fields=["post", "-id"], condition=Q(deleted_at=None) & CHOSEN, name="comment_chosen_stream"),
            models.Index(fields=["post", "-id"], condition=FIRST & CHOSEN, name="comment_chosen_newest"),
            models.Index(fields=["post", "-like_count", "-id"], condition=FIRST & CHOSEN, name="comment_chosen_hot"),
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
