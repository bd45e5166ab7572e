"""Tags that every template may use: icons, counts, times."""

from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import wording

register = template.Library()
SPRITE = SimpleLazyObject(lambda: static("img/icons.svg"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite: decorative, or named by `label`."""
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, SPRITE, name)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', SPRITE, name)


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
    return format_html(
        '<time datetime="{}" title="{}" data-when>{}</time>', moment.isoformat(), wording.full(moment), wording.when(moment)
    )
