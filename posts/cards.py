"""Cards of posts: each drawn once a language and kept, with slots that are filled for each viewer.

A cached card costs no template. Who may see a post is asked of the database every time, before this module is reached:
no cache key stands in for it. What changes a card is in its key: the versions of post and author, the language, and the
release (templates, emoticons, static files).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.templatetags.core import time_of
from media.models import File
from posts import acts
from posts.emoticons import EMOTICONS
from posts.gallery import Stored, galleries, laid_out
from posts.ids import moment_of
from posts.models import CardRow, Mention, Post, PostPicture
from posts.render import text_html
from posts.text import fold_at

# Around a slot's name. No text can hold it: NUL is refused everywhere.
MARK = "\0"
SLOTS = {name: mark_safe(f"{MARK}{name}{MARK}") for name in ("when", "root_when", "acts", "own", "failed")}  # noqa: S308
# Of the lines in a post's menu that are for others; it goes on with the author's handle.
OTHERS = "others:"
# The templates whose change makes every kept card stale.
TEMPLATES = (
    "posts/_card.html",
    "posts/_card_menu.html",
    "posts/_body.html",
    "posts/_root.html",
    "posts/_shell.html",
    "posts/_pictures.html",
    "posts/_picture.html",
    "posts/_veil_cover.html",
    "posts/_veil_words.html",
    "components/avatar.html",
    "components/name.html",
    "components/v.html",
)


@dataclass(frozen=True)
class Card:
    """A drawn card: the post's id and its HTML for this viewer."""

    id: int
    html: SafeString


def draw(posts: Sequence[CardRow], *, viewer: Any, whole: bool = False, rootless: bool = False) -> list[Card]:
    """The cards of posts that the viewer was found to be allowed to see, in order.

    One read of the cache; at most four queries and one write for those not in it, roots included. `whole`: the text is
    not folded. `rootless`: reposts of what stands above them already.
    """
    form = "whole" if whole else "rootless" if rootless else "card"
    keys = {post.pk: _key(post, form) for post in posts}
    kept = {key: html for key, html in cache.get_many(keys.values()).items() if _is_card(html)}
    missing = [post for post in posts if keys[post.pk] not in kept]
    if missing:
        fresh = {keys[pk]: html for pk, html in _render(missing, form).items()}
        cache.set_many(fresh)
        kept |= fresh
    return [Card(post.pk, _fill(kept[keys[post.pk]], post, viewer)) for post in posts if keys[post.pk] in kept]


def embedded(post: Post) -> SafeString:
    """A post that the viewer may see, as reposts of it show it. Up to four queries."""
    pictured = galleries([post.pk]) if post.picture_count else {}
    root = _body(post, _people([post.pk]).get(post.pk, {}), pictured.get(post.pk), folds=True)
    return render_to_string("posts/_root.html", {"root": root, "root_when": time_of(post.created_at)})


def shell() -> SafeString:
    """What stands in a root's place for whoever may not see it."""
    return render_to_string("posts/_shell.html")


def _key(post: CardRow, form: str) -> str:
    key = f"{form}:{release()}:{get_language()}:{post.pk}:{post.version}:{post.author_id}:{post.author_version}"
    if post.root_id is None or form == "rootless":
        return key
    # A root that the viewer may not see leaves a shell, the same for every reason.
    return f"{key}:{post.root_version}:{post.root_author_version}" if post.root_seen else f"{key}:shell"


def _is_card(html: Any) -> bool:
    """A row that holds something else is drawn again: it must not break every page that shows the post."""
    return isinstance(html, str) and all(name in SLOTS or name.startswith(OTHERS) for name in html.split(MARK)[1::2])


