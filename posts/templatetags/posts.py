"""Posts and the composer on other apps' pages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.models import User
from core import zones
from core.templatetags.core import drawn_once
from posts import cards
from posts.audience import PLAIN
from posts.composer import OFFERED, Composer, fresh
from posts.emoticons import sheet
from posts.gallery import wall
from posts.models import CardRow
from posts.models.post import CommentPolicy
from posts.written import Written

register = template.Library()


@register.simple_tag(takes_context=True)
def post_cards(context: dict[str, Any], posts: Sequence[CardRow]) -> SafeString:
    """The cards of a page of posts that the viewer may see."""
    drawn = cards.draw(posts, viewer=context["request"].user)
    return mark_safe("\n".join(card.html for card in drawn))  # noqa: S308


@register.inclusion_tag("posts/_pinned.html", takes_context=True)
def pinned_card(context: dict[str, Any], post: CardRow) -> dict[str, Any]:
    """The post that stands first on its author's page."""
    return {"card": next(iter(cards.draw([post], viewer=context["request"].user)), None)}


@register.inclusion_tag("posts/_wall.html")
def picture_wall(person: User, post_ids: Sequence[int]) -> dict[str, Any]:
    """All pictures of these posts of a person, in two queries."""
    return {"pictures": wall(post_ids), "person": person}


@register.inclusion_tag("components/composer.html", takes_context=True)
def composer(context: dict[str, Any], inline: bool = False) -> dict[str, Any]:
    """The composer: `inline` on the home page (not shown on a phone), else the page's own with what was typed."""
    request = context["request"]
    shown = context.get("composer") or fresh(request, back=request.path)
    return {"composer": shown, "user": request.user, "inline": inline, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def attachments(composer: Composer) -> SafeString:
    """The pictures of a composer; drawn once a language where there are none, as on nearly every page."""
    if composer.pictures or composer.errors.pictures or composer.options.sensitive:
        return render_to_string("posts/_attachments.html", {"composer": composer})
    return drawn_once("posts/_attachments.html", get_language() or "en")


@register.simple_tag
def audience(composer: Composer) -> SafeString:
    """Who may see and who may comment; drawn once a language where nothing was chosen and no group was asked for."""
    is_plain = replace(composer.options, sensitive=False) == PLAIN
    if is_plain and composer.groups is None and not composer.errors.audience:
        return _plain_audience(get_language() or "en")
    context = {"composer": composer, "levels": OFFERED, "policies": CommentPolicy}
    return render_to_string("posts/_audience.html", context)


@cache
def _plain_audience(language: str) -> SafeString:
    context = {"composer": Composer(Written(), "", ""), "levels": OFFERED, "policies": CommentPolicy}
    return render_to_string("posts/_audience.html", context)


@register.simple_tag
def later(composer: Composer) -> SafeString:
    """Saving as a draft, and publishing at a set time; drawn once a language and zone where no time was chosen."""
    what = composer.written
    if what.publish_at or what.draft or composer.errors.time:
        return _later(composer)
    return _plain_later(get_language() or "en", composer.zone)


@lru_cache(maxsize=256)
def _plain_later(language: str, zone: str) -> SafeString:
    return _later(Composer(Written(zone=zone), "", ""))


def _later(composer: Composer) -> SafeString:
    return render_to_string("posts/_later.html", {"composer": composer, "zone_said": zones.said(composer.zone)})


@register.simple_tag
def emoticon_picker() -> SafeString:
    """The picker of emoticons, drawn once a language."""
    return _picker(get_language() or "en")


@cache
def _picker(language: str) -> SafeString:
    groups = [
        {
            "label": group.label,
            "emoticons": [{"code": e.code(language), "label": e.label, "image": e.path} for e in group.emoticons],
        }
        for group in sheet()
    ]
    return render_to_string("components/emoticon_picker.html", {"groups": groups})
