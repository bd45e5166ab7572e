"""Writing a post, and sending it: at once, or to be published at a set time."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core.htmx import SeeOther, next_address
from core.refusals import NotAllowed, Refusal
from core.submissions import Repeated, Ticket, raise_if_taken, ticket
from core.wording import full
from follows.queries import groups_of
from posts import actions, audience, pictures, timing, written
from posts.composing import again, kept, member, page, refused, sent_twice, sign_in_first
from posts.models import Draft, Post
from posts.receiving import Received
from posts.text import MAX_CODE_POINTS, TextRefused, check_readable
from posts.written import Written


@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """A page with nothing but the composer; `?text=` fills it (a first post, a share), else what was left unsent.

    A POST is what its buttons ask without a script: `do` is add, groups, or an act with an upload's key.
    """
    if not request.user.is_authenticated:
        return sign_in_first(request)
    if request.method == "POST":
        return _arrange(request)
    text = request.GET.get("text", "")[:MAX_CODE_POINTS]
    what = Written(text) if text else written.unsent(request)
    return page(request, what, back=next_address(request, ""), opens=request.GET.get("open", ""))


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The member's groups as the composer offers them: home asks for them when somebody wants to choose one."""
    if not request.user.is_authenticated:
        raise NotAllowed
    return render(request, "posts/_audience_groups.html", {"groups": audience.choices(groups_of(request.user))})


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what was written. Somebody whose session has ended signs in first, and finds it in the composer."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    received = Received(written.read(request))
    try:
        form = ticket(request)
        raise_if_taken(form)
        received = kept(request, received)
        if received.refusals:
            return again(request, received)
        result = _sent(request, received.written, form)
    except Repeated as first:
        return sent_twice(request, received, first.result)
    except (TextRefused, Refusal) as reason:
        return refused(request, received, reason)
    written.forget_unsent(request)
    return SeeOther(result)


def _sent(request: HttpRequest, what: Written, form: Ticket) -> str:
    """Publish it, or set the time when it is; where that leads."""
    if what.publish_at:
        at = _scheduled(request, what, form).publish_at
        messages.success(request, _("It will be published on %(time)s.") % {"time": at and full(at)})
        return "/drafts/"
    post = _published(request, what, form)
    messages.success(request, _("Posted."))
    return next_address(request, post.get_absolute_url())


def _scheduled(request: HttpRequest, what: Written, form: Ticket) -> Draft:
    return actions.save_draft(
        author=member(request),
        raw=what.text,
        options=what.options,
        attachments=what.attachments,
        opened=what.draft,
        publish_at=timing.read(what.publish_at, what.zone),
        ticket=form,
    )


def _published(request: HttpRequest, what: Written, form: Ticket) -> Post:
    author, opened = member(request), what.draft or actions.saved_by(form)
    if opened is None:
        return actions.publish(
            author=author, raw=what.text, options=what.options, ticket=form, attachments=what.attachments
        )
    return actions.publish_draft(
        author=author,
        opened=opened,
        raw=what.text,
        options=what.options,
        ticket=form,
        attachments=what.attachments,
    )


def _arrange(request: HttpRequest) -> HttpResponse:
    received = kept(request, Received(written.read(request)))
    try:
        check_readable(received.written.text)
    except TextRefused as reason:
        return refused(request, received, reason)
    act, _colon, raw = request.POST.get("do", "add").partition(":")
    key = written.read_key(raw)
    received = replace(received, written=written.arranged(received.written, act, key))
    written.keep_unsent(request, received.written)
    try:
        _act(member(request), act, key)
    except Refusal as reason:
        return refused(request, received, reason)
    if received.refusals:
        return again(request, received)
    asked = {"next": next_address(request, ""), "open": "audience" if act == "groups" else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return SeeOther(f"/compose/?{query}" if query else "/compose/")


def _act(author: User, act: str, key: str) -> None:
    if act == "remove":
        pictures.forget(author, [key])
    if act == "retry":
        pictures.try_again(author, key)
