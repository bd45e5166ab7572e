"""A post's way into its readers' lists, a chunk of followers at a time, going on where a killed worker stopped."""

from django.utils import timezone

from accounts.models import User
from core import outbox
from core.models import OutboxRow
from follows.queries import follower_ids
from posts.models import Post
from timelines import large
from timelines.store import store

CHUNK = 1000
# Progress is written down after so many chunks: what a killed worker did beyond it is done again, without harm.
CHUNKS_A_STEP = 5
# Authors with more followers go to a queue of their own, so that nobody waits behind a star.
FAST_UP_TO = 3000


def enqueue(post: Post) -> OutboxRow:
    """Write the fan-out of a post that others may see from now on, in the transaction that makes it so; once for all.

    One that is its author's alone goes into their list and no further, under a name of its own: it may be for others
    later, and is fanned out then. (What was for others once is not fanned out a second time: it lies in their lists,
    and reading asks who may see it.)
    """
    alone = post.visibility == Post.Visibility.SELF
    return _write(post, f"fan-out:{post.pk}:self" if alone else f"fan-out:{post.pk}", alone=alone)


def enqueue_again(post: Post) -> OutboxRow:
    """Write the fan-out of a post that its author brought back: one that ran meanwhile has stopped, and lists that were
    made meanwhile are without it. Once a minute at most: who deletes and brings back in turns fills nobody's list."""
    alone = post.visibility == Post.Visibility.SELF
    return _write(post, f"fan-out:{post.pk}:back:{timezone.now():%Y%m%d%H%M}", alone=alone)


def _write(post: Post, key: str, *, alone: bool) -> OutboxRow:
    payload = {"post": str(post.pk), "author": post.author_id, "alone": alone}
    queue = "fast" if alone else queue_for(post.author)
    return outbox.write(task="timelines.tasks.fan_out", key=key, payload=payload, queue=queue)


def queue_for(author: User) -> str:
    """Where this author's posts wait for a worker: `fast` for few followers, and for a large account's one outbox."""
    few = author.follower_count <= FAST_UP_TO
    return "fast" if few or (large.is_large(author) and not large.is_changing(author.pk)) else "bulk"


def fan_out(row: OutboxRow) -> None:
    """Bring the row's post to its readers: one outbox for a large author, else every follower's list that exists.

    Followers come in the order of their ids, after the row's cursor; the author's own list is first: it has the post
    since the commit, unless the process died in between. A post that was deleted before or while this runs goes no
    further. One whose author is suspended does: reading leaves it out, and it is where it belongs when the author is
    restored. Whether the author is large is asked now, not when the post was written: the flag's change makes lists
    anew, so what counts is that they were made after it.
    """
    post_id, author_id = int(row.payload["post"]), row.payload["author"]
    author = User.objects.filter(pk=author_id).only("follower_count").first()
    if author is None:
        return
    if row.cursor == 0:
        store.push(post_id=post_id, reader_ids=[author_id])
    if row.payload.get("alone"):
        return
    merged = large.is_large(author)
    if merged:
        large.refresh(author_id)
    # The flag is asked for again, and last: it goes before the change is over.
    if not merged or large.is_changing(author_id) or not large.is_large(author):
        _push_to_followers(row, post_id, author_id)


def _push_to_followers(row: OutboxRow, post_id: int, author_id: int) -> None:
    at, more = row.cursor, True
    while more and _still_published(post_id):
        for _ in range(CHUNKS_A_STEP):
            chunk = follower_ids(author_id, after=at, limit=CHUNK)
            store.push(post_id=post_id, reader_ids=chunk)
            more = len(chunk) == CHUNK
            if not more:
                return
            at = chunk[-1]
        outbox.advance(row, at)


def _still_published(post_id: int) -> bool:
    return Post.objects.filter(pk=post_id, deleted_at=None).exists()