def _fill(html: str, post: CardRow, viewer: Any) -> SafeString:
    own = viewer.is_authenticated and viewer.pk == post.author_id
    parts = html.split(MARK)
    parts[1::2] = [_slot(name, post, viewer, own=own) for name in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308


def _slot(name: str, post: CardRow, viewer: Any, *, own: bool) -> str:
    """What is particular to a viewer: times in their zone, what they did; and what only the author can do or needs."""
    if name == "acts":
        return acts.draw(post)
    if name == "when":
        return time_of(post.created_at)
    if name == "root_when":
        return time_of(moment_of(post.root_id)) if post.root_id else ""
    if name.startswith(OTHERS):
        return acts.others(name.removeprefix(OTHERS)) if viewer.is_authenticated and not own else ""
    if not own:
        return ""
    return _failed_pictures(post) if name == "failed" else acts.own(post)


def _failed_pictures(post: CardRow) -> str:
    """Rare, so it is asked for when it happened."""
    failed = PostPicture.objects.filter(post=post.pk, file__state=File.State.FAILED).select_related("file")
    context = {"post_id": post.pk, "pictures": failed.order_by("position")}
    return render_to_string("posts/_failed_pictures.html", context)


def _render(missing: Sequence[CardRow], form: str) -> dict[int, str]:
    """Of these cards, the roots of those reposts whose root the viewer may see are drawn along."""
    rootless, whole = form == "rootless", form == "whole"
    roots = {row.pk: row.root_id for row in missing if row.root_seen and not rootless}
    ids = {row.pk for row in missing}
    wanted = ids | {root for root in roots.values() if root}
    posts = {post.pk: post for post in Post.objects.filter(pk__in=wanted).select_related("author")}
    people = _people(wanted)
    pictured = galleries(post.pk for post in posts.values() if post.picture_count)

    def body(pk: int | None, *, folds: bool) -> dict[str, Any] | None:
        post = posts.get(pk or 0)
        return _body(post, people.get(post.pk, {}), pictured.get(post.pk), folds=folds) if post else None

    return {
        pk: render_to_string(
            "posts/_card.html",
            {
                **(body(pk, folds=not whole) or {}),
                "whole": whole,
                "rootless": rootless,
                "root": body(roots.get(pk), folds=True),
                "slots": {**SLOTS, "others": _others(posts[pk])},
            },
        )
        for pk in ids & posts.keys()
    }


def _body(
    post: Post, people: Mapping[str, str], pictures: Sequence[tuple[PostPicture, list[Stored]]] | None, *, folds: bool
) -> dict[str, Any]:
    """What a post says and shows, by itself or within a repost."""
    said = post.words
    cut = fold_at(said) if folds else None
    return {
        "post": post,
        "author": post.author,
        "text": text_html(said, people),
        "folded": text_html(said[:cut].rstrip(), people) if cut else None,
        "gallery": laid_out(pictures, sensitive=post.sensitive and not post.spoiler) if pictures else None,
    }


def _others(post: Post) -> SafeString:
    return mark_safe(f"{MARK}{OTHERS}{post.author.handle}{MARK}")  # noqa: S308


def _people(ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """For each post, the words of its mentions and the handles of the people meant."""
    found: dict[int, dict[str, str]] = {}
    meant = Mention.objects.filter(post_id__in=ids, user__state="active").values_list("post_id", "word", "user__handle")
    for post_id, word, handle in meant:
        found.setdefault(post_id, {})[word] = handle
    return found


@once
def release() -> str:
    """A short hash of everything in the code that a card is drawn with, and of the addresses of its pictures."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.read_bytes())
    for picture in ("img/icons.svg", *(emoticon.path for emoticon in EMOTICONS.values())):
        digest.update(static(picture).encode())
    return digest.hexdigest()[:12]


def _sources() -> list[Path]:
    """Templates, catalogs, and all of this app: the tokenizer too decides what a card shows."""
    base = Path(settings.BASE_DIR)
    templates = [base / "templates" / name for name in TEMPLATES]
    here = Path(__file__).parent
    return [*templates, *sorted(here.rglob("*.py")), here / "tlds.txt", *sorted((base / "locale").rglob("*.po"))]
