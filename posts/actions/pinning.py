"""The post that stands first on its author's page."""

from django.db import transaction

from accounts.models import User
from core.refusals import Missing
from posts.actions.deleting import NotYours
from posts.models import Pin, Post


@transaction.atomic
def pin(*, post_id: int, by: User) -> None:
    """Put a post of one's own first, in the place of another; again is no error. Raises Missing, NotYours."""
    seen = Post.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    post = seen.filter(pk=post_id).first()
    if post is None:
        raise Missing
    if post.author_id != by.pk:
        raise NotYours
    # One statement of both databases: of forty tabs the last one stands.
    Pin.objects.bulk_create(
        [Pin(author=by, post=post)], update_conflicts=True, unique_fields=["author"], update_fields=["post"]
    )


@transaction.atomic
def unpin(*, post_id: int, by: User) -> None:
    """Let a post stand at its time again; one that is not pinned stays as it is. Raises Missing, NotYours."""
    if Pin.objects.filter(author=by, post=post_id).delete()[0]:
        return
    post = Post.objects.visible_to(by).filter(pk=post_id).first()
    if post is None:
        raise Missing
    if post.author_id != by.pk:
        raise NotYours
