"""Everything that a counter says and the rows do not: counters are compared with COUNT(*)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any


def drift() -> Iterator[str]:
    """Everything that a counter says and the rows do not, and follows across a block."""
    from accounts.models import User
    from follows.models import Block, Follow
    from posts.models import Post

    follows = set(Follow.objects.values_list("follower", "followee"))
    followers, followed = Counter(pair[1] for pair in follows), Counter(pair[0] for pair in follows)
    posts = Counter(Post.objects.filter(deleted_at=None).values_list("author", flat=True))
    for pk, *told in User.objects.values_list("pk", "follower_count", "following_count", "post_count"):
        if told != [followers[pk], followed[pk], posts[pk]]:
            yield f"member {pk}: {told}"
    for blocker, blocked in Block.objects.values_list("blocker", "blocked"):
        if follows & {(blocker, blocked), (blocked, blocker)}:
            yield f"a follow across a block: {blocker}, {blocked}"
    yield from _of_posts()
    yield from _of_comments()


def _of_posts() -> Iterator[str]:
    from interactions.models import Comment, Like
    from posts import counts
    from posts.models import Post, PostTopic
    from topics.models import Topic

    live = Post.objects.filter(deleted_at=None)
    # A repost counts for its root and for what it passed on, once where these are one.
    above = live.exclude(root=None).values_list("root", "parent")
    rows: dict[str, Counter[Any]] = {
        "likes": Counter(Like.objects.values_list("post", flat=True)),
        "comments": Counter(Comment.objects.filter(deleted_at=None).values_list("post", flat=True)),
        "reposts": Counter(pk for pair in above for pk in set(pair)),
    }
    for pk, told in counts.of(Post.objects.values_list("pk", flat=True)).items():
        if told != {kind: rows[kind][pk] for kind in rows}:
            yield f"post {pk}: {told}"
    public = PostTopic.objects.filter(content_object__in=live.filter(visibility=Post.Visibility.PUBLIC))
    uses = Counter(public.values_list("tag", flat=True))
    for pk, number in Topic.objects.values_list("pk", "post_count"):
        if number != uses[pk]:
            yield f"topic {pk}: {number}"


def _of_comments() -> Iterator[str]:
    from interactions.models import Comment, CommentLike

    live = Comment.objects.filter(deleted_at=None)
    replies, likes = (
        Counter(live.values_list("parent", flat=True)),
        Counter(CommentLike.objects.values_list("comment", flat=True)),
    )
    for pk, *told in live.values_list("pk", "reply_count", "like_count"):
        if told != [replies[pk], likes[pk]]:
            yield f"comment {pk}: {told}"
