"""Who follows whom, who keeps whom away, and how one sorts the people whom one follows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Ours: a name that a tab can show, and a word that a person would say. (Lists of both have their ends in the actions.)
MAX_GROUP_NAME = 20
MAX_MUTED_WORD = 30


class Follow(models.Model):
    """One-way: `follower` reads `followee`. Mutual when the other row exists too."""

    # Indexes of their own would say less than the constraint and the fan-out's index below.
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings", db_index=False
    )
    followee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followers", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)
    # Special attention: the follower wants to miss nothing of this person.
    special = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followee"], name="follow_once"),
            models.CheckConstraint(condition=~Q(follower=F("followee")), name="follow_not_oneself"),
        ]
        indexes = [
            # Fan-out walks followers by keyset; the pages of followers and followees walk by id.
            models.Index(fields=["followee", "follower"], name="follow_fanout"),
            models.Index(fields=["followee", "-id"], name="follow_followers_page"),
            models.Index(fields=["follower", "-id"], name="follow_following_page"),
            models.Index(fields=["follower", "-created_at"], name="follow_limits"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.followee_id}"


class EndedFollow(models.Model):
    """A follow of the last day that ended: it still counts, or following and unfollowing in turns had no limit."""

    follower = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    followed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["follower", "followed_at"], name="follow_ended_limits")]

    def __str__(self) -> str:
        return f"{self.follower_id} at {self.followed_at:%F %T}"


class Block(models.Model):
    """`blocker` wants nothing to do with `blocked`: each is missing for the other, everywhere."""

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks", db_index=False
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_by", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="block_not_oneself"),
        ]
        indexes = [
            # Asked from both sides with every page.
            models.Index(fields=["blocked", "blocker"], name="block_other_side"),
            models.Index(fields=["blocker", "-id"], name="block_page"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} ⊘ {self.blocked_id}"


class Mute(models.Model):
    """`muter` does not want to read `muted` in timelines and lists; the other never learns of it."""

    muter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes", db_index=False)
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="mute_once"),
            models.CheckConstraint(condition=~Q(muter=F("muted")), name="mute_not_oneself"),
        ]
        indexes = [models.Index(fields=["muter", "-id"], name="mute_page")]

    def __str__(self) -> str:
        return f"{self.muter_id} ⊖ {self.muted_id}"


class MutedWord(models.Model):
    """A word that `owner` does not want to read; `folded` is what texts are compared with (follows.words)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_words")
    word = models.CharField(max_length=MAX_MUTED_WORD)
    folded = models.CharField(max_length=4 * MAX_MUTED_WORD)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "folded"], name="muted_word_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="muted_word_says_something"),
        ]

    def __str__(self) -> str:
        return self.word


class FollowGroup(models.Model):
    """A list into which its owner sorts people whom they follow: a timeline of its own, and an audience."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follow_groups")
    name = models.CharField(_("name"), max_length=MAX_GROUP_NAME)
    folded = models.CharField(max_length=4 * MAX_GROUP_NAME)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "folded"], name="follow_group_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="follow_group_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/groups/{self.pk}/"


class GroupMember(models.Model):
    """Somebody in a group: the row of following itself, so that who is unfollowed is in no group any more."""

    group = models.ForeignKey(FollowGroup, on_delete=models.CASCADE, related_name="members", db_index=False)
    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="groups")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "follow"], name="group_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.follow_id}"
