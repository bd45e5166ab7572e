"""Members: who they are, how they are shown, whether they carry a V, and which names are taken."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.interests import Field
from accounts.kinds import KINDS
from core.refusals import Missing

HANDLE_LENGTH = (3, 30)
NICKNAME_LENGTH = (2, 30)
BIO_LENGTH = 160
REGION_LENGTH = 40
DECLARATION_LENGTH = 60
# A reader who opened home within this time holds a timeline (product, 5.1).
ACTIVE = timedelta(days=30)


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        """Members who are neither suspended nor deleted."""
        return self.filter(state=User.State.ACTIVE)

    def verified(self) -> "UserQuerySet":
        return self.exclude(badge=User.Badge.NONE)

    def locked(self, pk: int) -> "User":
        """A member's row as it is now, held until the transaction ends. Raises Missing where the account went.

        Without its key: a row elsewhere that names the member need not wait for this.
        """
        found = self.select_for_update(no_key=True).filter(pk=pk).first()
        if found is None:
            raise Missing
        return found

    def by_handle(self, handle: str) -> "UserQuerySet":
        """The member at /u/<handle>/, in any case. (`iexact` would miss the index: it asks PostgreSQL for UPPER.)"""
        return self.alias(lower_handle=Lower("handle")).filter(lower_handle=handle.lower())


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """What Django's own commands (createsuperuser) and libraries call; the site itself signs people up by actions."""

    def create_user(self, handle: str, email: str = "", password: str | None = None, **fields: Any) -> "User":
        from accounts.actions import create_account

        return create_account(handle=handle, email=email, password=password, **fields)

    def create_superuser(self, handle: str, email: str = "", password: str | None = None, **fields: Any) -> "User":
        return self.create_user(
            handle, email, password, is_staff=True, is_superuser=True, email_confirmed=True, **fields
        )

    def get_by_natural_key(self, handle: str | None) -> "User":
        return self.by_handle(handle or "").get()


class User(AbstractBaseUser, PermissionsMixin):
    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        DELETED = "deleted", _("deleted")

    class Badge(models.TextChoices):
        NONE = "none", _("no V")
        ORANGE = "orange", _("orange V")
        BLUE = "blue", _("blue V")

    class Appearance(models.TextChoices):
        SYSTEM = "system", _("Like my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    handle = models.CharField(max_length=HANDLE_LENGTH[1], unique=True)
    nickname = models.CharField(max_length=NICKNAME_LENGTH[1])
    nickname_changed_at = models.DateTimeField(null=True, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    email_confirmed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    # The V: written by accounts.verification alone.
    badge = models.CharField(max_length=10, choices=Badge.choices, default=Badge.NONE)
    badge_kind = models.CharField(max_length=20, blank=True, default="")
    declaration = models.CharField(max_length=DECLARATION_LENGTH, blank=True, default="")
    verified_at = models.DateTimeField(null=True, blank=True)

    bio = models.CharField(max_length=BIO_LENGTH, blank=True, default="")
    region = models.CharField(max_length=REGION_LENGTH, blank=True, default="")
    field = models.CharField(max_length=20, choices=Field.choices, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    appearance = models.CharField(max_length=10, choices=Appearance.choices, default=Appearance.SYSTEM)
    # The keys of the renditions shown now; the old ones stay until new ones are ready.
    avatar_key = models.CharField(max_length=32, blank=True, default="")
    cover_key = models.CharField(max_length=32, blank=True, default="")
    welcomed_at = models.DateTimeField(null=True, blank=True)

    # Whether the lightbox offers others a file of this member's pictures to keep (product, 3.2).
    pictures_downloadable = models.BooleanField(default=True, db_default=True)
    # Whether others see what this member likes, as a tab of the profile.
    likes_shown = models.BooleanField(default=True, db_default=True)
    # Whether there are words that this member does not want to read: pages of those without any ask nothing more.
    mutes_words = models.BooleanField(default=False, db_default=False)
    # Raised by each action that changes which groups of people one has, or whom one follows with special attention: the
    # tabs above home are kept under it. 0: never any, so there is nothing to ask for.
    groups_version = models.PositiveIntegerField(default=0, db_default=0)
    # Raised in the same UPDATE by each action that changes what a cached card shows of the author (name, avatar, V).
    version = models.PositiveIntegerField(default=1)
    post_count = models.PositiveIntegerField(default=0)
    following_count = models.PositiveIntegerField(default=0)
    follower_count = models.PositiveIntegerField(default=0)
    home_opened_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("handle"), name="handle_once"),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="email_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_lower_case"),
            models.CheckConstraint(condition=Q(badge__in=["none", "orange", "blue"]), name="badge_known"),
            models.CheckConstraint(condition=Q(state__in=["active", "suspended", "deleted"]), name="state_known"),
            models.CheckConstraint(
                condition=Q(badge="none") | ~Q(badge_kind="") & ~Q(declaration=""),
                name="badge_has_kind_and_declaration",
            ),
        ]
        indexes = [
            models.Index(fields=["-follower_count"], condition=Q(state="active"), name="user_popular"),
            # Whom to follow in a field: its verified accounts.
            models.Index(
                fields=["field", "-follower_count"],
                condition=Q(state="active") & ~Q(badge="none"),
                name="user_popular_in_field",
            ),
        ]

    def __str__(self) -> str:
        return self.nickname or self.handle

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django keeps a column; ours is the state.
        return self.state == self.State.ACTIVE

    @property
    def verified_kind(self) -> str:
        """What the member is verified as, in the reader's language; empty without a V."""
        return str(KINDS[self.badge_kind].label) if self.badge_kind in KINDS else ""

    def get_absolute_url(self) -> str:
        return f"/u/{self.handle}/"

    def get_full_name(self) -> str:
        return self.nickname

    def get_short_name(self) -> str:
        return self.nickname


class ReservedName(models.Model):
    """A folded name that has an owner: a handle, a present nickname, one kept after a change, or a tombstone.

    One table for handles and nicknames, so that `@word` has at most one owner (accounts.folding makes the keys,
    accounts.names is the only writer).
    """

    folded = models.CharField(max_length=200, unique=True)
    # Nobody: a deleted account's. As a handle it is a tombstone for ever, as a nickname it is kept for a while.
    owner = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="names")
    is_handle = models.BooleanField(default=False)
    is_nickname = models.BooleanField(default=False)
    kept_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.folded

    def free_for(self, user: User) -> bool:
        """Whether `user` may take it: one's own, or a nickname whose time of being kept is over."""
        kept = self.is_handle or self.is_nickname or self.kept_until is None or self.kept_until > timezone.now()
        return not kept or (self.owner_id is not None and self.owner_id == user.pk)


class AccountInterest(models.Model):
    """A field that a member chose in the first steps."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="interests")
    field = models.CharField(max_length=20, choices=Field.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "field"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.field}"
