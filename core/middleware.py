"""What every request passes: whose address it is, that it is readable, its time zone, and how refusals are told."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils import timezone, translation

from core import zones
from core.refusals import BadRequest, Refusal, TooLarge, WrongMethod

# Nothing of the site asks for these today; a page that does will say so.
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """Headers that no library of ours sets: who may embed an answer, what it may ask of a device, who may keep it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if "Cookie" in answer.headers.get("Vary", ""):
            # What was made for one reader is kept by nobody between, and asked for again after signing out.
            answer.headers.setdefault("Cache-Control", "private, no-cache")
        if request.method == "HEAD" and not answer.streaming:
            # The server drops the body by itself, but warns in the log each time, of each probe that asks so.
            answer.content = b""
        return answer


class RequestTextMiddleware:
    """Refuses addresses that are no text, and bodies past the gate, before anything reads them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raw = request.META.get("CONTENT_LENGTH") or "0"
        length = int(raw) if raw.isdecimal() else 0
        if length > settings.MAX_REQUEST_BYTES:
            return refused(request, TooLarge())
        if not readable(request) or not _form_is_text(request, length):
            return refused(request, BadRequest())
        return self.get_response(request)


def _form_is_text(request: HttpRequest, length: int) -> bool:
    """Whole, and UTF-8: other bytes would be read as Latin-1. A form too large to read is refused later."""
    plain = request.content_type == "application/x-www-form-urlencoded"
    if not plain or length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return True
    try:
        request.body.decode()
    except (UnicodeDecodeError, UnreadablePostError):
        return False
    # A client that went away has sent half a form.
    return len(request.body) == length


def readable(request: HttpRequest) -> bool:
    path = request.path_info
    query = _unquoted(request.META.get("QUERY_STRING", ""))
    return query is not None and not _hidden(path) and not _hidden(query)


def _hidden(text: str) -> bool:
    return any(ord(letter) < 32 and letter not in "\t\n\r" or letter in "\x7f\ufffd" for letter in text)


def _unquoted(query: str) -> str | None:
    if "%" not in query and query.isascii():
        return query
    try:
        # WSGI hands the bytes of an address over as Latin-1.
        return unquote_to_bytes(query.replace("+", " ").encode("latin-1")).decode("utf-8")
    except UnicodeError:
        return None


class TimeZoneMiddleware:
    """Shows times in the reader's zone, which the browser tells in a cookie; else in the site's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = zones.named(request.COOKIES.get("timezone", ""))
        if zone is None:
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)


class RefusalMiddleware:
    """Tells a refusal that no form caught: its own page with its own status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # Django's own answer to a wrong method is an empty page.
        if answer.status_code != 405 or answer.content:
            return answer
        page = refused(request, WrongMethod())
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RequestDataTooBig):
            error = TooLarge()
        return refused(request, error) if isinstance(error, Refusal) else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal, in the reader's language."""
    with in_readers_language(request):
        page = refusal.page or f"errors/{refusal.status}.html"
        context = {**around(request), "message": refusal.message, **refusal.detail}
        answer = render(request, page, context, status=refusal.status)
    return refusal.mark(answer)


def around(request: HttpRequest) -> dict[str, str]:
    """What a page of what went wrong stands in: the site, with its ways on. Where a request was refused before it was
    known whose it is, nothing."""
    return {"base": "base.html"} if hasattr(request, "user") else {}


def in_readers_language(request: HttpRequest) -> translation.override:
    """The language that the middleware chose; the browser's, where a request is refused before it got there."""
    chosen = getattr(request, "LANGUAGE_CODE", None)
    return translation.override(chosen or translation.get_language_from_request(request))
