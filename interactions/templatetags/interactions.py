"""What people do with posts, on other apps' pages."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from interactions.discussion import Talk, door, page_of, read_shown
from interactions.queries import favourites
from posts.models import CardRow, Post

register = template.Library()


@register.inclusion_tag("interactions/_post_tabs.html")
def post_tabs(post: CardRow, current: str) -> dict[str, Any]:
    """The three lists below a post with their numbers; `current` is comments, reposts or likes.

    They lead back to this place, past a card that may fill a telephone's whole screen.
    """
    named = (
        ("comments", pgettext("count", "Comments"), "#comments", post.comments),
        ("reposts", pgettext("count", "Reposts"), "reposts/#below", post.reposts),
        ("likes", pgettext("count", "Likes"), "likes/#below", post.likes),
    )
    tabs = [
        {"label": label, "url": f"/p/{post.pk}/{path}", "current": name == current, "count": count}
        for name, label, path, count in named
    ]
    return {"tabs": tabs, "tabs_label": _("What people do with this post")}


@register.inclusion_tag("interactions/_discussion.html", takes_context=True)
def discussion(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """What is said below a post that the viewer may see: by `?sort=newest` the newest first, else what is liked most;
    with `?view=conversation` comments and reposts with words as one stream. Raises BadRequest for a cursor not ours."""
    request = context["request"]
    talk = Talk(post, request.user)
    shown = read_shown(request)
    return {
        "talk": talk,
        "post": post,
        "request": request,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
        **page_of(talk, shown),
        **(door(request, talk) if shown.is_first else {}),
    }


@register.inclusion_tag("interactions/_folders_public.html")
def public_folders(person: User) -> dict[str, Any]:
    """The collections of a member, for their page; one query."""
    return {"folders": favourites.public_folders(person)}
