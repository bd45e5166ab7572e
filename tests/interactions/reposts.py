"""What the tests of reposting share."""

from typing import Any

from django.db.models import F, Q
from django.test import Client

from accounts.models import User
from follows.models import Block
from interactions import actions
from interactions.models import Spread
from posts import counts
from posts.actions import delete
from posts.models import Post


def repost(*, author: Any, of: Post, raw: str = "", **fields: Any) -> Post:
    return actions.repost(author=author, post_id=of.pk, raw=raw, **fields)


def opened(client: Client, post: Post) -> Any:
    """The form as the page brings it."""
    return client.get(f"/posts/{post.pk}/repost/").context["form"]


def send(client: Client, post: Post, text: str = "", **fields: Any) -> Any:
    """Post the form as the page would, with a fresh token unless one is given."""
    headers = fields.pop("headers", None)
    token = fields.pop("token", None) or opened(client, post).composer.token
    form = {"text": text, "visibility": "public", "token": token} | fields
    return client.post(f"/posts/{post.pk}/repost/", form, headers=headers)


def number_of(post: Post) -> int:
    """The number that is shown, found to be what the rows say."""
    shown = counts.of([post.pk])[post.pk]["reposts"]
    assert shown == Post.objects.filter(Q(root=post) | Q(parent=post), deleted_at=None).count()
    return shown


def tree_of(root: Post) -> list[tuple[int, int, int, int]]:
    """(post, parent, depth, reach) of each repost, found to be those that were ever made."""
    rows = list(Spread.objects.filter(root_id=root.pk).order_by("pk"))
    made = Post.objects.filter(root=root.pk).order_by("pk")
    assert [(row.pk, row.parent_id) for row in rows] == list(made.values_list("pk", "parent"))
    assert not made.filter(parent=F("pk")).exists()
    return [(row.post_id, row.parent_id, row.depth, row.reach) for row in rows]


def hide(post: Post, *, from_: Any, how: str) -> None:
    """Take a post out of somebody's sight, for one of the reasons that there are."""
    if how == "deleted":
        delete(post_id=post.pk, by=post.author)
    elif how == "purged":
        Post.objects.filter(pk=post.pk).delete()
    elif how == "blocked":
        Block.objects.create(blocker=post.author, blocked=from_)
    elif how == "suspended":
        User.objects.filter(pk=post.author_id).update(state=User.State.SUSPENDED)
    else:
        Post.objects.filter(pk=post.pk).update(visibility="self", version=F("version") + 1)
