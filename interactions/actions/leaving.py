"""What a member liked, kept and followed goes with the account, and out of every number."""

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from interactions.models import Favourite, Folder, FolderFollow, Like
from posts import counts

# Rows a statement: no lock is waited for long.
CHUNK = 500


@transaction.atomic
def take_back_all(*, user: User) -> None:
    """Remove the likes, favourites and folders of a member whose account is about to go, and what they follow."""
    _unlike_all(user)
    _unfollow_all(user)
    Favourite.objects.filter(user=user).delete()
    Folder.objects.filter(owner=user).delete()


def _unlike_all(user: User) -> None:
    # By post, so that two who leave at once and liked the same do not wait for each other in a ring.
    likes = Like.objects.filter(user=user).order_by("post")
    while chunk := list(likes.select_for_update().values_list("post", flat=True)[:CHUNK]):
        Like.objects.filter(user=user, post__in=chunk).delete()
        counts.add_to_each(chunk, "likes", -1)


def _unfollow_all(user: User) -> None:
    """Their own folders are held along: whoever follows one no longer holds it ahead of the row that goes."""
    followed = FolderFollow.objects.filter(user=user).values("folder")
    concerned = Folder.objects.filter(Q(pk__in=followed) | Q(owner=user))
    folders = list(concerned.order_by("pk").select_for_update(no_key=True))
    gone = FolderFollow.objects.filter(user=user, folder__in=folders)
    held = list(gone.values_list("folder", flat=True))
    gone.delete()
    Folder.objects.filter(pk__in=held).update(follower_count=F("follower_count") - 1)
