"""What was done with posts that go for good goes with them, in small steps: a post may have a million likes."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from interactions.models import Comment, CommentLike, CommentMention, Favourite, Like, Spread
from media import actions as media
from media.models import File

# Rows a transaction, and so many a call: the worker that sweeps deleted posts has other things to do.
CHUNK, MOST = 2_000, 20_000


def remove_of(post_ids: Collection[int]) -> set[int]:
    """Remove what hangs on these posts: likes, favourites, comments and what hangs on those, and how it spread.

    At most MOST rows a call; returns the posts that are not free of them yet. A repost keeps its place in the tree of a
    root that stays.
    """
    comments = Comment.objects.filter(post__in=post_ids)
    left = MOST
    for rows in (
        Like.objects.filter(post__in=post_ids),
        Favourite.objects.filter(post__in=post_ids),
        CommentLike.objects.filter(comment__in=comments),
        CommentMention.objects.filter(comment__in=comments),
        # Answers ahead of what they answer.
        comments.exclude(parent=None),
        comments,
        Spread.objects.filter(root_id__in=post_ids),
    ):
        left = _remove(rows, left)
    return set() if left else _held(post_ids)


def _remove(rows: QuerySet, left: int) -> int:
    """Returns how many more may be removed. In no order: asked for one, a database may look through the whole table."""
    while left and (chunk := list(rows.values_list("pk", flat=True)[: min(CHUNK, left)])):
        with transaction.atomic():
            if rows.model is Comment:
                # A comment ahead of its likes, and its picture.
                list(Comment.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk"))
                media.discard(File.objects.filter(comment__in=chunk))
            rows.model._default_manager.filter(pk__in=chunk).delete()
        left -= len(chunk)
    return left


def _held(post_ids: Collection[int]) -> set[int]:
    held = set(Spread.objects.filter(root_id__in=post_ids).values_list("root_id", flat=True).distinct())
    for model in (Like, Favourite, Comment):
        held |= set(model.objects.filter(post__in=post_ids).values_list("post", flat=True).distinct())
    return held
