"""Numbers and times as people say them, in the reader's language and zone."""

from datetime import datetime, tzinfo
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
    now = now or timezone.now()
    seconds = (now - moment).total_seconds()
    if seconds < MINUTE:
        return gettext("just now")
    if seconds < HOUR:
        minutes = int(seconds // MINUTE)
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    return _on_a_day(timezone.localtime(moment), timezone.localtime(now))


def _on_a_day(then: datetime, now: datetime) -> str:
    days = (now.date() - then.date()).days
    if days <= 0:
        hours = int((now - then).total_seconds() // HOUR)
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    if days == 1:
        return gettext("yesterday %(time)s") % {"time": f"{then:%H:%M}"}
    if then.year == now.year:
        return date_format(then, pgettext("date of this year", "j M"))
    return date_format(then, pgettext("date of another year", "j M Y"))


def full(moment: datetime) -> str:
    """The whole date and time, for a title or a permanent page."""
    return _full(moment, get_language(), timezone.get_current_timezone())


@lru_cache(maxsize=4096)
def _full(moment: datetime, language: str, zone: tzinfo) -> str:
    return date_format(timezone.localtime(moment, zone), pgettext("whole date and time", "j F Y, H:i"))
