"""Keeping somebody away: what was between the two ends, and nothing new begins while the row stands."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Conflict, Missing
from follows import events
from follows.actions.following import end
from follows.actions.locking import pair
from follows.models import Block, Mute


class BlocksOneself(Conflict):
    message = _("You can't block yourself. Be kind to yourself instead.")


@transaction.atomic
def block(*, blocker: User, blocked: User) -> Block:
    """Keep `blocked` away from `blocker`, and the other way round; again is no error and changes nothing.

    Follows end in both directions, special attention and places in groups with them; a mute has nothing left to hide.
    Raises BlocksOneself, Missing (a deleted account).
    """
    if blocker.pk == blocked.pk:
        raise BlocksOneself
    blocker, blocked = pair(blocker, blocked)
    if blocked.state == User.State.DELETED:
        raise Missing
    present = Block.objects.filter(blocker=blocker, blocked=blocked).first()
    if present is not None:
        return present
    row = Block.objects.create(blocker=blocker, blocked=blocked)
    Mute.objects.filter(muter=blocker, muted=blocked).delete()
    end(blocker, blocked)
    end(blocked, blocker)
    events.blocked.send(Block, blocker=blocker, blocked=blocked)
    return row


@transaction.atomic
def unblock(*, blocker: User, blocked: User) -> bool:
    """Let somebody come back as a stranger; returns whether they were kept away. No follow comes back."""
    number, _rows = Block.objects.filter(blocker=blocker, blocked=blocked).delete()
    if number:
        events.unblocked.send(Block, blocker=blocker, blocked=blocked)
    return bool(number)
