"""Health, help and the style page."""

from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Reads no session and no database."""
    return HttpResponse("ok", content_type="text/plain")
