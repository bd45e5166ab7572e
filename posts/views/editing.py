"""Editing a post, choosing whom it is for, and reading what it said before."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.htmx import SeeOther, next_address
from core.paging import read_cursor
from core.refusals import Refusal
from follows.queries import groups_of
from posts import actions, audience, cards, changes, history, queries
from posts.audience import UnknownPolicy, UnknownVisibility
from posts.changes import Changes, Errors
from posts.composing import member
from posts.models import Post
from posts.models.post import CommentPolicy
from posts.pictures import PictureRefused
from posts.text import TextRefused

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """The form on GET, which saves on POST. After the window for edits it offers whom the post is for."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, post_id)
    post = _own(request, post_id)
    if request.method != "POST":
        return _page(request, post, changes.unsaved(request, post))
    asked = changes.read(request)
    try:
        actions.edit(
            post_id=post.pk,
            by=member(request),
            raw=asked.text,
            options=asked.options,
            removed=asked.removed,
            alts=asked.alts,
            opened_at=asked.opened_at,
        )
    except (TextRefused, Refusal) as refused:
        return _again(request, post, asked, refused)
    return _saved(request, post)


@require_http_methods(PAGE)
def change_audience(request: HttpRequest, post_id: int) -> HttpResponse:
    """Who may see the post, and who may comment on it: at any time."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, post_id)
    post = _own(request, post_id)
    if request.method != "POST":
        return _page(request, post, changes.of(post), words=False)
    asked = changes.read(request)
    try:
        actions.change_audience(post_id=post.pk, by=member(request), options=asked.options)
    except (UnknownVisibility, UnknownPolicy) as refused:
        return _again(request, post, asked, refused, words=False)
    return _saved(request, post)


@require_safe
def edits(request: HttpRequest, post_id: int) -> HttpResponse:
    """What a post said before, for those who may see it now."""
    post = queries.asked_for(post_id, viewer=request.user)
    page = history.versions(post, cursor=read_cursor(request))
    more = f"{post.get_absolute_url()}edits/?cursor={page.next_cursor}" if page.next_cursor else None
    return render(request, "posts/edits.html", {"post": post, "versions": page.rows, "more_url": more})


def _own(request: HttpRequest, post_id: int) -> Post:
    post = queries.asked_for(post_id, viewer=request.user)
    if post.author_id != request.user.pk:
        raise actions.NotYours
    return post


def _saved(request: HttpRequest, post: Post) -> HttpResponse:
    messages.success(request, _("Saved."))
    return SeeOther(next_address(request, post.get_absolute_url()))


def _again(
    request: HttpRequest, post: Post, asked: Changes, refused: TextRefused | Refusal, *, words: bool = True
) -> HttpResponse:
    """Each reason beside what it is about; who has no business here is told so on a page of its own."""
    if isinstance(refused, TextRefused):
        return _page(request, post, asked, Errors(text=str(refused)), status=400)
    if isinstance(refused, PictureRefused):
        errors = Errors(pictures=str(refused.message))
    elif isinstance(refused, UnknownVisibility | UnknownPolicy):
        errors = Errors(audience=str(refused.message))
    elif isinstance(refused, actions.TooLateToEdit | actions.TooManyEdits | actions.EditedMeanwhile):
        errors = Errors(text=str(refused.message))
    else:
        raise refused
    return _page(request, post, asked, errors, words=words, status=refused.status)


def _page(
    request: HttpRequest,
    post: Post,
    asked: Changes,
    errors: Errors | None = None,
    *,
    words: bool = True,
    status: int = 200,
) -> HttpResponse:
    """The whole form while the window is open; `words` false, or past it, for whom the post is."""
    groups = audience.choices(groups_of(member(request)))
    context = {
        "editor": changes.editor(post, asked, groups=groups, errors=errors),
        "policies": CommentPolicy,
        "next": next_address(request, post.get_absolute_url()),
        "is_late": words and not actions.may_edit(post),
    }
    if words and actions.may_edit(post):
        return render(request, "posts/edit.html", context, status=status)
    card = cards.draw(queries.card(post, viewer=request.user), viewer=request.user)
    return render(request, "posts/edit_audience.html", context | {"cards": card}, status=status)


def _sign_in_first(request: HttpRequest, post_id: int) -> HttpResponse:
    """What was written waits in the session."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    changes.keep_unsaved(request, post_id)
    return SeeOther(f"{settings.LOGIN_URL}?next={request.path}")
