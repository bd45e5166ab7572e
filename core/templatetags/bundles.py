"""The stylesheets and scripts of every page."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core import bundles

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    links = ((static(name),) for name in bundles.linked(bundles.CSS_BUNDLE))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def behaviours() -> SafeString:
    links = ((static(name),) for name in bundles.linked(bundles.JS_BUNDLE))
    return format_html_join("\n", '<script type="module" src="{}"></script>', links)
