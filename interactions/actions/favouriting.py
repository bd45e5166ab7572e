"""Keeping a post for later, and letting it go. Nobody counts it and nobody hears of it."""

from django.db import IntegrityError, transaction

from accounts.models import User
from core.refusals import Missing
from interactions.actions.folders import own_folder
from interactions.actions.once import insert_once
from interactions.actions.reaching import check_reach
from interactions.models import Favourite


def favourite(*, user: User, post_id: int) -> bool:
    """Keep a post; again is no error. Returns whether it is new. Raises Missing, reaching.Suspended."""
    try:
        with transaction.atomic():
            check_reach(user, post_id)
            return insert_once(Favourite, user_id=user.pk, post_id=post_id)
    except IntegrityError:
        # The post's row went for good between the look and the commit.
        raise Missing from None


@transaction.atomic
def unfavourite(*, user: User, post_id: int) -> bool:
    """Let a post go, also one that is out of sight by now; returns whether it was kept.

    Raises Missing for a post that the user may not see and did not keep.
    """
    gone, _each = Favourite.objects.filter(user=user, post=post_id).delete()
    if not gone:
        check_reach(user, post_id)
    return bool(gone)


@transaction.atomic
def move_favourite(*, user: User, post_id: int, folder_id: int | None) -> None:
    """Put what is kept into another folder of the user's, or into none. Raises Missing."""
    folder = own_folder(user, folder_id) if folder_id else None
    if not Favourite.objects.filter(user=user, post=post_id).update(folder=folder):
        raise Missing
