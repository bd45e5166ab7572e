"""What changes one reader's list outside of a fan-out: one's own post at once, and lists that are right no more."""

import uuid
from contextlib import suppress

from accounts.models import User
from core import outbox, redis
from core.models import OutboxRow
from posts.models import Post
from timelines.store import store


def show_own(post: Post) -> None:
    """Put a post into its author's list at once; the fan-out does it again."""
    with suppress(redis.Away):
        store.push(post_id=post.pk, reader_ids=[post.author_id])


def forget(reader: User) -> None:
    """Forget the reader's list now; when Redis is away, as soon as it is back: a list that survived would be wrong."""
    try:
        store.forget([reader.pk])
    except redis.Away:
        key = f"forget:{reader.pk}:{uuid.uuid4()}"
        outbox.write(task="timelines.tasks.forget_lists", key=key, payload={"readers": [reader.pk]}, queue="fast")


def forget_lists(row: OutboxRow) -> None:
    store.forget(row.payload["readers"])
