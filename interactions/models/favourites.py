"""What people keep for later, and the folders that they keep it in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models import Post

MAX_FOLDER_NAME = 20


class Folder(models.Model):
    """A folder of favourites; a public one is a collection that others may follow."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(_("name"), max_length=MAX_FOLDER_NAME)
    folded = models.CharField(max_length=4 * MAX_FOLDER_NAME)
    is_public = models.BooleanField(default=False)
    follower_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "folded"], name="folder_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="folder_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/favourites/{self.pk}/"


class FolderFollow(models.Model):
    """Somebody follows a public folder of somebody else's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "folder"], name="folder_follow_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.folder_id}"


class Favourite(models.Model):
    """Nobody but its owner sees it, unless its folder is public."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey(
        Folder, null=True, blank=True, on_delete=models.SET_NULL, related_name="favourites", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="favourite_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="favourite_page"),
            models.Index(fields=["folder", "-id"], condition=~Q(folder=None), name="favourite_folder"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ★ {self.post_id}"
