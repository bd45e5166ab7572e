"""Following on other apps' pages: the button, and whom one may want to follow."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from follows import panel
from follows.models import FollowGroup
from follows.relations import Relation, Relations, relation
from follows.suggestions import suggested

register = template.Library()


@register.inclusion_tag("components/follow_button.html", takes_context=True)
def follow_button(
    context: dict[str, Any], person: User, relations: Relations | Relation | None = None, small: bool = False
) -> dict[str, Any]:
    """The button that follows a person. `relations` of the page (or of the person) save a query a button."""
    request = context["request"]
    to = relation(request.user, person) if relations is None else relations
    state = (to.to(person) if isinstance(to, Relations) else to).follow_state
    return {"person": person, "follow_state": state, "small": small, "request": request}


@register.inclusion_tag("follows/_person_menu.html")
def person_menu(person: User, to: Relation) -> dict[str, Any]:
    """What a member may do to somebody else besides following."""
    return {"person": person, "to": to}


@register.inclusion_tag("follows/_person_tags.html")
def person_tags(person: User, to: Relation, groups: Iterable[FollowGroup] = ()) -> dict[str, Any]:
    """What two people are to each other, beyond what the follow button says."""
    return {"person": person, "to": to, "groups": groups}


@register.simple_tag(takes_context=True)
def suggestions_panel(context: dict[str, Any], limit: int = 3) -> SafeString:
    """Whom to follow, with the reasons, for the right column; one query."""
    request = context["request"]
    people = suggested(request.user, limit)
    return panel.draw(people, token=str(context.get("csrf_token", "")), back=request.get_full_path())


@register.inclusion_tag("follows/_first_steps.html", takes_context=True)
def first_steps_panel(context: dict[str, Any]) -> dict[str, Any]:
    """The way to first steps, for a member who has not taken them."""
    return {"user": context["request"].user}


@register.simple_tag
def field_icon(field: str) -> SafeString:
    """The drawing of a field of interest."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/fields.svg"), field
    )
