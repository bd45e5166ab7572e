"""Liking a comment, and taking it back. The number moves only by what INSERT and DELETE really did."""

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from core.refusals import Missing
from interactions.actions.once import insert_once
from interactions.actions.reaching import check_active
from interactions.models import Comment, CommentLike
from interactions.seeing import asked_for


def like_comment(*, comment_id: int, by: User) -> bool:
    """Like a comment, one's own too; again is no error. Returns whether it is new. Raises Missing, Suspended."""
    try:
        return _like(comment_id, by)
    except IntegrityError:
        # The row went for good between the look and the commit.
        raise Missing from None


@transaction.atomic
def unlike_comment(*, comment_id: int, by: User) -> bool:
    """Take a like back, also of a comment that is out of sight by now; returns whether there was one.

    Raises Missing for a comment that the user may not see and did not like.
    """
    # Ahead of the like, as by whoever removes comments: the two would otherwise wait for each other.
    Comment.objects.select_for_update(no_key=True).filter(pk=comment_id).values_list("pk").first()
    gone, _each = CommentLike.objects.filter(user=by, comment=comment_id).delete()
    if not gone:
        asked_for(comment_id, by)
        return False
    Comment.objects.filter(pk=comment_id).update(like_count=F("like_count") - 1)
    return True


@transaction.atomic
def _like(comment_id: int, by: User) -> bool:
    check_active(by)
    asked_for(comment_id, by)
    if not insert_once(CommentLike, user_id=by.pk, comment_id=comment_id):
        return False
    Comment.objects.filter(pk=comment_id).update(like_count=F("like_count") + 1)
    return True
