"""Health and help."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.kinds import KINDS
from operations import health


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Reads no session and no database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when this process can serve pages, 503 when not; the findings are for staff and for this machine."""
    ready, findings = health.readiness()
    answer: dict[str, object] = {"ready": ready}
    if health.may_read_findings(request):
        answer |= findings
    return JsonResponse(answer, status=200 if ready else 503)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "operations/help.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def help_verification(request: HttpRequest) -> HttpResponse:
    return render(request, "operations/help_verification.html", {"kinds": KINDS.values()})
