"""The composer as other pages show it."""

from django.http import HttpRequest

from core.submissions import new_token
from posts.forms import ComposeForm
from posts.models import Post


def compose_form(request: HttpRequest, text: str = "", *, back: str = "", bound: bool = False) -> ComposeForm:
    """A composer's form with a fresh token, that leads `back` after sending (to the post itself when empty).

    `bound` when it is shown again with what was typed.
    """
    values = {"text": text, "visibility": Post.Visibility.PUBLIC, "token": new_token(request), "next": back}
    return ComposeForm(values, auto_id="compose-%s") if bound else ComposeForm(initial=values, auto_id="compose-%s")
