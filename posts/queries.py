"""Pages of posts: which ids, in a fixed number of queries. posts.cards draws them."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from core.paging import MAX_ID, PAGE, Page, by_cursor
from core.refusals import Missing
from posts.models import CardRow, Post
from topics.models import Topic


def newest(*, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """Everybody's posts that the viewer may see, newest first: the public square."""
    return by_cursor(Post.objects.visible_to(viewer).for_cards(viewer), cursor, size=size)


def by_author(author: User, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """One author's posts that the viewer may see, newest first."""
    return by_cursor(Post.objects.visible_to(viewer).filter(author=author).for_cards(viewer), cursor, size=size)


def pictured_by(author: User, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[int]:
    """Ids of the author's posts with pictures that the viewer may see, newest first; posts.gallery knows the rest.

    What its author marked sensitive is not among them: a wall of pictures covers nothing.
    """
    pictured = Post.objects.visible_to(viewer).filter(author=author, picture_count__gt=0, sensitive=False)
    page = by_cursor(pictured.only("pk"), cursor, size=size)
    return Page([post.pk for post in page.rows], page.next_cursor)


def by_topic(topic: Topic, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """The posts that carry a topic and that the viewer may see, newest first."""
    tagged = Post.objects.visible_to(viewer).filter(topic_uses__tag=topic)
    return by_cursor(tagged.for_cards(viewer), cursor, size=size)


def among(ids: Iterable[int], *, viewer: Any) -> list[CardRow]:
    """Those of these posts that the viewer may see, newest first, in one query."""
    return list(Post.objects.visible_to(viewer).filter(pk__in=list(ids)).by_newest().for_cards(viewer))


def card(post: Post, *, viewer: Any) -> list[CardRow]:
    """What drawing the card of one post takes, which the viewer was found to be allowed to see. One query."""
    return list(Post.objects.filter(pk=post.pk).for_cards(viewer))


def one(post_id: int, *, viewer: Any) -> Post | None:
    """The post with its author if the viewer may see it; private, deleted and missing are alike."""
    return Post.objects.visible_to(viewer).select_related("author").filter(pk=post_id).first()


def asked_for(post_id: int, *, viewer: Any) -> Post:
    """The post of a page of its own. Raises Missing, for what is private, deleted, or no id at all."""
    post = one(post_id, viewer=viewer) if post_id <= MAX_ID else None
    if post is None:
        raise Missing
    return post
