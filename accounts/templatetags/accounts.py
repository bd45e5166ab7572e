"""People in a page: the name, the picture, and the V that stands once beside them."""

from typing import Any

from django import template

from accounts.models import User

register = template.Library()


@register.inclusion_tag("components/name.html")
def name(user: User, *, link: bool = True, v: bool = True) -> dict[str, Any]:
    """The nickname with its V; `v=False` where a picture with the V stands beside it."""
    return {"person": user, "link": link, "v": v}


@register.inclusion_tag("components/avatar.html")
def avatar(user: User, *, size: int = 44, v: bool = True) -> dict[str, Any]:
    """The picture with the V on its corner; `v=False` where it stands without the name's V being wanted."""
    return {"person": user, "size": size, "v": v}
