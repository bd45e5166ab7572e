"""Deleting posts: hidden at once, gone for good after the undo time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Missing, NotAllowed
from media import actions as media
from media.models import File
from posts import events
from posts.actions.publishing import LIMIT_WINDOW
from posts.models import Post, PostTopic
from topics.actions import count_use
from topics.models import Topic

# How long a deleted post can be brought back (product, 3.7), before its row goes.
UNDO_TIME = timedelta(seconds=10)
PURGE_CHUNK = 500


class NotYours(NotAllowed):
    message = _("Only the author can delete a post.")


def delete(*, post_id: int, by: User) -> Post:
    """Hide a post at once; its row goes after the undo time. Raises Missing, NotYours."""
    with transaction.atomic():
        moderates = by.has_perm("posts.delete_post")
        # Whoever moderates also deletes what a suspended author left behind.
        seen = Post.objects.filter(deleted_at=None) if moderates else Post.objects.visible_to(by)
        post = seen.select_for_update().filter(pk=post_id).first()
        if post is None:
            raise Missing
        if post.author_id != by.pk and not moderates:
            raise NotYours
        post.deleted_at = timezone.now()
        post.save(update_fields=["deleted_at"])
        User.objects.filter(pk=post.author_id).update(post_count=F("post_count") - 1)
        count_use(topics=post.topics.all(), by=-1)
        events.post_deleted.send(sender=Post, post=post)
    return post


@transaction.atomic
def remove_all(*, author: User) -> None:
    """Remove every post of an author whose account is about to go, out of the topics' counts too."""
    uses = PostTopic.objects.filter(content_object__author=author, content_object__deleted_at=None)
    for topic_id, number in uses.values_list("tag").annotate(number=Count("pk")).order_by("tag"):
        count_use(topics=[Topic(pk=topic_id)], by=-number)
    Post.objects.filter(author=author).delete()


def purge_deleted() -> int:
    """Remove the files and rows of posts deleted for good, a chunk at a time; returns how many posts went.

    Files go once nothing can be undone; rows stay for as long as they count against the limit.
    """
    now = timezone.now()
    _purge_files(now - UNDO_TIME)
    gone = Post.objects.filter(deleted_at__lt=now - UNDO_TIME, created_at__lt=now - LIMIT_WINDOW).order_by("deleted_at")
    purged = 0
    while chunk := list(gone.values_list("pk", flat=True)[:PURGE_CHUNK]):
        Post.objects.filter(pk__in=chunk).delete()
        purged += len(chunk)
    return purged


def _purge_files(before: datetime) -> None:
    deleted = File.objects.filter(postpicture__post__deleted_at__lt=before).order_by("pk")
    while chunk := list(deleted.values_list("pk", flat=True)[:PURGE_CHUNK]):
        media.discard(File.objects.filter(pk__in=chunk))
