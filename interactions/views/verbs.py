"""One answer for the small verbs below a post: a plain form is led back to the post, a script is given its buttons."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.htmx import SeeOther, next_address
from core.paging import MAX_ID
from core.refusals import Missing
from posts import acts, queries
from posts.models import CardRow

VERB = ["GET", "HEAD", "POST"]
# What somebody who listens is told: what was done, and the number that it changed, if any.
Said = tuple[str, str]


def verb(
    act: Callable[..., object], said: Callable[[CardRow], Said], *, request: HttpRequest, post_id: int
) -> HttpResponse:
    """Do it on POST. Opened by hand, or after signing in, the address leads to the post: reading changes nothing."""
    if post_id > MAX_ID:
        raise Missing
    if request.method != "POST":
        return redirect(f"/p/{post_id}/")
    back = _back(request, post_id)
    if not request.user.is_authenticated:
        return sign_in_first(back)
    act(user=request.user, post_id=post_id)
    if request.headers.get("HX-Request") != "true":
        return SeeOther(back)
    for row in queries.among([post_id], viewer=request.user):
        context = {"acts": acts.draw(row), "said": " · ".join(filter(None, said(row)))}
        return render(request, "interactions/acts.html", context)
    raise Missing


def sign_in_first(back: str) -> HttpResponse:
    """To signing in, and from there back to where the button was."""
    return SeeOther(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")


def _back(request: HttpRequest, post_id: int) -> str:
    """The page where the button was, at the post."""
    address = urlsplit(next_address(request, f"/p/{post_id}/"))
    return address._replace(fragment=f"post-{post_id}").geturl()
