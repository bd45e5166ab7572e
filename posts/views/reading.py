"""Reading posts: a post's permanent page, one of its pictures, and some cards as they are now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.paging import read_id
from core.refusals import BadRequest, Missing
from posts import cards, gallery, queries
from posts.models import Post

# As many as a page of home shows.
MOST_CARDS = 25


@require_safe
def show(request: HttpRequest, post_id: int) -> HttpResponse:
    post = queries.asked_for(post_id, viewer=request.user)
    rows = queries.card(post, viewer=request.user)
    card = cards.draw(rows, viewer=request.user, whole=True)
    # What the card covers is not told in the title, nor to other sites.
    said = "" if post.spoiler else post.words
    context = {"post": post, "author": post.author, "said": said, "rows": rows, "cards": card}
    return render(request, "posts/show.html", context | {"preview": _preview(post)})


def _preview(post: Post) -> gallery.Shown | None:
    """The picture that other sites show beside a link to the post: none that is covered here."""
    first = gallery.of(post)[:1] if post.picture_count and not (post.sensitive or post.spoiler) else ()
    return next((picture for picture in first if picture.is_ready), None)


@require_safe
def photo(request: HttpRequest, post_id: int, number: int) -> HttpResponse:
    """One picture of a post by itself: what the lightbox shows, for browsers without a script and for links."""
    post = queries.asked_for(post_id, viewer=request.user)
    shown = gallery.of(post)
    if not 0 < number <= len(shown):
        raise Missing
    context = {"post": post, "picture": shown[number - 1], "count": len(shown)}
    neighbours = {"before": number - 1 or None, "after": number + 1 if number < len(shown) else None}
    return render(request, "posts/photo.html", context | neighbours)


@require_safe
def some_cards(request: HttpRequest) -> HttpResponse:
    """The cards of these posts (`?post=…&post=…`) as they are now: for a page whose pictures were being prepared."""
    try:
        ids = [read_id(raw) for raw in request.GET.getlist("post")[:MOST_CARDS]]
    except ValueError:
        raise BadRequest from None
    drawn = cards.draw(queries.among(ids, viewer=request.user), viewer=request.user)
    return render(request, "posts/cards.html", {"cards": drawn})
