"""One view, two answers: a fragment for a page that improves itself, a redirect for a plain form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """The answer to a form that succeeded: go and look there, with GET."""

    status_code = 303


def next_address(request: HttpRequest, default: str = "/") -> str:
    """Where the form asked to be led back to, if that is on this site; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else default


def done(request: HttpRequest, *, fragment: str, context: dict[str, object], back: str) -> HttpResponse:
    """After a verb: its fragment for a script that asks as htmx does, else a redirect to the page before, or `back`."""
    if request.headers.get("HX-Request") == "true":
        return render(request, fragment, context)
    return SeeOther(next_address(request, back))
