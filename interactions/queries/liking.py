"""Who likes a post, and what a person likes."""

from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import User
from core.paging import PAGE, Page, by_cursor
from follows.relations import unblocked
from interactions.models import Like
from posts import muting
from posts import queries as posts
from posts.models import CardRow, Post


def likers(post: Post, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[Like]:
    """Who likes a post that the viewer may see, the newest first, each row with its `user`. One query.

    People who are suspended, or apart from the viewer, are left out, and nothing says how many.
    """
    rows = Like.objects.filter(post=post, user__state=User.State.ACTIVE).select_related("user")
    if viewer.is_authenticated:
        rows = rows.filter(unblocked(viewer.pk, person="user"))
    return by_cursor(rows, cursor, size=size)


def liked_by(person: User, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """The posts that a person likes and the viewer may see, those liked last first; of others' likes without what the
    viewer muted.

    Two queries, and one for a viewer who muted words.
    """
    seen = Post.objects.visible_to(viewer)
    if viewer != person:
        seen = seen.unmuted_by(viewer)
    likes = Like.objects.filter(Exists(seen.filter(pk=OuterRef("post_id"))), user=person).only("post_id")
    page = by_cursor(likes, cursor, size=size)
    rows = {row.pk: row for row in posts.among([like.post_id for like in page.rows], viewer=viewer)}
    # A post may go between the two.
    found = Page([rows[like.post_id] for like in page.rows if like.post_id in rows], page.next_cursor)
    return found if viewer == person else muting.left_of(found, viewer=viewer)
