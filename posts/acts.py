"""What a reader can do with a post, below its card: drawn once a language and state, then filled with numbers.

The buttons belong to one form of the page (`#acts`, in base.html): no card carries a token of its own.
"""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.wording import compact
from posts.models import CardRow

# Stand-ins in the drawn template; NUL comes in no text.
ID, LIKES, COMMENTS, REPOSTS, HANDLE = (
    mark_safe(f"\0{name}\0")  # noqa: S308
    for name in ("id", "likes", "comments", "reposts", "handle")
)


def draw(post: CardRow) -> SafeString:
    """The row of buttons, with what the viewer did and how many did it."""
    html = _drawn(get_language() or "en", post.visibility == "public", post.liked, post.favourited)
    numbers = ((LIKES, post.likes), (COMMENTS, post.comments), (REPOSTS, post.reposts))
    for name, number in numbers:
        html = html.replace(name, compact(number) if number > 0 else "")
    return mark_safe(html.replace(ID, str(post.pk)))  # noqa: S308


def others(handle: str) -> SafeString:
    """The lines of a post's menu for somebody who is not its author."""
    return mark_safe(_others(get_language() or "en").replace(HANDLE, handle))  # noqa: S308


@cache
def _drawn(language: str, is_public: bool, liked: bool, favourited: bool) -> str:
    context = {
        "id": ID,
        "likes": LIKES,
        "comments": COMMENTS,
        "reposts": REPOSTS,
        "is_public": is_public,
        "liked": liked,
        "favourited": favourited,
    }
    return render_to_string("posts/_acts.html", context).strip()


@cache
def _others(language: str) -> str:
    return render_to_string("posts/_others_menu.html", {"handle": HANDLE})
