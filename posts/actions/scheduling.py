"""Posts that wait for their time. Each is published in a transaction of its own, together with the end of its draft:
once, however many workers try at once and whenever one is killed."""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.refusals import Refusal, TooMany
from posts import pictures, written
from posts.actions.publishing import MayNotPost, RepeatedText, publish
from posts.audience import UnknownVisibility
from posts.models import Draft
from posts.pictures import PictureUnfit
from posts.text import TextRefused

log = logging.getLogger(__name__)

# A turn takes a few seconds at most; what it leaves is the next one's.
DUE_A_TURN = 200
# What has to wait is tried again after so long, until so long after its time: then its author is told.
TRY_AGAIN, GIVE_UP = timedelta(minutes=5), timedelta(days=1)
NOT_IN_TIME, FAULT = "not_in_time", "fault"
# Why a draft's time passed without it, for its author.
REASONS: dict[str, str | Promise] = {
    RepeatedText.code: _("You had just posted exactly this."),
    MayNotPost.code: _("This account couldn't post at that time."),
    UnknownVisibility.code: _("The group that it was for is gone. Choose who may see it."),
    PictureUnfit.code: _("A picture could not be prepared. Take it away, or try it again."),
    NOT_IN_TIME: _("You had reached the limit of posts for a whole day."),
    FAULT: _("Something broke on our side. We are sorry: publish it yourself, or choose another time."),
}
OTHER_REASON = _("It could not be published as it is. Open it to see why.")


def publish_due() -> int:
    """Publish what is due, the earliest first; returns how many posts that made."""
    now = timezone.now()
    due = _due(now).order_by("publish_at", "pk").values_list("pk", flat=True)[:DUE_A_TURN]
    return sum(_publish_one(pk, now) for pk in list(due))


def _due(now: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), publish_at__lte=now)


@transaction.atomic
def _publish_one(pk: int, now: datetime) -> bool:
    """False where somebody else holds it or was quicker, and where it was refused."""
    draft = _due(now).select_for_update(skip_locked=True, of=("self",), no_key=True).filter(pk=pk).first()
    if draft is None:
        return False
    try:
        with transaction.atomic():
            _publish(draft)
    except (OperationalError, InterfaceError):
        # The database's trouble, not this draft's.
        raise
    except TooMany:
        _postpone(draft, now)
    except (TextRefused, Refusal) as refused:
        _set_aside(draft, refused.code)
    except Exception:
        log.exception("posts: a post whose time has come could not be published")
        _postpone(draft, now, FAULT)
    else:
        return True
    return False


def _publish(draft: Draft) -> None:
    what = written.of_draft(draft)
    pictures.release(draft)
    publish(author=draft.author, raw=what.text, options=what.options, attachments=what.attachments)
    draft.delete()


def _postpone(draft: Draft, now: datetime, reason: str = "") -> None:
    """`reason`: why it has to wait, other than by the limit of an hour."""
    if draft.publish_at and draft.publish_at < now - GIVE_UP:
        return _set_aside(draft, reason or NOT_IN_TIME)
    Draft.objects.filter(pk=draft.pk).update(next_try_at=now + TRY_AGAIN, refusal=reason)
    return None


def _set_aside(draft: Draft, reason: str) -> None:
    """It stays a draft, and says why."""
    never = {"publish_at": None, "next_try_at": None}
    Draft.objects.filter(pk=draft.pk).update(refusal=reason, version=F("version") + 1, **never)


def reason_of(draft: Draft) -> str | Promise:
    """Why its time passed without it; empty: it did not."""
    return REASONS.get(draft.refusal, OTHER_REASON) if draft.refusal else ""
