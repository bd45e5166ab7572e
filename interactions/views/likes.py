"""Liking a post: buttons that any page may show; and who likes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.paging import read_cursor
from core.wording import compact
from follows.relations import Relations
from interactions import actions
from interactions.queries import liking
from interactions.views.verbs import VERB, Said, verb
from posts import cards, queries
from posts.models import CardRow


@require_http_methods(VERB)
def like(request: HttpRequest, post_id: int) -> HttpResponse:
    return verb(actions.like, _liked, request=request, post_id=post_id)


@require_http_methods(VERB)
def unlike(request: HttpRequest, post_id: int) -> HttpResponse:
    return verb(actions.unlike, _unliked, request=request, post_id=post_id)


@require_safe
def likes(request: HttpRequest, post_id: int) -> HttpResponse:
    """Who likes the post, below it."""
    post = queries.asked_for(post_id, viewer=request.user)
    rows = queries.card(post, viewer=request.user)
    page = liking.likers(post, viewer=request.user, cursor=read_cursor(request))
    people = [like.user for like in page.rows]
    relations = Relations.between(request.user, people)
    context = {
        "post": post,
        "row": rows[0] if rows else None,
        "cards": cards.draw(rows, viewer=request.user),
        "people": [{"person": person, "follow_state": relations.to(person).follow_state} for person in people],
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "interactions/likes.html", context)


def _liked(post: CardRow) -> Said:
    return _("Liked"), _number(post)


def _unliked(post: CardRow) -> Said:
    return _("Like taken back"), _number(post)


def _number(post: CardRow) -> str:
    if not post.likes:
        return ""
    return ngettext("%(number)s like", "%(number)s likes", post.likes) % {"number": compact(post.likes)}
