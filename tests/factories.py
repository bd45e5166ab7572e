"""Rows for tests, made as the site makes them: through the actions. Plain functions, keyword arguments only."""

import itertools
from typing import TYPE_CHECKING, Any

from accounts.actions import create_account

if TYPE_CHECKING:
    from accounts.models import User
    from follows.models import Follow
    from interactions.models import Comment
    from posts.models import Post

PASSWORD = "a-good-long-phrase"
_turn = itertools.count(1)


def make_user(*, handle: str = "", nickname: str = "", password: str | None = PASSWORD, **fields: Any) -> "User":
    """An active member with a confirmed address."""
    handle = handle or f"member{next(_turn)}"
    given: dict[str, Any] = {"email": f"{handle.lower()}@example.org", "email_confirmed": True} | fields
    return create_account(handle=handle, nickname=nickname or handle, password=password, **given)


def make_post(*, author: "User | None" = None, text: str = "", **fields: Any) -> "Post":
    """A public post; without `text` each has another, since identical consecutive posts are refused.

    `visibility`, `comment_policy`, `sensitive` and `spoiler` go into its options.
    """
    from posts.actions import publish
    from posts.audience import Options

    names = ("visibility", "comment_policy", "sensitive", "spoiler")
    fields["options"] = Options(**{name: fields.pop(name) for name in names if name in fields})
    return publish(author=author or make_user(), raw=text or f"A day like any other, number {next(_turn)}.", **fields)


def make_comment(
    *,
    author: "User | None" = None,
    post: "Post | None" = None,
    to: "Comment | None" = None,
    text: str = "",
    **fields: Any,
) -> "Comment":
    """A comment on a post, or a reply `to` a comment; without `text` each has another."""
    from interactions.actions import comment

    post_id = to.post_id if to else (post or make_post()).pk
    words = text or f"Well said, number {next(_turn)}."
    return comment(author=author or make_user(), post_id=post_id, raw=words, parent_id=to.pk if to else None, **fields)


def make_follow(*, follower: "User", followee: "User") -> "Follow":
    from follows.actions import follow
    from follows.models import Follow

    follow(follower=follower, followee=followee)
    return Follow.objects.get(follower=follower, followee=followee)


def verify(user: "User", *, kind: str, declaration: str) -> "User":
    """Grant the V as an administrator would."""
    from accounts.verification import grant

    grant(user=user, kind=kind, declaration=declaration)
    user.refresh_from_db()
    return user
