"""Whom and what one keeps away: the settings' lists of blocked people, muted people and muted words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest, button_of
from core.htmx import SeeOther
from core.paging import MAX_ID, Page, read_cursor
from core.refusals import Missing, Refusal
from follows import actions, queries
from follows.forms import WordForm

WORDS = "/settings/words/"


@login_required
@require_safe
def blocks(request: MemberRequest) -> HttpResponse:
    page = queries.blocks(request.user, cursor=read_cursor(request))
    people = [row.blocked for row in page.rows]
    return _people(request, page, {"people": people, "page_title": _("Blocked accounts"), "verb": "unblock"})


@login_required
@require_safe
def mutes(request: MemberRequest) -> HttpResponse:
    page = queries.mutes(request.user, cursor=read_cursor(request))
    people = [row.muted for row in page.rows]
    return _people(request, page, {"people": people, "page_title": _("Muted accounts"), "verb": "unmute"})


def _people(request: MemberRequest, page: Page[Any], context: dict[str, Any]) -> HttpResponse:
    context["more_url"] = f"?cursor={page.next_cursor}" if page.next_cursor else None
    return render(request, "follows/settings_people.html", context | {"first_page": "cursor" not in request.GET})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: MemberRequest) -> HttpResponse:
    """The words, and the form that adds one."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _words(request, form)
    if not form.is_valid():
        return _words(request, form, status=400)
    try:
        row = actions.mute_word(owner=request.user, word=form.cleaned_data["word"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _words(request, form, status=refusal.status)
    messages.success(request, _("Posts with “%(word)s” stay out of your lists.") % {"word": row.word})
    return SeeOther(WORDS)


def _words(request: MemberRequest, form: WordForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "words": queries.muted_words(request.user), "page_title": _("Muted words")}
    return render(request, "follows/settings_words.html", context, status=status)


@button_of(WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_word(request: MemberRequest, word_id: int) -> HttpResponse:
    if word_id > MAX_ID:
        raise Missing
    if request.method != "POST":
        return redirect(WORDS)
    word = actions.unmute_word(owner=request.user, word_id=word_id)
    messages.success(request, _("“%(word)s” is no longer muted.") % {"word": word})
    return SeeOther(WORDS)
