"""What one does to another person with a button: follow, attend, remove, block, mute, and the way back of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from follows import actions
from follows.relations import relation
from follows.requests import met_or_blocked, on_person, question, their_page, told


@on_person()
def follow(request: MemberRequest, person: User) -> HttpResponse:
    actions.follow(follower=request.user, followee=person)
    return told(request, person)


@on_person()
def unfollow(request: MemberRequest, person: User) -> HttpResponse:
    actions.unfollow(follower=request.user, followee=person)
    return told(request, person)


@on_person()
def special(request: MemberRequest, person: User) -> HttpResponse:
    actions.set_special(follower=request.user, followee=person, special=True)
    return told(request, person, _("%(name)s has your special attention.") % {"name": person.nickname})


@on_person()
def unspecial(request: MemberRequest, person: User) -> HttpResponse:
    actions.set_special(follower=request.user, followee=person, special=False)
    return told(request, person, _("You follow %(name)s like everybody else.") % {"name": person.nickname})


def _ask_to_remove(request: MemberRequest, person: User) -> HttpResponse:
    if not relation(request.user, person).followed_by:
        return their_page(request, person)
    return render(request, "follows/remove.html", {"person": person, "back": _own_followers(request)})


@on_person(ask=_ask_to_remove)
def remove(request: MemberRequest, person: User) -> HttpResponse:
    """End a person's following of me."""
    if actions.remove_follower(person=request.user, follower=person):
        messages.success(request, _("%(name)s no longer follows you.") % {"name": person.nickname})
    return SeeOther(_own_followers(request))


def _own_followers(request: MemberRequest) -> str:
    return next_address(request, f"{request.user.get_absolute_url()}followers/")


@on_person(ask=question("follows/block.html"), find=met_or_blocked)
def block(request: MemberRequest, person: User) -> HttpResponse:
    """Afterwards the person's own page says so, with the way to take it back."""
    actions.block(blocker=request.user, blocked=person)
    messages.success(request, _("You have blocked %(name)s.") % {"name": person.nickname})
    return SeeOther(next_address(request, person.get_absolute_url()))


@on_person(find=met_or_blocked)
def unblock(request: MemberRequest, person: User) -> HttpResponse:
    if actions.unblock(blocker=request.user, blocked=person):
        messages.success(request, _("%(name)s is no longer blocked.") % {"name": person.nickname})
    return SeeOther(next_address(request, "/settings/blocks/"))


@on_person(ask=question("follows/mute.html"))
def mute(request: MemberRequest, person: User) -> HttpResponse:
    actions.mute(muter=request.user, muted=person)
    return told(request, person, _("You won't find posts by %(name)s in your lists.") % {"name": person.nickname})


@on_person()
def unmute(request: MemberRequest, person: User) -> HttpResponse:
    actions.unmute(muter=request.user, muted=person)
    return told(request, person, _("You find posts by %(name)s in your lists again.") % {"name": person.nickname})
