"""The request of somebody who is signed in, and what becomes of one who no longer is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from accounts.models import User

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """What `login_required` and `button_of` let through: its user is a member, never nobody."""

    user: User


def button_of(page: str) -> Callable[[View], View]:
    """For an address that takes only forms: who is signed out signs in, and is led to the `page` that has the button.

    `login_required` would lead back to the address itself, which answers a GET with 405.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(page)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
