"""What the addresses of all verbs between two people share: who is meant, signing in first, and how it is answered."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import MemberRequest
from core.htmx import SeeOther, done, next_address
from core.refusals import Missing
from follows.queries import any_member, groups_by_person, member
from follows.relations import relation

VERB = ["GET", "HEAD", "POST"]
Act = Callable[[MemberRequest, User], HttpResponse]
Find = Callable[[HttpRequest, str], User]
View = Callable[[HttpRequest, str], HttpResponse]


def their_page(request: MemberRequest, person: User) -> HttpResponse:
    """Where a verb's address leads that was opened by hand, or after signing in: reading changes nothing."""
    return redirect(person)


def met(request: HttpRequest, handle: str) -> User:
    """Somebody who is there for the reader. Raises what relations.meet raises."""
    return member(handle, viewer=request.user)


def met_or_blocked(request: HttpRequest, handle: str) -> User:
    """The same, and those whom the reader blocked, whether or not they block back. Raises Missing."""
    person = any_member(handle)
    to_person = relation(request.user, person)
    if to_person.blocked_by and not to_person.blocking:
        raise Missing
    return person


def on_person(ask: Act = their_page, find: Find = met) -> Callable[[Act], View]:
    """Make a view of what a POST does to the person at a handle; `ask` answers a GET."""

    def decorate(act: Act) -> View:
        @require_http_methods(VERB)
        @wraps(act)
        def view(request: HttpRequest, handle: str) -> HttpResponse:
            person = find(request, handle)
            if not request.user.is_authenticated:
                return _sign_in_first(request, person)
            member_request: MemberRequest = request  # type: ignore[assignment]
            return act(member_request, person) if request.method == "POST" else ask(member_request, person)

        return view

    return decorate


def question(template: str) -> Act:
    """The page that asks first, for readers without a script: its form sends to the same address."""

    def ask(request: MemberRequest, person: User) -> HttpResponse:
        if person == request.user:
            return their_page(request, person)
        return render(request, template, {"person": person, "back": next_address(request, person.get_absolute_url())})

    return ask


def told(request: MemberRequest, person: User, said: str = "") -> HttpResponse:
    """After a verb: for a script what the page shows of the two, else back to it with what happened in a sentence."""
    if said and request.headers.get("HX-Request") != "true":
        messages.success(request, said)
    to_person = relation(request.user, person)
    groups = groups_by_person(request.user, [person]).get(person.pk, ()) if to_person.following else ()
    context: dict[str, object] = {"person": person, "to": to_person, "groups": groups, "said": said}
    return done(request, fragment="follows/_between.html", context=context, back=person.get_absolute_url())


def _sign_in_first(request: HttpRequest, person: User) -> SeeOther:
    """To signing in, and from there back to where the button was."""
    back = next_address(request, person.get_absolute_url())
    return SeeOther(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")
