"""Editing a post as its author would: everything stays as it is but what is given."""

from typing import Any

from accounts.models import User
from posts import actions, audience
from posts.audience import Options
from posts.models import Post


def edit(post: Post, text: str | None = None, *, by: User | None = None, **changed: Any) -> Post:
    """`removed` and `alts` as the action takes them; `visibility comment_policy sensitive spoiler` are its options."""
    now = Post.objects.get(pk=post.pk)
    pictures = {name: changed.pop(name) for name in ("removed", "alts") if name in changed}
    options = Options(**vars(audience.chosen(now)) | changed)
    raw = now.text if text is None else text
    return actions.edit(post_id=post.pk, by=by or post.author, raw=raw, options=options, **pictures)


def fields(post: Post, text: str, **changed: Any) -> dict[str, Any]:
    """What the form sends."""
    return {"text": text, "visibility": "public", "comment_policy": "everyone"} | changed
