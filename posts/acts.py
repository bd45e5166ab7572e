"""What a reader can do with a post, below its card: drawn once a language and state, then filled with numbers.

The buttons belong to one form of the page (`#acts`, in base.html): no card carries a token of its own.
"""

from functools import cache

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.wording import compact
from posts.models import EDIT_WINDOW, CardRow

# Stand-ins in the drawn template; NUL comes in no text.
MARK = "\0"
ID, LIKES, COMMENTS, REPOSTS, HANDLE = (
    mark_safe(f"{MARK}{name}{MARK}")  # noqa: S308
    for name in ("id", "likes", "comments", "reposts", "handle")
)


def draw(post: CardRow) -> SafeString:
    """The row of buttons, with what the viewer did and how many did it."""
    language, is_public = get_language() or "en", post.visibility == "public"
    has_root = post.root_id is None or (post.root_seen and post.root_visibility == "public")
    parts, names = _drawn(language, is_public, has_root, post.liked, post.favourited)
    said = {
        "id": str(post.pk),
        "likes": compact(post.likes) if post.likes > 0 else "",
        "comments": compact(post.comments) if post.comments > 0 else "",
        "reposts": compact(post.reposts) if post.reposts > 0 else "",
    }
    filled = list(parts)
    filled[1::2] = [said[name] for name in names]
    return mark_safe("".join(filled))  # noqa: S308


def others(handle: str) -> SafeString:
    """The lines of a post's menu for somebody who is not its author."""
    return mark_safe(_others(get_language() or "en").replace(HANDLE, handle))  # noqa: S308


@cache
def _drawn(
    language: str, is_public: bool, has_root: bool, liked: bool, favourited: bool
) -> tuple[list[str], list[str]]:
    """Its parts, every second of them the name of a number's place; and these names."""
    context = {
        "id": ID,
        "likes": LIKES,
        "comments": COMMENTS,
        "reposts": REPOSTS,
        "is_public": is_public,
        "has_root": has_root,
        "liked": liked,
        "favourited": favourited,
    }
    parts = render_to_string("posts/_acts.html", context).strip().split(MARK)
    return parts, parts[1::2]


def own(post: CardRow) -> SafeString:
    """The lines of a post's menu for its author."""
    is_editable = timezone.now() - post.created_at < EDIT_WINDOW
    return mark_safe(_own(get_language() or "en", is_editable, post.pinned).replace(ID, str(post.pk)))  # noqa: S308


@cache
def _own(language: str, is_editable: bool, is_pinned: bool) -> str:
    context = {"id": ID, "is_editable": is_editable, "is_pinned": is_pinned}
    return render_to_string("posts/_own_menu.html", context)


@cache
def _others(language: str) -> str:
    return render_to_string("posts/_others_menu.html", {"handle": HANDLE})
