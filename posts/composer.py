"""What a page needs that shows the composer: no form class, for posts.text has the rules and home draws it often."""

from dataclasses import dataclass

from django.http import HttpRequest

from core.submissions import new_token
from posts.text import MAX_CODE_POINTS

UNSENT = "unsent_post"


@dataclass(frozen=True)
class Composer:
    """A composer to be shown: what is typed in it, its one-time token, where it leads, and why it was not sent."""

    text: str
    token: str
    next: str
    error: str = ""


def fresh(request: HttpRequest, text: str = "", *, back: str = "", error: str = "") -> Composer:
    """A composer with a new token that leads `back` after sending; to the post itself when that is empty."""
    return Composer(text, new_token(request), back, error)


def keep_unsent(request: HttpRequest, text: str) -> None:
    """Remember, through signing in, what was sent by somebody whose session had ended meanwhile."""
    request.session[UNSENT] = text[:MAX_CODE_POINTS]


def unsent(request: HttpRequest) -> str:
    return request.session.get(UNSENT, "")


def forget_unsent(request: HttpRequest) -> None:
    request.session.pop(UNSENT, None)
