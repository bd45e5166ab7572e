"""What everything done with a post asks first: whether the post is there for whoever does it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.paging import MAX_ID
from core.prepared import Prepared
from core.refusals import Missing, NotAllowed
from posts.models import Post


class Suspended(NotAllowed):
    message = _("Your account is suspended: it can read, and nothing else.")


def check_active(user: User) -> None:
    """Raises Suspended."""
    if not user.is_active:
        raise Suspended


def check_reach(user: User, post_id: int) -> None:
    """Raises Suspended, and Missing where the user may not see the post: private, blocked and deleted are alike."""
    check_active(user)
    if post_id > MAX_ID or not _in_reach(user=user.pk, post=post_id):
        raise Missing


def _rows(user: int, post: int) -> QuerySet[Any, Any]:
    return Post.objects.visible_to(User(pk=user)).filter(pk=post).values_list("pk")


# Asked with each like, as often as anything.
_in_reach = Prepared(_rows, int)
