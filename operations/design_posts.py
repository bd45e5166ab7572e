"""Posts for the style page, in every state that a card has."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User
from core.templatetags.core import time_of
from interactions.drawing import Drawn, Shape, draw
from interactions.models import Comment
from operations import design_pictures
from posts import acts
from posts.cards import Card
from posts.gallery import Gallery
from posts.models import CardRow, Post
from posts.render import text_html

TEXTS = (
    "凌晨四点爬上苍山。云海从洱海那边涌过来，整座城像漂在牛奶里 #大理的清晨# 和 @阿星 一起拍的。[赞][太阳]",
    "Finally walked the whole river path today — eleven kilometres and one friendly dog. #weekend @brand",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-without-a-blank-to-break-at",
)
CHAIN = "这位读者说得太好了[赞] 周末夜读延长到 22 点～//@木木做饭:终于不用赶末班车还书了！//@老王:去吗？"
MEANT = {"阿星": "star", "木木做饭": "person_5", "老王": "person_7"}


@dataclass(frozen=True)
class Body:
    """What a post says and shows, as posts.cards would give it."""

    post: Post
    author: User
    text: SafeString
    folded: SafeString | None = None
    gallery: Gallery | None = None


@dataclass(frozen=True)
class Sample:
    """A card's context, as posts.cards would give it; `root`: of a repost, None for a shell."""

    label: str
    body: Body
    root: Body | None = None
    row: dict[str, Any] = field(default_factory=dict)

    @property
    def slots(self) -> dict[str, object]:
        post = self.body.post
        there = self.root is not None
        root = {"root_id": post.root_id, "root_seen": there, "root_visibility": "public" if there else None}
        of_post = {"visibility": post.visibility, **root, **self.row}
        row = CardRow(post.pk, 1, post.created_at, post.author_id, 1, **of_post)
        moment = self.root.post.created_at if self.root else post.created_at
        return {"when": time_of(post.created_at), "root_when": time_of(moment), "acts": acts.draw(row), "own": ""}


def samples(crowd: list[User]) -> list[Sample]:
    """Every state once, with its name in words for whoever looks."""
    now = timezone.now()

    def body(number: int, author: int, text: str, ago: timedelta, **marks: Any) -> Body:
        shown: dict[str, Any] = {name: marks.pop(name) for name in ("folded", "gallery") if name in marks}
        return _body(number, crowd[author], text, now - ago, shown, marks)

    minutes, hours, days = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
    root = body(20, 1, TEXTS[0], 5 * hours, gallery=design_pictures.galleries()[4], picture_count=3)
    folded = text_html(TEXTS[0], MEANT)
    repost = {"root_id": 20, "parent_id": 20}
    return [
        Sample("plain", body(1, 1, TEXTS[0], 12 * minutes), row={"likes": 12_340, "comments": 386, "reposts": 1204}),
        Sample("liked", body(2, 3, TEXTS[1], 3 * hours), row={"likes": 1, "liked": True, "favourited": True}),
        Sample("without a blank", body(3, 4, TEXTS[2], days), row={"likes": 128_400_000, "comments": 99_999}),
        Sample("old", body(4, 7, TEXTS[0], 400 * days)),
        Sample("folded", body(5, 2, TEXTS[0] * 3, 2 * minutes, folded=folded)),
        Sample("repost", body(6, 2, CHAIN, 30 * minutes, **repost), root, {"reposts": 6}),
        Sample("repost without words", body(7, 5, "转发微博", 40 * minutes, **repost), root),
        Sample("shell", body(8, 3, "I still think about this one.", hours, **repost)),
        Sample("edited", body(9, 1, TEXTS[1], 2 * hours, edited_at=now)),
        Sample("private", body(10, 0, TEXTS[0], 6 * hours, visibility="self"), row={"likes": 1}),
        Sample("for followers", body(11, 6, TEXTS[1], 7 * hours, visibility="followers")),
        Sample("spoiler", body(12, 3, TEXTS[1], 8 * hours, spoiler=True)),
    ]


def pinned(sample: Sample) -> Card:
    """One of these cards, to stand first on its author's page."""
    post, author = Post(pk=30, text=sample.body.post.text, created_at=timezone.now()), sample.body.author
    context = {"post": post, "author": author, "text": sample.body.text, "slots": sample.slots}
    return Card(post.pk, render_to_string("posts/_card.html", context))


def said(crowd: list[User]) -> Body:
    """A repost with words, as the conversation about its root has it."""
    return _body(31, crowd[5], CHAIN, timezone.now(), {}, {})


def comments(crowd: list[User]) -> list[Drawn]:
    """A comment in each of its states, as its writer, the post's author or somebody else sees it."""
    now = timezone.now()
    common: dict[str, Any] = {"language": get_language() or "en", "is_member": True}
    shapes = [
        Shape(**common, is_pinned=True, is_liked=True, may_reply=True),
        Shape(**common, is_reply=True, is_below=True, is_answer=True, is_authors=True, may_reply=True),
        Shape(**common, is_hidden=True, is_mine=True, deletes=True),
        Shape(**common, is_hidden=True, curates=True, deletes=True),
        Shape(**common, is_unchosen=True, is_choosable=True, curates=True, deletes=True),
        Shape(**common, is_empty=True),
    ]
    return [
        draw(
            Comment(pk=90 + place, post_id=1, author=crowd[place], like_count=12_340 * (place == 0), created_at=now),
            shape,
            text=text_html(TEXTS[place % 2], MEANT),
            answered=crowd[0] if shape.is_answer else None,
        )
        for place, shape in enumerate(shapes)
    ]


def _body(number: int, author: User, text: str, moment: datetime, shown: dict[str, Any], marks: dict[str, Any]) -> Body:
    post = Post(pk=number, author=author, text=text, created_at=moment, **marks)
    return Body(post, author, text_html(text, MEANT), **shown)
