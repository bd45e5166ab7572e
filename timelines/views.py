"""Home: the reader's timeline, or for visitors everybody's newest posts; and the timelines of a reader's groups."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext, pgettext
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import MemberRequest
from core.paging import MAX_ID, read_cursor, read_id
from core.refusals import BadRequest, Missing, NotAllowed
from core.wording import compact
from follows import queries as follows
from posts import cards, queries
from posts.models import CardRow
from timelines import groups, pages, tabs
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


@login_required
@require_safe
def special(request: MemberRequest) -> HttpResponse:
    """What those write whom the reader follows with special attention."""
    cursor = read_cursor(request)
    page = groups.of_special(request.user, cursor=cursor)
    context = {"title": pgettext("timeline", "Special attention"), "nothing": "timelines/_no_special.html"}
    return _page(request, "timelines/group.html", page.posts, page.next_cursor, cursor, **context)


@login_required
@require_safe
def group(request: MemberRequest, group_id: int) -> HttpResponse:
    """What the people in one of the reader's groups write. Another's group is as missing as none."""
    if group_id > MAX_ID:
        raise Missing
    cursor = read_cursor(request)
    found = follows.group(request.user, group_id)
    people = found.member_count  # type: ignore[attr-defined]  # Counted by the query.
    page = groups.of_group(request.user, found, people=people, cursor=cursor)
    nothing = "timelines/_no_group_posts.html" if people else "timelines/_no_members.html"
    context = {"title": found.name, "nothing": nothing, "add_url": f"/settings/groups/{group_id}/add/"}
    return _page(request, "timelines/group.html", page.posts, page.next_cursor, cursor, **context)


def _reader_home(request: HttpRequest, reader: User, cursor: int | None) -> HttpResponse:
    page = timeline.page(reader, cursor=cursor)
    timeline.note_visit(reader)
    return _page(request, "timelines/home.html", page.posts, page.next_cursor, cursor, nothing="timelines/_quiet.html")


def _square(request: HttpRequest, cursor: int | None) -> HttpResponse:
    page = queries.newest(viewer=request.user, cursor=cursor, size=pages.PAGE)
    return _page(request, "timelines/square.html", page.rows, page.next_cursor, cursor)


def _page(
    request: HttpRequest,
    template: str,
    posts: Sequence[CardRow],
    next_cursor: int | None,
    cursor: int | None,
    **more: Any,
) -> HttpResponse:
    drawn = cards.draw(posts, viewer=request.user)
    context = {
        "cards": drawn,
        "more_url": f"{request.path}?cursor={next_cursor}" if next_cursor else None,
        "first_page": cursor is None,
        "newest": drawn[0].id if drawn else None,
        "tabs": tabs.above(request.user, request.path) if request.user.is_authenticated else (),
    }
    return render(request, template, context | more)
