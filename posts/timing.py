"""When a post is to be published, as forms say it: what a clock shows, and in which zone it stands."""

from datetime import UTC, datetime, timedelta, tzinfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import zones
from core.refusals import Refusal

# What is due within a minute can be sent at once; and nobody remembers after a year what they had planned (both ours).
SOONEST, LATEST = timedelta(minutes=1), timedelta(days=365)
# What a field of type datetime-local sends and takes; some browsers send seconds along.
FIELD = "%Y-%m-%dT%H:%M"


class TimeRefused(Refusal):
    """To be told beside the field."""

    code = "time"
    message = _("Choose a date and a time.")
    too_soon: Promise = _("Choose a time at least a minute from now.")
    too_late: Promise = _("Choose a time within a year from now.")
    skipped: Promise = _("Clocks are put forward then and skip this time. Choose another one.")


def read(shown: str, zone: str, *, now: datetime | None = None) -> datetime:
    """The moment when clocks of that zone show this; the earlier one where they show it twice. Raises TimeRefused.

    The zone comes with the form: what its page said, not where the reader is when the form arrives.
    """
    now = now or timezone.now()
    moment = _moment(shown, zones.named(zone) or timezone.get_current_timezone())
    if moment < now + SOONEST:
        raise TimeRefused(TimeRefused.too_soon)
    if moment > now + LATEST:
        raise TimeRefused(TimeRefused.too_late)
    return moment


def _moment(shown: str, zone: tzinfo) -> datetime:
    try:
        on_the_clock = datetime.fromisoformat(shown)
    except ValueError:
        raise TimeRefused from None
    if on_the_clock.tzinfo is not None:
        raise TimeRefused
    try:
        moment = on_the_clock.replace(tzinfo=zone).astimezone(UTC)
        back = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    except OverflowError:
        raise TimeRefused from None
    if back != on_the_clock.replace(fold=0):
        raise TimeRefused(TimeRefused.skipped)
    return moment


def shown(moment: datetime) -> str:
    """The moment as a field shows it, by the reader's present clock."""
    return timezone.localtime(moment).strftime(FIELD)
