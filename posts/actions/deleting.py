"""Deleting posts: hidden at once, back within the undo time, and gone for good after it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Conflict, Missing, NotAllowed
from media import actions as media
from media.models import File
from posts import events
from posts.actions.publishing import LIMIT_WINDOW
from posts.models import Post, PostTopic, PurgedPost
from topics.actions import count_use
from topics.models import Topic

# How long a deleted post can be brought back (product, 3.7). What is pressed in the last second is still on its way for
# a while; and clocks of two machines differ by less than what lies between that and the rows' end.
UNDO_TIME = timedelta(seconds=10)
RESTORED_WITHIN = UNDO_TIME + timedelta(seconds=2)
PURGED_AFTER = UNDO_TIME + timedelta(seconds=4)
# Posts a transaction, and transactions a turn: the worker that sweeps has other things to do.
PURGE_CHUNK, PURGE_CHUNKS = 500, 20


class NotYours(NotAllowed):
    message = _("Only the author can do that.")


class NotDeleted(Conflict):
    message = _("This post is back already.")


class UndoTimeOver(Conflict):
    message = _("It is too late to bring this post back: it is gone for good.")


@transaction.atomic
def delete(*, post_id: int, by: User) -> Post:
    """Hide a post at once; its rows go after the undo time. Raises Missing, NotYours."""
    moderates = by.has_perm("posts.delete_post")
    _hold_author(post_id, by, moderates=moderates)
    # Whoever moderates also deletes what a suspended author left behind.
    seen = Post.objects.filter(deleted_at=None) if moderates else Post.objects.visible_to(by)
    post = seen.select_for_update(of=("self",), no_key=True).filter(pk=post_id).first()
    if post is None:
        raise Missing
    if post.author_id != by.pk and not moderates:
        raise NotYours
    # What a moderator deletes, its author does not bring back: it is past its undo time.
    post.deleted_at = timezone.now() - (timedelta() if post.author_id == by.pk else PURGED_AFTER)
    post.save(update_fields=["deleted_at"])
    _count(post, -1)
    events.post_deleted.send(sender=Post, post=post)
    return post


@transaction.atomic
def restore(*, post_id: int, by: User) -> Post:
    """Bring back what its author deleted a moment ago, with all that was counted and pinned.

    Raises Missing (another's, too), NotDeleted and UndoTimeOver (409).
    """
    _hold_author(post_id, by)
    post = Post.objects.select_for_update(no_key=True).filter(pk=post_id, author=by).first()
    if post is None:
        raise Missing
    if post.deleted_at is None:
        raise NotDeleted
    if post.deleted_at < timezone.now() - RESTORED_WITHIN:
        raise UndoTimeOver
    post.deleted_at = None
    post.save(update_fields=["deleted_at"])
    _count(post, 1)
    events.post_restored.send(sender=Post, post=post)
    return post


@transaction.atomic
def remove_all(*, author: User) -> None:
    """Remove every post of an author whose account is about to go, out of the topics' counts too."""
    live = Post.objects.filter(author=author, deleted_at=None)
    uses = PostTopic.objects.filter(content_object__in=live.filter(visibility=Post.Visibility.PUBLIC))
    for topic_id, number in uses.values_list("tag").annotate(number=Count("pk")).order_by("tag"):
        count_use(topics=[Topic(pk=topic_id)], by=-number)
    ids = list(Post.objects.filter(author=author).values_list("pk", flat=True))
    for start in range(0, len(ids), PURGE_CHUNK):
        chunk = ids[start : start + PURGE_CHUNK]
        # Held: its author may be deleting one of them, or bringing one back, in another window.
        hidden = list(live.filter(pk__in=chunk).select_for_update(no_key=True).order_by("pk"))
        live.filter(pk__in=chunk).update(deleted_at=timezone.now())
        for post in hidden:
            events.post_deleted.send(sender=Post, post=post)
        while _held_above(chunk):
            pass
        Post.objects.filter(pk__in=chunk).delete()


def purge_deleted() -> int:
    """Remove the rows and files of posts deleted for good, a chunk at a time; returns how many posts went.

    What is left for the next turn: posts of which an app above still has rows, and those somebody else holds.
    """
    now = timezone.now()
    PurgedPost.objects.filter(posted_at__lt=now - LIMIT_WINDOW).delete()
    due = Post.objects.filter(deleted_at__lt=now - PURGED_AFTER).order_by("deleted_at", "pk")
    purged, seen = 0, set[int]()
    for _turn in range(PURGE_CHUNKS):
        chunk = list(due.exclude(pk__in=seen).values_list("pk", flat=True)[:PURGE_CHUNK])
        if not chunk:
            break
        seen.update(chunk)
        purged += _purge(set(chunk) - _held_above(chunk), now - PURGED_AFTER)
    return purged


def _hold_author(post_id: int, by: User, *, moderates: bool = False) -> None:
    """Ahead of the post, as by publishing and by an account that goes: its author's number changes along.

    Who does not moderate can only be its author: nobody holds somebody else by asking for their post.
    """
    authors = User.objects.filter(posts=post_id) if moderates else User.objects.filter(pk=by.pk)
    authors.select_for_update(of=("self",), no_key=True).values_list("pk").first()


def _count(post: Post, by: int) -> None:
    """A post comes or goes: in its author's count, and where everybody may see it, in its topics'."""
    User.objects.filter(pk=post.author_id).update(post_count=F("post_count") + by)
    if post.is_public:
        count_use(topics=post.topics.all(), by=by)


def _held_above(post_ids: Collection[int]) -> set[int]:
    """Have the apps above remove their rows of these posts; returns the posts of which some are left."""
    answers: list[tuple[Any, Any]] = events.posts_purging.send(sender=Post, post_ids=post_ids)
    return {pk for _receiver, held in answers for pk in held or ()}


def _purge(post_ids: Collection[int], before: datetime) -> int:
    _discard_files(post_ids, before)
    with transaction.atomic():
        rows = Post.objects.select_for_update(skip_locked=True).filter(pk__in=post_ids, deleted_at__lt=before)
        found = list(rows.values_list("pk", "author_id", "created_at"))
        # That they were posted still counts against the limit; what they said is gone.
        lately = timezone.now() - LIMIT_WINDOW
        PurgedPost.objects.bulk_create(
            PurgedPost(author_id=author, posted_at=at) for _pk, author, at in found if at >= lately
        )
        Post.objects.filter(pk__in=[pk for pk, _author, _at in found]).delete()
    return len(found)


def _discard_files(post_ids: Collection[int], before: datetime) -> None:
    """By themselves, ahead of the posts: whoever finishes a file holds it, and asks for its post then."""
    shown = File.objects.filter(postpicture__post__in=post_ids, postpicture__post__deleted_at__lt=before)
    while files := list(shown.values_list("pk", flat=True)[:PURGE_CHUNK]):
        media.discard(shown.filter(pk__in=files))
