"""Folders of favourites: one's own desk for them, and the page of each."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from core.htmx import SeeOther, done, next_address
from core.paging import MAX_ID, read_cursor
from core.refusals import Missing, Refusal
from core.submissions import Repeated, new_token, raise_if_taken, ticket
from interactions import actions
from interactions.forms import FolderForm
from interactions.queries import favourites as queries
from interactions.views.favourites import own_list
from interactions.views.verbs import VERB, sign_in_first
from posts import cards

FOLDERS = "/favourites/folders/"
ASK = ["GET", "HEAD", "POST"]


@require_safe
def folder(request: MemberRequest, folder_id: int) -> HttpResponse:
    """What is in a folder: to its owner all of it, to others, when it is public, what they may see."""
    found = queries.folder(folder_id, viewer=request.user)
    if found.owner == request.user:
        return own_list(found, request=request)
    page = queries.collected(found, viewer=request.user, cursor=read_cursor(request))
    context = {
        "folder": found,
        "follows_folder": queries.follows_folder(request.user, found),
        "cards": cards.draw(page.rows, viewer=request.user),
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "interactions/folder.html", context)


@login_required
@require_safe
def folders(request: MemberRequest) -> HttpResponse:
    """One's own folders, to open, change and remove."""
    return render(request, "interactions/folders.html", {"folders": queries.folders(request.user)})


@login_required
@require_http_methods(ASK)
def new(request: MemberRequest) -> HttpResponse:
    form = FolderForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    try:
        given = ticket(request)
        raise_if_taken(given)
        if not form.is_valid():
            return _page(request, form, status=400)
        made = actions.create_folder(owner=request.user, **form.cleaned_data, ticket=given)
    except Repeated as first:
        return SeeOther(next_address(request, first.result))
    except (ValidationError, Refusal) as refused:
        return _refused(request, form, refused)
    messages.success(request, _("Folder made."))
    return SeeOther(next_address(request, made.get_absolute_url()))


@login_required
@require_http_methods(ASK)
def edit(request: MemberRequest, folder_id: int) -> HttpResponse:
    """Rename a folder, open it to others or close it."""
    found = queries.own_folder(request.user, folder_id)
    form = FolderForm(request.POST or None, initial={"name": found.name, "is_public": found.is_public})
    if request.method != "POST":
        return _page(request, form, folder=found)
    if not form.is_valid():
        return _page(request, form, status=400, folder=found)
    try:
        actions.edit_folder(owner=request.user, folder_id=found.pk, **form.cleaned_data)
    except (ValidationError, Refusal) as refused:
        return _refused(request, form, refused, folder=found)
    messages.success(request, _("Saved."))
    return SeeOther(next_address(request, found.get_absolute_url()))


@login_required
@require_http_methods(ASK)
def delete(request: MemberRequest, folder_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), deletes on POST; what was in it stays kept."""
    found = queries.own_folder(request.user, folder_id)
    if request.method != "POST":
        return render(request, "interactions/folder_delete.html", {"folder": found})
    actions.delete_folder(owner=request.user, folder_id=found.pk)
    messages.success(request, _("Folder deleted. What was in it is still among your favourites."))
    return SeeOther(FOLDERS)


@require_http_methods(VERB)
def follow(request: HttpRequest, folder_id: int) -> HttpResponse:
    return _follow_verb(request, folder_id, follows=True)


@require_http_methods(VERB)
def unfollow(request: HttpRequest, folder_id: int) -> HttpResponse:
    return _follow_verb(request, folder_id, follows=False)


def _follow_verb(request: HttpRequest, folder_id: int, *, follows: bool) -> HttpResponse:
    """Opened by hand, or after signing in, it leads to the folder: reading changes nothing."""
    if folder_id > MAX_ID:
        raise Missing
    address = f"/favourites/{folder_id}/"
    if request.method != "POST":
        return redirect(address)
    if not request.user.is_authenticated:
        return sign_in_first(next_address(request, address))
    act = actions.follow_folder if follows else actions.unfollow_folder
    act(user=request.user, folder_id=folder_id)
    back = next_address(request, address if follows else "/favourites/collections/")
    context: dict[str, object] = {"folder_id": folder_id, "follows_folder": follows}
    return done(request, fragment="interactions/folder_follow.html", context=context, back=back)


def _refused(
    request: HttpRequest, form: FolderForm, refused: ValidationError | Refusal, **context: Any
) -> HttpResponse:
    """Told beside the name, which is kept."""
    if isinstance(refused, ValidationError):
        form.add_error("name", refused)
        return _page(request, form, status=400, **context)
    form.add_error("name", str(refused.message))
    return _page(request, form, status=refused.status, **context)


def _page(request: HttpRequest, form: FolderForm, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"form": form, "token": new_token(request), "next": next_address(request, ""), **context}
    return render(request, "interactions/folder_edit.html", shown, status=status)
