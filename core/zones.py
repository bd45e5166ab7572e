"""Time zones by the name that a browser gives them."""

import zoneinfo
from functools import lru_cache

from babel.dates import get_timezone_location

from core.wording import locale_name


def named(name: str) -> zoneinfo.ZoneInfo | None:
    """The zone of that name; None for what is none."""
    # It keeps what it made by itself; what is no name must not be kept by anybody.
    return zoneinfo.ZoneInfo(name) if name in _names() else None


def known(name: str) -> str:
    """The name, if it is a zone's; else none."""
    return name if name in _names() else ""


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Read once: they are hundreds of files."""
    return frozenset(zoneinfo.available_timezones())


def said(name: str) -> str:
    """The zone as its clocks are spoken of, in the reader's language: Shanghai, 上海."""
    return _said(name, locale_name())


@lru_cache(maxsize=1024)
def _said(name: str, locale: str) -> str:
    return get_timezone_location(named(name), locale=locale, return_city=True)
