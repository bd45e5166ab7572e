"""Counting likes, comments and reposts of posts, exactly, without making those who do it wait for each other.

Call `add` as the last thing of a transaction, with what INSERT and DELETE really did: blind counting drifts (measured).
"""

from collections.abc import Iterable, Mapping, Sequence
from random import randrange

from django.db import connection
from django.db.models import Sum

from posts.models.counts import IN_BULK, KINDS, SHARDS, PostCounts

# A row of the post that nobody holds at the moment; without one, another is made. A number that is spread over rows
# costs its readers a sum of at most SHARDS, and one in bulk.
FREE = (
    "UPDATE posts_postcounts SET {kind} = {kind} + %(by)s WHERE id = (SELECT id FROM posts_postcounts "
    "WHERE post_id = %(post)s AND shard < %(shards)s ORDER BY shard LIMIT 1 FOR UPDATE SKIP LOCKED)"
)
# Of a post whose row is gone for good nobody counts any more: a repost of it may be deleted years later.
ANY = (
    "INSERT INTO posts_postcounts (post_id, shard, {kind}) "
    "SELECT id, %(shard)s, %(by)s FROM posts_post WHERE id = %(post)s {held}"
    "ON CONFLICT (post_id, shard) DO UPDATE SET {kind} = posts_postcounts.{kind} + excluded.{kind}"
)
EACH = (
    "INSERT INTO posts_postcounts (post_id, shard, {kind}) "
    "SELECT id, %s, %s FROM posts_post WHERE id IN ({posts}) ORDER BY id {held}"
    "ON CONFLICT (post_id, shard) DO UPDATE SET {kind} = posts_postcounts.{kind} + excluded.{kind}"
)


def add(post_id: int, kind: str, by: int) -> None:
    """Add to one of KINDS of a post, if it is there. One statement, or two where others are at the same post."""
    if kind not in KINDS:
        raise ValueError(kind)
    wanted: dict[str, int] = {"post": post_id, "by": by, "shard": 0, "shards": SHARDS}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FREE.format(kind=kind), wanted)
            if cursor.rowcount:
                return
            wanted["shard"] = randrange(SHARDS)
        held = "FOR KEY SHARE " if connection.vendor == "postgresql" else ""
        cursor.execute(ANY.format(kind=kind, held=held), wanted)


def add_to_each(post_ids: Sequence[int], kind: str, by: int) -> None:
    """Add the same to one of KINDS of many posts, those of them that are there. One statement.

    Who calls it more than once in a transaction goes through the posts by rising id, as others do.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    held = "FOR KEY SHARE " if connection.vendor == "postgresql" else ""
    marks = ", ".join(["%s"] * len(post_ids))
    with connection.cursor() as cursor:
        cursor.execute(EACH.format(kind=kind, posts=marks, held=held), [IN_BULK, by, *post_ids])


def of(post_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """The numbers of these posts, zeros included. One query."""
    ids = list(post_ids)
    found = {pk: dict.fromkeys(KINDS, 0) for pk in ids}
    sums = PostCounts.objects.filter(post__in=ids).order_by().values_list("post")
    for pk, *numbers in sums.annotate(**{f"all_{kind}": Sum(kind) for kind in KINDS}):
        found[pk] = dict(zip(KINDS, numbers, strict=True))
    return found


def set_to(numbers: Mapping[int, Mapping[str, int]]) -> None:
    """Make these the numbers of posts (for data sets and repairs): one row each. Writers must rest meanwhile."""
    PostCounts.objects.filter(post__in=numbers).delete()
    PostCounts.objects.bulk_create(
        [PostCounts(post_id=pk, **of_one) for pk, of_one in numbers.items()], batch_size=1000
    )
