"""Keeping posts for later: the buttons, one's own list, and sorting it into folders."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.paging import read_cursor, read_id
from core.refusals import BadRequest
from interactions import actions
from interactions.models import Folder
from interactions.queries import favourites as queries
from interactions.views.verbs import VERB, Said, verb
from posts import cards
from posts import queries as posts
from posts.models import CardRow

FAVOURITES, COLLECTIONS = "/favourites/", "/favourites/collections/"


@require_http_methods(VERB)
def favourite(request: HttpRequest, post_id: int) -> HttpResponse:
    return verb(actions.favourite, _kept, request=request, post_id=post_id)


@require_http_methods(VERB)
def unfavourite(request: HttpRequest, post_id: int) -> HttpResponse:
    return verb(actions.unfavourite, _let_go, request=request, post_id=post_id)


@login_required
@require_safe
def favourites(request: MemberRequest) -> HttpResponse:
    """All that one keeps."""
    return own_list(None, request=request)


def own_list(folder: Folder | None, *, request: MemberRequest) -> HttpResponse:
    """One's own favourites, all or of one folder. What is out of sight keeps its place, without a word of it."""
    page = queries.kept(request.user, folder=folder, cursor=read_cursor(request))
    rows = [each.row for each in page.rows if each.row]
    drawn = {card.id: card for card in cards.draw(rows, viewer=request.user)}
    folders = queries.folders(request.user)
    names = {each.pk: each for each in folders}
    context = {
        "folder": folder,
        "tabs": _tabs(FAVOURITES),
        "folders": folders,
        "lines": [
            {"kept": each.favourite, "card": drawn.get(each.favourite.post_id), "folder": names.get(_folder_id(each))}
            for each in page.rows
        ],
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "interactions/favourites.html", context)


@login_required
@require_safe
def collections(request: MemberRequest) -> HttpResponse:
    """Other people's public folders that one follows."""
    page = queries.followed_folders(request.user, cursor=read_cursor(request))
    context = {
        "tabs": _tabs(COLLECTIONS),
        "folders": [row.folder for row in page.rows],
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "interactions/favourites_collections.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: MemberRequest, post_id: int) -> HttpResponse:
    """Put a favourite into a folder, or into none: asks on GET, does it on POST."""
    kept = queries.favourite_of(request.user, post_id)
    back = next_address(request, FAVOURITES)
    if request.method == "POST":
        actions.move_favourite(user=request.user, post_id=post_id, folder_id=_chosen(request))
        messages.success(request, _("Moved."))
        return SeeOther(back)
    card = cards.draw(posts.among([post_id], viewer=request.user), viewer=request.user)
    context = {"kept": kept, "cards": card, "folders": queries.folders(request.user), "back": back}
    return render(request, "interactions/favourite_move.html", context)


def _kept(post: CardRow) -> Said:
    return pgettext("favourite", "Saved"), ""


def _let_go(post: CardRow) -> Said:
    return _("No longer among your favourites"), ""


def _chosen(request: HttpRequest) -> int | None:
    raw = request.POST.get("folder", "")
    try:
        return read_id(raw) if raw else None
    except ValueError:
        raise BadRequest from None


def _folder_id(each: queries.Kept) -> int:
    return each.favourite.folder_id or 0


def _tabs(current: str) -> list[dict[str, Any]]:
    named = ((_("Favourites"), FAVOURITES), (_("Collections I follow"), COLLECTIONS))
    return [{"label": label, "url": url, "current": url == current} for label, url in named]
