"""What the style page shows: made-up people and posts in every state, none of them in the database."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import User
from core.refusals import Missing
from follows.relations import Relation
from operations import design_drafts, design_pictures, design_posts

LONG = "一个特别特别长的昵称用来看看会不会把整行撑破才停下"
SWATCHES = (
    "ground", "card", "sunken", "hover", "line", "control", "text", "muted", "faint", "link",
    "brand", "accent", "accent-soft", "v-orange", "v-blue", "danger", "success",
)  # fmt: skip
# Who is followed how, in the order of the crowd.
STATES = ("follow", "following", "mutual", "own", "follow", "", "following", "follow")


class SampleForm(forms.Form):
    """One field of each kind."""

    nickname = forms.CharField(label=_("Nickname"), help_text=_("2–30 letters or digits; this is what people see."))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    region = forms.ChoiceField(label=_("Region"), choices=[("", "—"), ("yn", "云南大理")], required=False)
    bio = forms.CharField(label=_("About you"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def person(number: int, nickname: str, badge: str = "none", declaration: str = "", **fields: Any) -> User:
    return User(pk=number, handle=f"person_{number}", nickname=nickname, badge=badge, declaration=declaration, **fields)


def people() -> list[User]:
    """One for each tint and each V, with the longest name allowed."""
    return [
        person(0, "林小雨", bio="慢慢走，看见就好。"),
        person(1, "山野行者", "orange", "知名旅行摄影师", region="云南大理", follower_count=128_400),
        person(2, "城市图书馆", "blue", "城市图书馆官方账号"),
        person(3, "Ada_Lovelace", bio="Notes on engines."),
        person(4, LONG, "orange", "一位头衔和名字都很长的作者，专栏作家，主持人，也写诗，认证说明也要能放下才行"),
        person(5, "木木做饭"),
        person(6, "MuseumOfNaturalHistory", "blue", "Official account of the Museum of Natural History"),
        person(7, "老王"),
    ]


def samples() -> dict[str, object]:
    """Everything the style page is drawn from."""
    crowd, now = people(), timezone.now()
    cards = design_posts.samples(crowd)
    return {
        "crowd": crowd,
        "star": User(**{**_fields(crowd[1]), "bio": design_posts.TEXTS[1], "created_at": now, "verified_at": now}),
        "between": Relation(following=True, followed_by=True, special=True),
        "rows": [{"person": each, "reason": "", "state": state} for each, state in zip(crowd, STATES, strict=False)],
        "posts": cards,
        "pinned": design_posts.pinned(cards[0]),
        "said": design_posts.said(crowd),
        "comments": design_posts.comments(crowd),
        "galleries": design_pictures.galleries(),
        "composing": design_pictures.composer(),
        "drafts": design_drafts.rows(now),
        "pictured": crowd[1],
        "sample_post": SimpleNamespace(pk=1, author=crowd[1]),
        "form": SampleForm(initial={"nickname": "林小雨"}),
        "refused": SampleForm({"nickname": "", "password": ""}),
        "tabs": [
            {"label": _("Posts"), "url": "#", "current": True, "count": 2841},
            {"label": _("Followers"), "url": "#", "current": False, "count": 128_400},
            {"label": _("Following"), "url": "#", "current": False, "count": None},
        ],
        "topic": SimpleNamespace(name="大理的清晨", post_count=31_820),
        "swatches": SWATCHES,
    }


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The style page: for staff, and for everybody in development."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Missing
    return render(request, "operations/design.html", samples())


def _fields(user: User) -> dict[str, Any]:
    return {field.attname: getattr(user, field.attname) for field in user._meta.concrete_fields}
