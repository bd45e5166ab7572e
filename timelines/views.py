"""Home: the reader's timeline, or for visitors everybody's newest posts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from accounts.models import User
from core.paging import read_cursor, read_id
from core.refusals import BadRequest, NotAllowed
from core.wording import compact
from posts import cards, queries
from timelines import home as timeline

# More ids than a page shows are nothing that our script would send.
MOST_SHOWN = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    cursor = read_cursor(request)
    return _reader_home(request, request.user, cursor) if request.user.is_authenticated else _square(request, cursor)


@require_safe
def newer(request: HttpRequest) -> HttpResponse:
    """How many posts are newer than those on the reader's page: asked every half minute by a page that is looked at."""
    if not request.user.is_authenticated:
        raise NotAllowed
    try:
        after = read_id(request.GET.get("after", "")) if request.GET.get("after") != "0" else 0
        shown = {read_id(raw) for raw in request.GET.get("shown", "").split(",")[:MOST_SHOWN] if raw}
    except ValueError:
        raise BadRequest from None
    count = timeline.newer(request.user, after=after, shown=shown)
    # The language too: after changing it, the words that the browser kept are the wrong ones.
    etag = f'"{after}-{count}-{get_language()}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    text = ngettext("%(count)s new post", "%(count)s new posts", count) % {"count": compact(count)}
    return JsonResponse({"count": count, "text": text}, headers={"ETag": etag, "Cache-Control": "private, no-cache"})


def _reader_home(request: HttpRequest, reader: User, cursor: int | None) -> HttpResponse:
    page = timeline.page(reader, cursor=cursor)
    timeline.note_visit(reader)
    drawn = cards.draw(page.posts, viewer=reader)
    return _page(request, "timelines/home.html", drawn, page.next_cursor, cursor)


def _square(request: HttpRequest, cursor: int | None) -> HttpResponse:
    page = queries.newest(viewer=request.user, cursor=cursor, size=timeline.PAGE)
    drawn = cards.draw(page.rows, viewer=request.user)
    return _page(request, "timelines/square.html", drawn, page.next_cursor, cursor)


def _page(
    request: HttpRequest, template: str, drawn: list[cards.Card], next_cursor: int | None, cursor: int | None
) -> HttpResponse:
    context = {
        "cards": drawn,
        "more_url": f"/?cursor={next_cursor}" if next_cursor else None,
        "first_page": cursor is None,
        "newest": drawn[0].id if drawn else None,
    }
    return render(request, template, context)
