"""Deleting a post."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from posts import actions, cards, queries


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, post_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), deletes on POST."""
    post = queries.asked_for(post_id, viewer=request.user)
    if post.author_id != request.user.pk:
        raise actions.NotYours
    if request.method != "POST":
        card = cards.draw(queries.card(post, viewer=request.user), viewer=request.user)
        return render(request, "posts/delete.html", {"post": post, "cards": card, "next": next_address(request)})
    actions.delete(post_id=post.pk, by=request.user)
    messages.success(request, _("Deleted."))
    back = next_address(request)
    return SeeOther("/" if back == post.get_absolute_url() else back)
