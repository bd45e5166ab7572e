"""Uploads that come ahead of the form they belong to, so that an error in the form never loses them."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import ratelimit
from core.refusals import Missing, NotAllowed
from media import actions
from media.models import File
from media.purposes import Purpose


class NotConfirmed(NotAllowed):
    code = "unconfirmed"
    message = _("Confirm your e-mail address first: then you can add pictures.")


def receive(*, owner: Any, purpose: Purpose, upload: UploadedFile) -> File:
    """Keep a pending upload of the owner's, and have it prepared while its form is still being filled in.

    Raises Missing (a purpose without intake), NotConfirmed (403), UnfitPicture (400), TooLarge (413), TooMany (429).
    """
    intake = purpose.intake
    if intake is None:
        raise Missing
    if not intake.may_upload(owner):
        raise NotConfirmed
    if not settings.OPEN_LIMITS:
        ratelimit.hit(f"upload-{purpose.name}", str(owner.pk), limit=intake.an_hour, window=ratelimit.HOUR)
    file = actions.hold(owner=owner, purpose=purpose, upload=upload)
    with transaction.atomic():
        actions.queue(file=file)
        _forget_oldest(owner, purpose, keep=intake.waiting)
    return file


def _forget_oldest(owner: Any, purpose: Purpose, *, keep: int) -> None:
    waiting = File.objects.of(owner, purpose.name).unclaimed()
    older = list(waiting.order_by("-pk").values_list("pk", flat=True)[keep : 2 * keep])
    if older:
        actions.discard(waiting.filter(pk__in=older))
