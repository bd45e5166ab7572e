"""A post: what it says, who may see it, and what a repost shows."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from core.lookups import Probe
from follows.models import Follow, FollowGroup, GroupMember
from follows.relations import unblocked, unmuted
from posts.marks import told
from posts.models.counts import KINDS, number_of
from posts.text import MAX_CODE_POINTS, MAX_UNITS

models.TextField.register_lookup(Length)

# Weibo's grid of three times three (W); members of the paid kind will have twice as many (product, 3.2), which the
# tables allow already.
MAX_PICTURES, MAX_PICTURES_EVER = 9, 18
# After publication: long enough for what one sees the next morning, too short to rewrite what others have long answered
# and reposted (product, 3.7).
EDIT_WINDOW = timedelta(hours=24)


# Stands for the words of a repost that has none, in the reader's language.
REPOST = pgettext_lazy("said by a repost without words", "Repost")


class Visibility(models.TextChoices):
    """Who may see a post (product, 3.4)."""

    PUBLIC = "public", _("Public")
    FOLLOWERS = "followers", pgettext_lazy("audience", "Followers")
    MUTUAL = "mutual", pgettext_lazy("audience", "Friends")
    GROUP = "group", pgettext_lazy("audience", "A group")
    SELF = "self", pgettext_lazy("audience", "Only me")


class CommentPolicy(models.TextChoices):
    """Who may comment on a post (product, 3.4)."""

    EVERYONE = "everyone", pgettext_lazy("commenters", "Everyone")
    FOLLOWERS = "followers", pgettext_lazy("commenters", "My followers")
    FOLLOWING = "following", pgettext_lazy("commenters", "People I follow")
    NOBODY = "nobody", pgettext_lazy("commenters", "Nobody")


class CardRow(NamedTuple):
    """What drawing a post's card takes, without its text: that is in the kept card, found by the versions."""

    pk: int
    version: int
    created_at: datetime
    author_id: int
    author_version: int
    visibility: str = Visibility.PUBLIC
    # The post at the root of a repost, whether the viewer may see it (else a shell stands there), and its versions.
    root_id: int | None = None
    root_seen: bool = False
    root_version: int | None = None
    root_author_version: int | None = None
    root_visibility: str | None = None
    likes: int = 0
    comments: int = 0
    reposts: int = 0
    # What the viewer did with it (posts.marks).
    liked: bool = False
    favourited: bool = False
    # Shown as what its author put first.
    pinned: bool = False


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Any) -> "PostQuerySet":
        """Posts that `viewer` (a user or nobody) may see: pages, lists, files and caches all ask this.

        Public ones of active authors; those for followers, mutual friends or a group that the viewer is in; one's own.
        Never those of somebody who blocked the viewer, or whom the viewer blocked.
        """
        posts = self.filter(deleted_at=None)
        public = Q(visibility=Visibility.PUBLIC)
        if viewer is None or not viewer.is_authenticated:
            return posts.filter(public, author__state="active")
        me = viewer.pk
        follows = Probe(Follow.objects.filter(follower=me, followee=OuterRef("author")))
        followed = Probe(Follow.objects.filter(follower=OuterRef("author"), followee=me))
        grouped = Probe(GroupMember.objects.filter(group=OuterRef("group"), follow__followee=me))
        meant = (
            public
            | Q(follows, visibility=Visibility.FOLLOWERS)
            | Q(follows, followed, visibility=Visibility.MUTUAL)
            | Q(grouped, visibility=Visibility.GROUP)
        )
        return posts.filter(unblocked(me), Q(author=me) | (Q(author__state="active") & meant))

    def unmuted_by(self, viewer: Any) -> "PostQuerySet":
        """Without posts of people whom the viewer muted, and reposts of theirs: for lists, not for a page asked for.

        One's own stay. So does a shell: whether it goes must not tell whose post stood there.
        """
        if viewer is None or not viewer.is_authenticated:
            return self
        me = viewer.pk
        wanted = Q(unmuted(me), unmuted(me, person="root__author") | ~Q(_root_seen(viewer)))
        return self.filter(Q(author=me) | wanted)

    def for_cards(self, viewer: Any, *, pinned: bool = False) -> models.QuerySet[Any, Any]:
        """Rows of what drawing a card for `viewer` takes (CardRow), without texts. `pinned`: to stand first of a page.

        A page of home spends more on making Post objects than on drawing their kept cards.
        """
        columns = {
            "author_version": F("author__version"),
            "root_seen": _root_seen(viewer),
            "root_version": F("root__version"),
            "root_author_version": F("root__author__version"),
            "root_visibility": F("root__visibility"),
            **{kind: number_of(kind) for kind in KINDS},
            **told(viewer),
            "pinned": Value(pinned, output_field=models.BooleanField()),
        }
        return self.annotate(**columns).values_list(*CardRow._fields, named=True)

    def by_newest(self) -> "PostQuerySet":
        return self.order_by("-id")


