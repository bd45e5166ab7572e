"""Pages of our own for what goes wrong, in the reader's language."""

import sys
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from core.middleware import around, in_readers_language

# What a person typed and would be sorry to lose. Never a password, a token or a file: those are typed or chosen again.
KEPT_FIELDS: dict[str, str | Promise] = {
    "text": _("Your post"),
    "nickname": _("Nickname"),
    "bio": _("About you"),
    "region": _("Region"),
    "description": _("Description"),
    "declaration": _("Declaration"),
    "reason": _("Reason"),
}
# The longest text that any of our forms takes; a page never returns more than that of what it was sent.
KEPT_LENGTH = 8000
# Seconds after which a database that was restarted usually answers again.
COME_AGAIN = 5
# PostgreSQL's name for what a server that takes no writes says: another is about to take its place.
READ_ONLY = "25006"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django turns an oversize body into a 400; it is told what it is."""
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without context processors: whatever broke may be what they ask."""
    if _database_is_away(sys.exc_info()[1]):
        return _away(request)
    with in_readers_language(request):
        return HttpResponse(loader.render_to_string("errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale form: the text comes back with it, so that nothing typed is lost."""
    context = {**around(request), "kept": _kept(request), "back": _where_from(request)}
    return render(request, "errors/403_csrf.html", context, status=403)


def _away(request: HttpRequest) -> HttpResponse:
    """A database that is away, restarting or overloaded is no fault of the site's: 503, and when to come again.

    The text of a form that could not be taken comes back with it.
    """
    asked = request.method in ("GET", "HEAD")
    context = {
        "kept": [] if asked else _kept(request),
        "again": request.get_full_path() if asked else _where_from(request),
    }
    with in_readers_language(request):
        answer = HttpResponse(loader.render_to_string("errors/503.html", context), status=503)
    answer["Retry-After"] = str(COME_AGAIN)
    return answer


def _page(request: HttpRequest, status: int) -> HttpResponse:
    with in_readers_language(request):
        return render(request, f"errors/{status}.html", around(request), status=status)


def _kept(request: HttpRequest) -> list[tuple[str | Promise, str]]:
    typed = ((label, request.POST.get(name, "")[:KEPT_LENGTH]) for name, label in KEPT_FIELDS.items())
    return [(label, text) for label, text in typed if text.strip()]


def _database_is_away(error: BaseException | None) -> bool:
    """Whether that is the error or what it came of: a broken connection breaks other things in turn."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        if isinstance(error, InterfaceError | OperationalError) and _is_away(error):
            return True
        if getattr(error, "pgcode", None) == READ_ONLY:
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _is_away(error: Exception) -> bool:
    """SQLite has one name for a database that others hold and for a table that does not exist."""
    return connection.vendor != "sqlite" or "locked" in str(error)


def _where_from(request: HttpRequest) -> str:
    """The page on this site that held the form, for loading it again."""
    page = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(page)
    # One slash at the front: `//evil.example` and `/\evil.example` are another site's address to a browser.
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path
