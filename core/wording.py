"""Numbers and times as people say them, in the reader's language and zone."""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from babel.numbers import format_compact_decimal, format_decimal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

MINUTE, HOUR, DAY = 60, 3600, 86400
# Exact below this; then 1.2万 / 12K.
COMPACT_FROM = 10_000


def locale_name() -> str:
    """Babel's name of the present language."""
    return "zh_Hans" if (get_language() or "").startswith("zh") else "en"


def compact(number: int) -> str:
    """1,204 · 1.2万 · 12K."""
    return _compact(int(number), locale_name())


@lru_cache(maxsize=4096)
def _compact(number: int, locale: str) -> str:
    if number < COMPACT_FROM:
        return format_decimal(number, locale=locale)
    step, shown = (10_000, 100) if locale == "zh_Hans" else (1_000, 10)
    unit = step
    while number // unit >= step:
        unit *= step
    digits = 1 if number // unit < shown else 0
    return format_compact_decimal(number, fraction_digits=digits, locale=locale)


def when(moment: datetime, now: datetime | None = None) -> str:
    """just now · 12 minutes ago · yesterday 23:41 · 20 Nov · 20 Nov 2024."""
    return _when(moment, now or timezone.now(), get_language(), timezone.get_current_timezone())


def full(moment: datetime) -> str:
    """The whole date and time, for a title or a permanent page."""
    return _full(moment, get_language(), timezone.get_current_timezone())


def when_and_full(moment: datetime) -> tuple[str, str]:
    """Both. Each card of a page asks, and to find language and zone takes longer than to say the time."""
    language, zone = get_language(), timezone.get_current_timezone()
    return _when(moment, timezone.now(), language, zone), _full(moment, language, zone)


def _when(moment: datetime, now: datetime, language: str | None, zone: tzinfo) -> str:
    seconds = (now - moment).total_seconds()
    if seconds < HOUR:
        return _minutes(int(max(seconds, 0) // MINUTE), language)
    then, today = moment.astimezone(zone), now.astimezone(zone)
    days = (today.date() - then.date()).days
    if days <= 0:
        return _hours(int(seconds // HOUR), language)
    if days == 1:
        return gettext("yesterday %(time)s") % {"time": f"{then:%H:%M}"}
    return _day(then.date(), then.year == today.year, language)


@lru_cache(maxsize=256)
def _minutes(number: int, language: str | None) -> str:
    if not number:
        return gettext("just now")
    return ngettext("%(count)d minute ago", "%(count)d minutes ago", number) % {"count": number}


@lru_cache(maxsize=256)
def _hours(number: int, language: str | None) -> str:
    return ngettext("%(count)d hour ago", "%(count)d hours ago", number) % {"count": number}


@lru_cache(maxsize=4096)
def _day(day: date, this_year: bool, language: str | None) -> str:
    style = pgettext("date of this year", "j M") if this_year else pgettext("date of another year", "j M Y")
    return date_format(day, style)


@lru_cache(maxsize=4096)
def _full(moment: datetime, language: str | None, zone: tzinfo) -> str:
    return date_format(moment.astimezone(zone), pgettext("whole date and time", "j F Y, H:i"))
