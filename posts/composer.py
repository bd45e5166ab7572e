"""What a page needs that shows the composer, and what its form holds: no form class, for posts.text has the rules and
home draws it often."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from core.submissions import new_token
from media import queries as media
from media.models import KEY_FORM, File
from posts import pictures
from posts.pictures import PICTURE, Attachment
from posts.text import MAX_CODE_POINTS

# Session key.
UNSENT = "unsent_post"
KEY = re.compile(KEY_FORM)
# Far more than a form of ours has: what is past it was not sent by one.
MOST_READ = 40


@dataclass(frozen=True)
class Written:
    """What somebody wrote: the text, the uploads that wait for it, and files that came with the form itself."""

    text: str = ""
    attachments: Sequence[Attachment] = ()
    sensitive: bool = False
    images: Sequence[UploadedFile] = ()
    # What is said of the images, in their order.
    image_alts: Sequence[str] = ()


@dataclass(frozen=True)
class Pending:
    """One picture in the composer."""

    file: File
    alt: str
    src: str | None


@dataclass(frozen=True)
class Composer:
    """A composer to be shown: what was written, its one-time token, where it leads, and why it was not sent."""

    text: str
    token: str
    next: str
    error: str = ""
    pictures: Sequence[Pending] = ()
    picture_errors: Sequence[str] = ()
    sensitive: bool = False
    takes_pictures: bool = True


def fresh(
    request: HttpRequest,
    written: Written | None = None,
    *,
    back: str = "",
    error: str = "",
    picture_errors: Sequence[str] = (),
) -> Composer:
    """A composer with a new token that leads `back` after sending; to the post itself when that is empty.

    One query more, and one for what they show, where there are pictures.
    """
    written = written or Written()
    return Composer(
        written.text,
        new_token(request),
        back,
        error,
        pictures=_pending(request, written.attachments),
        picture_errors=picture_errors,
        sensitive=written.sensitive,
        takes_pictures=request.user.is_authenticated and pictures.may_upload(request.user),
    )


def read(request: HttpRequest) -> Written:
    """What the posted form holds: `uploads` are keys; `alt` is repeated in the order of uploads, then of images."""
    keys = request.POST.getlist("uploads")[:MOST_READ]
    alts = request.POST.getlist("alt")[: 2 * MOST_READ]
    padded = [*alts, *[""] * len(keys)]
    attachments = [Attachment(read_key(key), alt) for key, alt in zip(keys, padded, strict=False) if key]
    images = request.FILES.getlist("images")
    return Written(
        request.POST.get("text", ""), attachments, bool(request.POST.get("sensitive")), images, alts[len(keys) :]
    )


def read_key(raw: str) -> str:
    """A key as it was sent; what can't be one (NUL, which no database takes, say) is nobody's."""
    return raw if KEY.fullmatch(raw) else "-"


def arranged(written: Written, act: str, key: str) -> Written:
    """The pictures in another order, or without one: what the buttons of a page without a script ask for."""
    order = list(written.attachments)
    place = next((place for place, attachment in enumerate(order) if attachment.key == key), None)
    if place is None or act not in ("earlier", "later", "remove"):
        return written
    moved = order.pop(place)
    if act != "remove":
        order.insert(max(0, place + (1 if act == "later" else -1)), moved)
    return replace(written, attachments=order)


def keep_unsent(request: HttpRequest, written: Written) -> None:
    """Remember what was written by somebody whose session had ended meanwhile, or who is still choosing pictures."""
    kept = [[attachment.key, attachment.alt[: pictures.MAX_ALT]] for attachment in written.attachments]
    request.session[UNSENT] = {
        "text": written.text[:MAX_CODE_POINTS],
        "pictures": kept[: pictures.MAX_PICTURES],
        "sensitive": written.sensitive,
    }


def unsent(request: HttpRequest) -> Written:
    kept = request.session.get(UNSENT) or {}
    if isinstance(kept, str):  # What a release before this one kept.
        return Written(kept)
    attachments = [Attachment(key, alt) for key, alt in kept.get("pictures", ())]
    return Written(kept.get("text", ""), attachments, bool(kept.get("sensitive")))


def forget_unsent(request: HttpRequest) -> None:
    request.session.pop(UNSENT, None)


def _pending(request: HttpRequest, attachments: Sequence[Attachment]) -> list[Pending]:
    """In the form's order, those that are still the reader's to send."""
    if not attachments:
        return []
    owner: Any = request.user
    files = {f.key: f for f in media.pending(owner, PICTURE.name, [attachment.key for attachment in attachments])}
    found = [(files.pop(each.key, None), each.alt) for each in attachments]
    return [Pending(file, alt, file.preview) for file, alt in found if file is not None]
