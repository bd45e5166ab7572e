"""Pictures that came with the composer's own form, as a browser without a script sends them."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.cleaning import FORBIDDEN
from core.refusals import Refusal
from media import intake
from posts.pictures import MAX_PICTURES, PICTURE, Attachment, TooManyPictures
from posts.written import Written

# Of a file's name so much is repeated in a message.
NAME_SHOWN = 60


@dataclass(frozen=True)
class Received:
    """What was written, its images kept as pending uploads; and what is told of those that were not."""

    written: Written
    refusals: tuple[str, ...] = ()
    # The gravest of the refusals' statuses; 200: none.
    status: int = 200
    # Keys of the uploads that this very form brought.
    fresh: tuple[str, ...] = ()
    # Whether the form's files have been dealt with.
    is_complete: bool = False


def receive(written: Written, *, author: Any, lost: list[str]) -> Received:
    """Keep each image that can be kept, so that nothing has to be chosen again. `lost`: names of files that the server
    had no room for."""
    attachments, told, status = list(written.attachments), [_not_kept(name) for name in lost], 503 if lost else 200
    alts = [*written.image_alts, *[""] * len(written.images)]
    for image, alt in zip(written.images, alts, strict=False):
        try:
            attachments.append(Attachment(_kept(image, author, len(attachments)), alt))
        except Refusal as refused:
            told.append(_("%(file)s: %(message)s") % {"file": _name(image.name), "message": refused.message})
            status = max(status, refused.status)
    fresh = tuple(attachment.key for attachment in attachments[len(written.attachments) :])
    return Received(
        replace(written, attachments=attachments, images=(), image_alts=()), tuple(told), status, fresh, True
    )


def _kept(image: UploadedFile, author: Any, already: int) -> str:
    if already >= MAX_PICTURES:
        raise TooManyPictures
    return intake.receive(owner=author, purpose=PICTURE, upload=image).key


def _not_kept(name: str) -> str:
    return _("%(file)s could not be kept. Choose it again in a little while.") % {"file": _name(name)}


def _name(name: str | None) -> str:
    return FORBIDDEN.sub("", name or "")[:NAME_SHOWN]