def _root_seen(viewer: Any) -> Probe:
    """Whether the viewer may see the post that the row reposts."""
    return Probe(Post.objects.visible_to(viewer).filter(pk=OuterRef("root_id")))


class Post(models.Model):  # type: ignore[django-manager-missing]
    """A published post. Its id orders it by publication (posts.ids). A repost is a post with a root."""

    # Where they were first, and where the code looks for them.
    Visibility = Visibility
    CommentPolicy = CommentPolicy

    id = models.BigIntegerField(primary_key=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts", db_index=False)
    text = models.TextField()
    units = models.PositiveSmallIntegerField()
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    # Of visibility `group`. When the group goes, the post is its author's alone.
    group = models.ForeignKey(
        FollowGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    comment_policy = models.CharField(
        max_length=10, choices=CommentPolicy.choices, default=CommentPolicy.EVERYONE, db_default="everyone"
    )
    # Others see only those comments that the author chose.
    selected_comments = models.BooleanField(default=False, db_default=False)
    # A repost's root, and what was reposted directly: the root itself, or a repost of it. No constraints of the
    # database: rows of deleted posts go, and what reposted them still says where it stood.
    root = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="all_reposts",
        db_index=False,
        db_constraint=False,
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="direct_reposts",
        db_index=False,
        db_constraint=False,
    )
    # How many pictures it has (PostPicture): a post may consist of them alone.
    picture_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The author's mark: what is shown is covered until a reader asks for it.
    sensitive = models.BooleanField(_("sensitive"), default=False, db_default=False)
    spoiler = models.BooleanField(_("spoiler"), default=False, db_default=False)
    edited_at = models.DateTimeField(null=True, blank=True)
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
                condition=Q(text__length__gte=1, units__gte=1) | Q(picture_count__gte=1) | Q(root__isnull=False),
                name="post_shows_something",
            ),
            models.CheckConstraint(
                condition=Q(picture_count__lte=MAX_PICTURES_EVER), name="post_pictures_not_too_many"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "followers", "mutual", "group", "self"]),
                name="post_visibility_known",
            ),
            models.CheckConstraint(
                condition=Q(comment_policy__in=["everyone", "followers", "following", "nobody"]),
                name="post_comment_policy_known",
            ),
            models.CheckConstraint(
                condition=Q(root__isnull=True, parent__isnull=True) | Q(root__isnull=False, parent__isnull=False),
                name="post_repost_of_something",
            ),
        ]
        indexes = [
            # With `deleted_at` beside it a home is rebuilt from this index alone.
            models.Index(fields=["author", "-id"], include=["deleted_at"], name="post_author_newest"),
            models.Index(fields=["deleted_at"], condition=~Q(deleted_at=None), name="post_deleted"),
            models.Index(fields=["author", "-id"], condition=Q(picture_count__gt=0), name="post_author_pictures"),
            # Who reposted it, newest first; and whom a group that goes leaves behind.
            models.Index(fields=["root", "-id"], condition=~Q(root=None), name="post_reposts"),
            models.Index(fields=["parent", "-id"], condition=~Q(parent=None), name="post_direct_reposts"),
            models.Index(fields=["group"], condition=~Q(group=None), name="post_group"),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    def get_absolute_url(self) -> str:
        return f"/p/{self.pk}/"

    @property
    def is_repost(self) -> bool:
        return self.root_id is not None

    @property
    def words(self) -> str:
        """What it says, in the reader's language."""
        return self.text or (str(REPOST) if self.is_repost else "")

    @property
    def written_at(self) -> datetime:
        """Since when it says what it says."""
        return self.edited_at or self.created_at

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC
