"""Reposting: the form, as a page and in a dialog; and who reposted a post."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.htmx import SeeOther, next_address
from core.middleware import around
from core.paging import read_cursor
from core.refusals import Missing, Refusal
from core.submissions import Repeated, raise_if_taken, ticket
from interactions import actions
from interactions.queries import reposts as queries
from interactions.reposting import Form, again, forget_unsent, fresh, keep_unsent, read
from posts import acts, cards
from posts import queries as posts
from posts.models import Post
from posts.text import MAX_CODE_POINTS, TextRefused, fit


@require_http_methods(["GET", "HEAD", "POST"])
def repost(request: HttpRequest, post_id: int) -> HttpResponse:
    """The form on GET, with the chain in it; on POST the repost. A script that shows the form asks as htmx does."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, post_id)
    if request.method != "POST":
        return _page(request, fresh(request, queries.source(post_id, viewer=request.user)))
    said = read(request)
    try:
        form = ticket(request)
        raise_if_taken(form)
        post = actions.repost(
            author=request.user,
            post_id=post_id,
            raw=said.text,
            options=said.options,
            also=said.also,
            ticket=form,
        )
    except Repeated as first:
        return SeeOther(first.result)
    except Missing:
        return _lost(request, said.text)
    except (TextRefused, Refusal) as refused:
        return _refused(request, again(request, post_id, said, refused), refused)
    forget_unsent(request)
    return _done(request, post, _told(said.text))


@require_safe
def reposts(request: HttpRequest, post_id: int) -> HttpResponse:
    """Who reposted the post, below it, with their words."""
    post = posts.asked_for(post_id, viewer=request.user)
    rows = posts.card(post, viewer=request.user)
    page = queries.of(post, viewer=request.user, cursor=read_cursor(request))
    context = {
        "post": post,
        "row": rows[0] if rows else None,
        "cards": cards.draw(rows, viewer=request.user),
        "onward": cards.draw(page.rows, viewer=request.user, rootless=True),
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
    }
    return render(request, "interactions/reposts.html", context)


def _sign_in_first(request: HttpRequest, post_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    keep_unsent(request, post_id)
    return SeeOther(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")


def _refused(request: HttpRequest, shown: Form, reason: TextRefused | Refusal) -> HttpResponse:
    """The form with everything that was written."""
    if isinstance(reason, TextRefused):
        return _page(request, shown, 400)
    return reason.mark(_page(request, shown, reason.status))


def _lost(request: HttpRequest, words: str) -> HttpResponse:
    """The post went meanwhile, or was never there: what was written is given back."""
    context = {"kept": [(_("Your repost"), words[:MAX_CODE_POINTS])] if words else []}
    return render(request, "interactions/lost.html", around(request) | context, status=Missing.status)


def _told(raw: str) -> str:
    return _("Reposted. The oldest quotes were left out to make it fit.") if fit(raw).dropped else _("Reposted.")


def _done(request: HttpRequest, post: Post, told: str) -> HttpResponse:
    """A script is given the buttons of what was reposted, with their new numbers."""
    if request.headers.get("HX-Request") != "true":
        messages.success(request, told)
        return SeeOther(next_address(request, post.get_absolute_url()))
    passed_on = [pk for pk in {post.root_id, post.parent_id} if pk]
    rows = posts.among(passed_on, viewer=request.user)
    return render(request, "interactions/reposted.html", {"rows": [acts.draw(row) for row in rows], "said": told})


def _page(request: HttpRequest, shown: Form, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": shown, "composer": shown.composer, "source": shown.source}
    return render(request, "interactions/repost.html", context, status=status)
