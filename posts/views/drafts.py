"""Drafts: the list of them, opening one, and what is done with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from core.htmx import SeeOther
from core.refusals import Missing, Refusal
from core.submissions import Repeated, Ticket, new_token, raise_if_taken, ticket
from posts import actions, queries, written
from posts.composing import again, kept, member, page, refused, sign_in_first
from posts.models import Draft, Post
from posts.receiving import Received
from posts.text import TextRefused
from posts.written import Opened, Written

LIST = "/drafts/"


@login_required
@require_safe
def drafts(request: MemberRequest) -> HttpResponse:
    """What waits for its time, and what waits for its author."""
    rows = [_row(request, draft) for draft in queries.drafts_of(request.user)]
    return render(request, "posts/drafts.html", {"rows": rows, "most": actions.MOST_DRAFTS})


def _row(request: HttpRequest, draft: Draft) -> dict[str, object]:
    first = next(iter(draft.pictures.all()), None)
    return {
        "draft": draft,
        "picture": first.file.preview if first else None,
        "picture_count": len(draft.pictures.all()),
        "reason": actions.reason_of(draft),
        # Its own: each of these forms makes a post.
        "token": new_token(request),
    }


@login_required
@require_safe
def draft(request: MemberRequest, draft_id: int) -> HttpResponse:
    """The composer with a draft in it."""
    found = queries.draft(request.user, draft_id)
    return page(request, written.of_draft(found), back="")


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is in the composer as a draft, without a time; GET leads to the list."""
    if request.method != "POST":
        return SeeOther(LIST)
    if not request.user.is_authenticated:
        return sign_in_first(request)
    received = Received(written.read(request))
    try:
        form = ticket(request)
        received = kept(request, received)
        if received.refusals:
            return again(request, received)
        what = received.written
        actions.save_draft(
            author=member(request),
            raw=what.text,
            options=what.options,
            attachments=what.attachments,
            opened=what.draft,
            ticket=form,
        )
    except (TextRefused, Refusal) as reason:
        return refused(request, received, reason)
    written.forget_unsent(request)
    messages.success(request, _("Saved as a draft."))
    return SeeOther(LIST)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Publish a draft as it was saved; GET leads to the composer with it, where that can be done too."""
    if request.method != "POST":
        return SeeOther(queries.draft(request.user, draft_id).get_absolute_url())
    received = None
    try:
        form = ticket(request)
        raise_if_taken(form)
        received = _stored(request, draft_id)
        post = _published(request, received.written, form)
    except Repeated as first:
        return SeeOther(first.result)
    except Missing:
        raise
    except (TextRefused, Refusal) as reason:
        return refused(request, received or _stored(request, draft_id), reason)
    messages.success(request, _("Posted."))
    return SeeOther(post.get_absolute_url())


def _stored(request: MemberRequest, draft_id: int) -> Received:
    return Received(written.of_draft(queries.draft(request.user, draft_id)), is_complete=True)


def _published(request: MemberRequest, what: Written, form: Ticket) -> Post:
    return actions.publish_draft(
        author=request.user,
        opened=what.draft or Opened(0),
        raw=what.text,
        options=what.options,
        ticket=form,
        attachments=what.attachments,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unschedule(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Keep it as a draft after all; GET leads to the list."""
    queries.draft(request.user, draft_id)
    if request.method == "POST":
        actions.unschedule(author=request.user, draft_id=draft_id)
        messages.success(request, _("It stays a draft, and is published when you say so."))
    return SeeOther(LIST)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), throws away on POST."""
    found = queries.draft(request.user, draft_id)
    if request.method != "POST":
        return render(request, "posts/drafts_delete.html", {"draft": found})
    actions.discard_draft(author=request.user, draft_id=draft_id)
    messages.success(request, _("Deleted."))
    return SeeOther(LIST)
