"""Tags that every template may use: icons, counts, times."""

from datetime import datetime
from functools import cache, lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core import wording

register = template.Library()
SPRITE = SimpleLazyObject(lambda: static("img/icons.svg"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite: decorative, or named by `label`."""
    return _icon(name, str(label))


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', said, SPRITE, name)


@register.simple_tag
def once(template_name: str) -> SafeString:
    """A part that is the same on every page of a language: drawn once."""
    return drawn_once(template_name, get_language() or "en")


@cache
def drawn_once(template_name: str, language: str) -> SafeString:
    return render_to_string(template_name, {})


@register.filter
def tint(number: int | None) -> int:
    """Which of the eight tints the letter on somebody's avatar stands on."""
    return (number or 0) % 8


@register.filter
def compact(number: int) -> str:
    return wording.compact(number)


@register.filter
def when(moment: datetime) -> str:
    return wording.when(moment)


@register.filter
def full(moment: datetime) -> str:
    return wording.full(moment)


@register.simple_tag
def time_of(moment: datetime) -> SafeString:
    """A moment as people say it, with the whole date behind it; kept fresh in the page by script."""
    said, whole = wording.when_and_full(moment)
    return mark_safe(f'<time datetime="{moment.isoformat()}" title="{whole}" data-when>{escape(said)}</time>')  # noqa: S308
