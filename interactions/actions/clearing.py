"""Comments that go for good: those deleted a while ago, and all of a member whose account goes."""

from collections import Counter
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from interactions.actions.commenting import LIMIT_WINDOW
from interactions.actions.holding import hold
from interactions.models import Comment, CommentLike
from media import actions as media
from media.models import File
from posts import counts

# Comments at a time, and turns of one run: the worker that sweeps has other things to do.
CHUNK, TURNS = 500, 40


def purge_comments() -> int:
    """Remove rows and files of comments whose deletion no limit remembers any more; returns how many comments went."""
    due = Comment.objects.filter(deleted_at__lt=timezone.now() - LIMIT_WINDOW)
    purged = 0
    # Replies first: no chunk is larger than it looks.
    for turn in (due.filter(parent__isnull=False), due.filter(parent=None)):
        for _ in range(TURNS):
            chunk = list(turn.order_by("deleted_at").values_list("pk", flat=True)[:CHUNK])
            if not chunk:
                break
            with transaction.atomic():
                remove(chunk)
            purged += len(chunk)
    return purged


@transaction.atomic
def hold_comments(*, user: User) -> None:
    """Hold every comment that will change when a member's account goes: their own with the replies to them, those they
    replied to, those they like. By rising id, so that two who talked to each other and leave at once do not wait for
    each other in a ring."""
    own = Comment.objects.filter(author=user)
    concerned = set(own.values_list("pk", flat=True))
    concerned.update(own.filter(parent__isnull=False).values_list("parent_id", flat=True))
    concerned.update(Comment.objects.filter(parent__in=own.filter(parent=None)).values_list("pk", flat=True))
    concerned.update(CommentLike.objects.filter(user=user).values_list("comment_id", flat=True))
    ordered = sorted(concerned)
    for start in range(0, len(ordered), CHUNK):
        hold(Comment.objects.filter(pk__in=ordered[start : start + CHUNK]))


@transaction.atomic
def remove_comments(*, author: User) -> None:
    """Remove every comment of a member whose account is about to go, what others replied to it included."""
    for chunk in _chunks(Comment.objects.filter(author=author)):
        for replies in _chunks(Comment.objects.filter(parent__in=chunk)):
            _remove_counted(replies)
        _remove_counted(chunk)


@transaction.atomic
def remove_comment_likes(*, user: User) -> None:
    """Take back every like that a member whose account is about to go gave to comments."""
    liked = CommentLike.objects.filter(user=user).order_by("comment")
    while chunk := list(liked.values_list("comment_id", flat=True)[:CHUNK]):
        hold(Comment.objects.filter(pk__in=chunk))
        # What was not taken back meanwhile: whoever does that holds the comment too.
        rows = dict(liked.filter(comment__in=chunk).values_list("pk", "comment_id"))
        CommentLike.objects.filter(pk__in=rows).delete()
        Comment.objects.filter(pk__in=rows.values()).update(like_count=F("like_count") - 1)


def remove(pks: Collection[int]) -> None:
    """The rows of these comments with all that hangs on them, files included; nothing is counted."""
    hold(Comment.objects.filter(pk__in=pks))
    media.discard(File.objects.filter(comment__in=pks))
    Comment.objects.filter(pk__in=pks).delete()


def _remove_counted(pks: Collection[int]) -> None:
    """Comments of the first level are held before those below them, as whoever deletes or replies does."""
    parents = Comment.objects.filter(pk__in=pks, parent__isnull=False).values_list("parent", flat=True)
    hold(Comment.objects.filter(pk__in=list(parents)))
    live = Comment.objects.select_for_update().filter(pk__in=pks, deleted_at=None).order_by("pk")
    rows = list(live.values_list("post", "parent"))
    remove(pks)
    for parent, number in Counter(parent for _post, parent in rows if parent).items():
        Comment.objects.filter(pk=parent).update(reply_count=F("reply_count") - number)
    for post, number in sorted(Counter(post for post, _parent in rows).items()):
        counts.add(post, "comments", -number)


def _chunks(comments: QuerySet[Comment]) -> Iterator[list[int]]:
    """Until none is left: each chunk must be gone before the next is asked for."""
    while chunk := list(comments.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield chunk
