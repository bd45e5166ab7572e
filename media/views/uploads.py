"""Uploads ahead of their form, for a page that shows how far they are; without a script the form itself brings them."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.htmx import SeeOther, next_address
from core.refusals import Missing, NotAllowed, Refusal
from media import actions, intake, purposes, queries
from media.models import File
from media.purposes import Purpose
from media.storage import COME_AGAIN, StorageAway

# More than any form holds.
MOST_ASKED = 40


@require_safe
def uploads(request: HttpRequest) -> HttpResponse:
    """How far the reader's uploads of these keys are (`?purpose=post&key=…&key=…`); what is not theirs is left out."""
    keys = request.GET.getlist("key")[:MOST_ASKED]
    purpose = _purpose(request.GET.get("purpose", ""))
    found = queries.pending(request.user, purpose, keys) if request.user.is_authenticated else []
    return _answer({"uploads": [shown(file) for file in found]})


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one file (`purpose`, `file`). Answers 201 and what `shown` tells, or `message` with the refusal's status."""
    try:
        file = _received(request)
    except Refusal as refused:
        return refused.mark(_answer({"message": str(refused.message)}, status=refused.status))
    return _answer(shown(file), status=201)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Forget a pending upload of the reader's; one that is gone already does no harm."""
    _signed_in(request)
    actions.discard(File.objects.filter(owner=request.user.pk, key=key).unclaimed())
    return HttpResponse(status=204)


@require_POST
def retry(request: HttpRequest, key: str) -> HttpResponse:
    """Another try at a file of the reader's that failed, shown already or not."""
    _signed_in(request)
    file = File.objects.filter(owner=request.user.pk, key=key).first()
    if file is None:
        raise Missing
    actions.retry(file=file)
    return SeeOther(next_address(request))


def shown(file: File) -> dict[str, Any]:
    """What the composer shows of a pending upload: where its picture is, or why there is none."""
    return {
        "key": file.key,
        "state": file.state,
        "width": file.width,
        "height": file.height,
        "src": file.preview,
        "message": file.explanation,
        "retry": file.can_be_retried,
        "kept": file.claimed_at is not None,
    }


def _received(request: HttpRequest) -> File:
    _signed_in(request)
    purpose = _purpose(request.POST.get("purpose", ""))
    if getattr(request, "unkept_uploads", []):
        raise StorageAway(retry_after=COME_AGAIN)
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        raise Refusal(_("Choose a picture first."))
    return intake.receive(owner=request.user, purpose=purpose, upload=given)


def _purpose(name: str) -> Purpose:
    purpose = purposes.find(name)
    if purpose is None or purpose.intake is None:
        raise Missing
    return purpose


def _signed_in(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise NotAllowed(_("You are signed out. Sign in again in another window, then try once more."))


def _answer(told: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "private, no-store"})
