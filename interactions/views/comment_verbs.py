"""What one does with a comment by one button: like it, delete it; and what the post's author does with it."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.paging import MAX_ID
from core.refusals import Missing
from core.wording import compact
from interactions import actions
from interactions.discussion import Talk
from interactions.queries import comments as queries
from interactions.seeing import asked_for
from interactions.views.verbs import VERB
from posts import queries as posts

# Verb → what does it, and what somebody who listens is told.
VERBS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "like": (actions.like_comment, _("Liked")),
    "unlike": (actions.unlike_comment, _("Like taken back")),
    "pin": (actions.pin, pgettext_lazy("a comment", "Pinned")),
    "unpin": (actions.unpin, pgettext_lazy("a comment", "No longer pinned")),
    "hide": (actions.hide, pgettext_lazy("a comment", "Hidden from others")),
    "unhide": (actions.unhide, pgettext_lazy("a comment", "Shown again")),
    "select": (actions.select, pgettext_lazy("a comment", "Chosen")),
    "unselect": (actions.unselect, pgettext_lazy("a comment", "No longer chosen")),
}
LIKES = ("like", "unlike")
# Of the post: whether others see only chosen comments.
POST_VERBS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "select-comments": (actions.select_comments, _("Others now see only the comments that you choose.")),
    "show-comments": (actions.show_comments, _("Others now see all comments.")),
}


@require_http_methods(VERB)
def verb(request: HttpRequest, comment_id: int, name: str) -> HttpResponse:
    """Do one of VERBS on POST. Opened by hand, or after signing in, it leads to the comment, and changes nothing."""
    if request.method != "POST":
        return redirect(asked_for(comment_id, request.user))
    if not request.user.is_authenticated:
        return _sign_in_first(request, asked_for(comment_id, request.user).get_absolute_url())
    act, said = VERBS[name]
    if comment_id > MAX_ID:
        raise Missing
    act(comment_id=comment_id, by=request.user)
    if request.headers.get("HX-Request") != "true":
        return SeeOther(_back(request, comment_id))
    return _liked(request, comment_id, name, said) if name in LIKES else _redrawn(request, comment_id, said)


@require_http_methods(VERB)
def post_verb(request: HttpRequest, post_id: int, name: str) -> HttpResponse:
    """Do one of POST_VERBS on POST; else it leads to the post."""
    back = f"/p/{post_id}/#comments"
    if request.method != "POST":
        return redirect(posts.asked_for(post_id, viewer=request.user))
    if not request.user.is_authenticated:
        return _sign_in_first(request, back)
    act, said = POST_VERBS[name]
    act(post_id=post_id, by=request.user)
    messages.success(request, str(said))
    return SeeOther(urlsplit(next_address(request, back))._replace(fragment="comments").geturl())


@login_required
@require_http_methods(VERB)
def delete(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), deletes on POST."""
    if request.method != "POST":
        comment = actions.deletable(comment_id, request.user)
        drawn = Talk(comment.post, request.user).draw_one(comment, is_quoted=True)
        context = {"comment": comment, "drawn": drawn, "next": next_address(request, "")}
        return render(request, "interactions/comment_delete.html", context)
    gone = actions.delete_comment(comment_id=comment_id, by=request.user)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)
    messages.success(request, _("Deleted."))
    # Its own page went along.
    place = next_address(request, "")
    own = f"/p/{gone.post_id}/comments/{gone.pk}/"
    return SeeOther(place if place and not place.startswith(own) else f"/p/{gone.post_id}/#comments")


def _liked(request: HttpRequest, comment_id: int, name: str, said: str | Promise) -> HttpResponse:
    """The heart as it is now."""
    likes = queries.likes_of(comment_id)
    context = {"id": comment_id, "is_liked": name == "like", "likes": compact(likes) if likes else "", "said": said}
    return render(request, "interactions/comment_liked.html", context)


def _redrawn(request: HttpRequest, comment_id: int, said: str | Promise) -> HttpResponse:
    """The comment as it is now, with the first replies to it."""
    comment = asked_for(comment_id, request.user)
    row = queries.one(comment, viewer=request.user)
    below = queries.previews([row], post=comment.post, viewer=request.user)
    how = {"is_reply": row.parent_id is not None, "has_place": row.parent_id is None}
    drawn = Talk(comment.post, request.user).draw_one(row, below, **how)
    return render(request, "interactions/comment_redrawn.html", {"drawn": drawn, "said": said})


def _back(request: HttpRequest, comment_id: int) -> str:
    """The page where the button was, at the comment."""
    back = next_address(request, "")
    if not back:
        return asked_for(comment_id, request.user).get_absolute_url()
    return urlsplit(back)._replace(fragment=f"comment-{comment_id}").geturl()


def _sign_in_first(request: HttpRequest, back: str) -> HttpResponse:
    return SeeOther(f"{settings.LOGIN_URL}?{urlencode({'next': next_address(request, back)})}")
