"""Writing a post, its permanent page, and deleting it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.paging import MAX_ID
from core.refusals import Missing, Refusal
from core.submissions import Repeated, ticket
from posts import actions, cards, composer, queries
from posts.models import Post
from posts.text import MAX_CODE_POINTS, TextRefused


@login_required
@require_safe
def compose(request: MemberRequest) -> HttpResponse:
    """A page with nothing but the composer; `?text=` fills it (a first post, a share), else what was left unsent."""
    text = request.GET.get("text", "")[:MAX_CODE_POINTS] or composer.unsent(request)
    return _page(request, composer.fresh(request, text, back=next_address(request, "")))


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what was typed. Somebody whose session has ended signs in first, and finds the text in the composer."""
    typed = request.POST.get("text", "")
    if not request.user.is_authenticated:
        composer.keep_unsent(request, typed)
        return SeeOther(f"{settings.LOGIN_URL}?next=/compose/")
    level = request.POST.get("visibility") or Post.Visibility.PUBLIC
    try:
        post = actions.publish(author=request.user, raw=typed, visibility=level, ticket=ticket(request))
    except Repeated as first:
        return SeeOther(first.result)
    except TextRefused as refused:
        return _again(request, str(refused), status=400)
    except Refusal as refused:
        return refused.mark(_again(request, refused.message, status=refused.status))
    composer.forget_unsent(request)
    messages.success(request, _("Posted."))
    return SeeOther(next_address(request, post.get_absolute_url()))


@require_safe
def show(request: HttpRequest, post_id: int) -> HttpResponse:
    post = _visible(request, post_id)
    card = cards.draw([post.card], viewer=request.user, whole=True)
    return render(request, "posts/show.html", {"post": post, "author": post.author, "cards": card})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, post_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), deletes on POST."""
    post = _visible(request, post_id)
    if post.author_id != request.user.pk:
        raise actions.NotYours
    if request.method != "POST":
        card = cards.draw([post.card], viewer=request.user)
        return render(request, "posts/delete.html", {"post": post, "cards": card, "next": next_address(request)})
    actions.delete(post_id=post.pk, by=request.user)
    messages.success(request, _("Deleted."))
    back = next_address(request)
    return SeeOther("/" if back == post.get_absolute_url() else back)


def _visible(request: HttpRequest, post_id: int) -> Post:
    post = queries.one(post_id, viewer=request.user) if post_id <= MAX_ID else None
    if post is None:
        raise Missing
    return post


def _again(request: HttpRequest, message: object, *, status: int) -> HttpResponse:
    """The composer with what was typed, and why it was not sent."""
    typed = request.POST.get("text", "")
    again = composer.fresh(request, typed, back=next_address(request, ""), error=str(message))
    return _page(request, again, status=status)


def _page(request: HttpRequest, shown: composer.Composer, status: int = 200) -> HttpResponse:
    return render(request, "posts/compose.html", {"composer": shown}, status=status)
