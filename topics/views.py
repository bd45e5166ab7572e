"""A topic's page. It composes from above: the posts that carry the topic."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.paging import read_cursor
from core.refusals import Missing
from posts import queries as posts
from topics import queries
from topics.naming import MAX_TOPIC


@require_safe
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """The newest posts of a topic; another spelling leads to the canonical one."""
    found = queries.named(name) if len(name) <= MAX_TOPIC else None
    if found is None:
        raise Missing
    cursor = read_cursor(request)
    page = posts.by_topic(found, viewer=request.user, cursor=cursor)
    if not (found.post_count or page.rows or cursor):
        # It stands in nothing that the reader may see: that somebody wrote it at all is theirs to know.
        raise Missing
    if found.name != name:
        return redirect(found)
    context = {
        "topic": found,
        "posts": page.rows,
        "more_url": f"{request.path}?cursor={page.next_cursor}" if page.next_cursor else None,
        "compose_url": "/compose/?" + urlencode({"text": f"#{found.name}# "}),
    }
    return render(request, "topics/topic.html", context)
