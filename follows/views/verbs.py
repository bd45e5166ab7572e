"""Follow, unfollow, remove a follower: buttons that any page may show."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.htmx import SeeOther, done, next_address
from follows import actions
from follows.queries import member
from follows.relations import relation

VERB = ["GET", "HEAD", "POST"]


@require_http_methods(VERB)
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow the person. Opened by hand, or after signing in, it leads to their page: reading changes nothing."""
    person = member(handle, viewer=request.user)
    if request.method != "POST":
        return redirect(person)
    if not request.user.is_authenticated:
        return _sign_in_first(request, person)
    actions.follow(follower=request.user, followee=person)
    return _button(request, person)


@require_http_methods(VERB)
def unfollow(request: HttpRequest, handle: str) -> HttpResponse:
    person = member(handle, viewer=request.user)
    if request.method != "POST":
        return redirect(person)
    if not request.user.is_authenticated:
        return _sign_in_first(request, person)
    actions.unfollow(follower=request.user, followee=person)
    return _button(request, person)


@require_http_methods(VERB)
def remove(request: HttpRequest, handle: str) -> HttpResponse:
    """End a person's following of me: asks on GET (the way without JavaScript), does it on POST."""
    person = member(handle, viewer=request.user)
    if not request.user.is_authenticated:
        return _sign_in_first(request, person)
    back = next_address(request, f"{request.user.get_absolute_url()}followers/")
    if request.method == "POST":
        if actions.remove_follower(person=request.user, follower=person):
            messages.success(request, _("%(name)s no longer follows you.") % {"name": person.nickname})
        return SeeOther(back)
    if not relation(request.user, person).followed_by:
        return redirect(person)
    return render(request, "follows/remove.html", {"person": person, "back": back})


def _sign_in_first(request: HttpRequest, person: User) -> HttpResponse:
    """To signing in, and from there back to where the button was."""
    back = next_address(request, person.get_absolute_url())
    return SeeOther(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")


def _button(request: HttpRequest, person: User) -> HttpResponse:
    state = relation(request.user, person).follow_state
    context: dict[str, object] = {"person": person, "follow_state": state}
    return done(request, fragment="components/follow_button.html", context=context, back=person.get_absolute_url())
