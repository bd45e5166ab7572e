"""What people do with posts, on other apps' pages."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from posts.models import CardRow

register = template.Library()


@register.inclusion_tag("components/tabs.html")
def post_tabs(post: CardRow, current: str) -> dict[str, Any]:
    """The three lists below a post with their numbers; `current` is comments, reposts or likes."""
    named = (
        ("comments", pgettext("count", "Comments"), "#comments", post.comments),
        ("reposts", pgettext("count", "Reposts"), "reposts/", post.reposts),
        ("likes", pgettext("count", "Likes"), "likes/", post.likes),
    )
    tabs = [
        {"label": label, "url": f"/p/{post.pk}/{path}", "current": name == current, "count": count}
        for name, label, path, count in named
    ]
    return {"tabs": tabs, "tabs_label": _("What people do with this post")}
