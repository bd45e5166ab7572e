"""Deleting a post, and bringing it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.paging import MAX_ID
from core.refusals import Missing
from posts import actions, cards, queries
from posts.models import Post


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, post_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), deletes on POST. A script is given the bar that offers to undo it."""
    post = queries.asked_for(post_id, viewer=request.user)
    if post.author_id != request.user.pk:
        raise actions.NotYours
    if request.method != "POST":
        card = cards.draw(queries.card(post, viewer=request.user), viewer=request.user)
        return render(request, "posts/delete.html", {"post": post, "cards": card, "next": next_address(request)})
    actions.delete(post_id=post.pk, by=request.user)
    if request.headers.get("HX-Request") == "true":
        return render(request, "posts/deleted.html", _undo(post))
    messages.success(request, render_to_string("posts/_undo.html", _undo(post)))
    back = next_address(request)
    return SeeOther("/" if back == post.get_absolute_url() else back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: MemberRequest, post_id: int) -> HttpResponse:
    """Bring it back, within the undo time; a script is given its card. Opened by hand, the address does nothing."""
    if post_id > MAX_ID:
        raise Missing
    if request.method != "POST":
        return redirect("/")
    post = actions.restore(post_id=post_id, by=request.user)
    if request.headers.get("HX-Request") == "true":
        drawn = cards.draw(queries.card(post, viewer=request.user), viewer=request.user)
        return render(request, "posts/cards.html", {"cards": drawn})
    messages.success(request, _("It is back."))
    return SeeOther(next_address(request, post.get_absolute_url()))


def _undo(post: Post) -> dict[str, object]:
    return {"post": post, "seconds": int(actions.UNDO_TIME.total_seconds())}
