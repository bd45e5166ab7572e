"""Whether a comment is there for somebody: its post, the comment above it, and itself."""

from typing import Any

from core.paging import MAX_ID
from core.refusals import Missing
from interactions.models import Comment
from posts import queries as posts


def found(viewer: Any, **which: Any) -> Comment | None:
    """The comment with its post and both authors, if the viewer may see it; three queries. `which`: as filter takes."""
    comment = Comment.objects.select_related("author").filter(deleted_at=None, **which).first()
    post = posts.one(comment.post_id, viewer=viewer) if comment else None
    if comment is None or post is None:
        return None
    comment.post = post
    seen = Comment.objects.visible_to(viewer, post=comment.post).filter(pk=comment.pk)
    return comment if seen.exists() else None


def asked_for(comment_id: int, viewer: Any) -> Comment:
    """The same, by its id. Raises Missing: hidden, deleted, apart and never there are alike."""
    comment = found(viewer, pk=comment_id) if comment_id <= MAX_ID else None
    if comment is None:
        raise Missing
    return comment
