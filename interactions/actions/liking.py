"""Liking a post, and taking it back. The number moves only by what INSERT and DELETE really did."""

from django.db import IntegrityError, transaction

from accounts.models import User
from core.refusals import Missing
from interactions.actions.once import insert_once
from interactions.actions.reaching import check_reach
from interactions.events import post_liked, post_unliked
from interactions.models import Like
from posts import counts


def like(*, user: User, post_id: int) -> bool:
    """Like a post, one's own too; again is no error. Returns whether it is new. Raises Missing, reaching.Suspended."""
    try:
        return _like(user, post_id)
    except IntegrityError:
        # The post's row went for good between the look and the commit.
        raise Missing from None


@transaction.atomic
def unlike(*, user: User, post_id: int) -> bool:
    """Take a like back, also of a post that is out of sight by now; returns whether there was one.

    Raises Missing for a post that the user may not see and did not like.
    """
    gone, _each = Like.objects.filter(user=user, post=post_id).delete()
    if not gone:
        check_reach(user, post_id)
        return False
    post_unliked.send(Like, user=user, post_id=post_id)
    counts.add(post_id, "likes", -1)
    return True


@transaction.atomic
def _like(user: User, post_id: int) -> bool:
    check_reach(user, post_id)
    if not insert_once(Like, user_id=user.pk, post_id=post_id):
        return False
    post_liked.send(Like, user=user, post_id=post_id)
    # After the event, against the habit: what others wait for is held as shortly as can be.
    counts.add(post_id, "likes", 1)
    return True
