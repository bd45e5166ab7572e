"""Posts, whom they mention and which topics they carry."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from media.models import File
from posts.text import MAX_CODE_POINTS, MAX_MENTION, MAX_UNITS
from topics.models import Topic

models.TextField.register_lookup(Length)

# Weibo's grid of three times three (W); members of the paid kind will have twice as many (product, 3.2), which the
# tables allow already.
MAX_PICTURES, MAX_PICTURES_EVER = 9, 18
# Ours: room for the words in a poster, not for a second post.
MAX_ALT = 1000


class CardRow(NamedTuple):
    """What finding a post's cached card needs."""

    pk: int
    version: int
    created_at: datetime
    author_id: int
    author_version: int


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Any) -> "PostQuerySet":
        """Posts that `viewer` (a user or nobody) may see: public ones of active authors, and one's own."""
        public = Q(visibility=Post.Visibility.PUBLIC, author__state="active")
        own = Q(author=viewer.pk) if viewer is not None and viewer.is_authenticated else Q()
        return self.filter(public | own if own else public, deleted_at=None)

    def for_cards(self) -> models.QuerySet[Any, Any]:
        """Rows of what finding a cached card needs: pk, version, created_at, author_id, author_version; no text.

        A page of home spends more on making Post objects than on drawing their kept cards.
        """
        rows = self.annotate(author_version=models.F("author__version"))
        return rows.values_list("pk", "version", "created_at", "author_id", "author_version", named=True)

    def by_newest(self) -> "PostQuerySet":
        return self.order_by("-id")


class Post(models.Model):  # type: ignore[django-manager-missing]
    """A published post. Its id orders it by publication (posts.ids)."""

    class Visibility(models.TextChoices):
        """Only `public` is accepted until the levels come (product, 3.4); the column is final."""

        PUBLIC = "public", _("Public")
        FOLLOWERS = "followers", _("Followers")
        MUTUAL = "mutual", _("Mutual")
        GROUP = "group", _("Group")
        SELF = "self", _("Self")

    id = models.BigIntegerField(primary_key=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts", db_index=False)
    text = models.TextField()
    units = models.PositiveSmallIntegerField()
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    # How many pictures it has (PostPicture): a post may consist of them alone.
    picture_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The author's mark: what is shown is covered until a reader asks for it.
    sensitive = models.BooleanField(_("sensitive"), default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    topics = TaggableManager(through="posts.PostTopic", blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(condition=Q(id__gt=0), name="post_id_positive"),
            models.CheckConstraint(condition=Q(text__length__lte=MAX_CODE_POINTS), name="post_text_not_too_long"),
            models.CheckConstraint(condition=Q(units__lte=MAX_UNITS), name="post_units_not_too_many"),
            models.CheckConstraint(
                condition=Q(text__length__gte=1, units__gte=1) | Q(picture_count__gte=1), name="post_says_something"
            ),
            models.CheckConstraint(
                condition=Q(picture_count__lte=MAX_PICTURES_EVER), name="post_pictures_not_too_many"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "followers", "mutual", "group", "self"]),
                name="post_visibility_known",
            ),
        ]
        indexes = [
            # With `deleted_at` beside it a home is rebuilt from this index alone.
            models.Index(fields=["author", "-id"], include=["deleted_at"], name="post_author_newest"),
            models.Index(fields=["deleted_at"], condition=~Q(deleted_at=None), name="post_deleted"),
            models.Index(fields=["author", "-id"], condition=Q(picture_count__gt=0), name="post_author_pictures"),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    def get_absolute_url(self) -> str:
        return f"/p/{self.pk}/"

    @property
    def card(self) -> "CardRow":
        """What finding its card needs; the author must be loaded."""
        return CardRow(self.pk, self.version, self.created_at, self.author_id, self.author.version)


class PostPicture(models.Model):
    """A picture that a post shows, at its place, with what it says to those who can't see it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="pictures")
    file = models.OneToOneField(File, on_delete=models.CASCADE, related_name="postpicture")
    position = models.PositiveSmallIntegerField()
    alt = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "position"], name="post_picture_place"),
            models.CheckConstraint(condition=Q(position__lt=MAX_PICTURES_EVER), name="post_picture_within"),
            models.CheckConstraint(condition=Q(alt__length__lte=MAX_ALT), name="post_picture_alt_length"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.position}"

    @property
    def number(self) -> int:
        """Its place as people count."""
        return self.position + 1


class PostTopic(ItemBase):
    """A topic that a post carries; the through model of `post.topics`."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="uses")
    content_object = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="topic_uses")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="post_topic_once")]
        indexes = [
            models.Index(fields=["tag", "-content_object"], name="post_topic_page"),
            models.Index(fields=["created_at", "tag"], name="post_topic_recent"),
        ]


class Mention(models.Model):
    """Who was meant by `@word` when the post was published: a later rename does not break it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    # The beginning of the token that names the user: the whole word, or its ASCII beginning.
    word = models.CharField(max_length=MAX_MENTION)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "word"], name="mention_once")]
        indexes = [models.Index(fields=["user", "-post"], name="mention_user")]
