"""The form for a comment or a reply: what it shows, what it holds, and what of it outlives a session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from accounts.pictures import may_upload
from accounts.requests import MemberRequest
from core.paging import MAX_ID, read_id
from core.submissions import new_token
from interactions.models import Comment
from interactions.pictures import PICTURE, OnePicture
from media import intake
from media import queries as media
from media.storage import COME_AGAIN, StorageAway
from posts.composer import Pending
from posts.pictures import Attachment
from posts.text import MAX_CODE_POINTS
from posts.written import read_key

# Session key.
UNSENT = "unsent_comment"


@dataclass(frozen=True)
class Said:
    """What somebody wrote: the words, whom they answer (a comment's id), and the picture or pictures they chose."""

    text: str = ""
    to: int | None = None
    attachments: Sequence[Attachment] = ()
    images: Sequence[UploadedFile] = ()
    # Keys of the uploads that this very form brought.
    fresh: Sequence[str] = ()

    @property
    def attachment(self) -> Attachment | None:
        """Raises OnePicture where there are more."""
        if len(self.attachments) > 1:
            raise OnePicture
        return next(iter(self.attachments), None)


@dataclass(frozen=True)
class Form:
    """A form to be shown, with a one-time token, and why it was not sent."""

    post_id: int
    token: str
    said: Said
    # The comment that is answered; its page, where the reply is written there.
    to: Comment | None = None
    next: str = ""
    pictures: Sequence[Pending] = ()
    error: str = ""
    picture_error: str = ""
    takes_pictures: bool = True

    @property
    def name(self) -> str:
        """Tells the forms of one page apart."""
        return f"comment-text-{self.to.pk if self.to else 'new'}"

    @property
    def address(self) -> str:
        return f"/posts/{self.post_id}/comment/"


def fresh(
    request: MemberRequest,
    post_id: int,
    said: Said | None = None,
    *,
    to: Comment | None = None,
    back: str = "",
    error: str = "",
    picture_error: str = "",
) -> Form:
    """A form with a new token. Two queries more where a picture waits in it."""
    said = said or Said()
    return Form(
        post_id,
        new_token(request),
        said,
        to,
        back,
        _pending(request.user, said.attachments),
        error,
        picture_error,
        may_upload(request.user),
    )


def read(request: HttpRequest) -> Said:
    """What the posted form holds; of what is no id and no key, nobody's."""
    keys, alts = request.POST.getlist("uploads")[:2], request.POST.getlist("alt")[:2]
    padded = [*alts, *[""] * len(keys)]
    chosen = [Attachment(read_key(key), alt) for key, alt in zip(keys, padded, strict=False) if key]
    return Said(request.POST.get("text", ""), read_to(request.POST.get("to", "")), chosen, _images(request))


def received(said: Said, *, request: MemberRequest) -> Said:
    """With the image that came with the form itself kept as a pending upload, once.

    Raises OnePicture, StorageAway where the server had no room for it, and what media.intake.receive raises.
    """
    if getattr(request, "unkept_uploads", []):
        raise StorageAway(retry_after=COME_AGAIN)
    if not said.images:
        return said
    if len(said.images) + len(said.attachments) > 1:
        raise OnePicture
    file = intake.receive(owner=request.user, purpose=PICTURE, upload=said.images[0])
    return replace(said, attachments=[Attachment(file.key)], images=(), fresh=[file.key])


def keep_unsent(request: HttpRequest, post_id: int) -> None:
    """Remember the words of somebody whose session had ended meanwhile."""
    said = read(request)
    request.session[UNSENT] = {"post": post_id, "to": said.to, "text": said.text[:MAX_CODE_POINTS]}


def unsent(request: HttpRequest, post_id: int) -> Said:
    kept = request.session.get(UNSENT) or {}
    return Said(kept.get("text", ""), kept.get("to")) if kept.get("post") == post_id else Said()


def forget_unsent(request: HttpRequest) -> None:
    request.session.pop(UNSENT, None)


def read_to(raw: str) -> int | None:
    """An id that can't be is that of a comment which is not there."""
    try:
        return read_id(raw) if raw else None
    except ValueError:
        return MAX_ID


def _images(request: HttpRequest) -> list[UploadedFile]:
    return [each for each in request.FILES.getlist("images") if isinstance(each, UploadedFile)]


def _pending(owner: Any, attachments: Sequence[Attachment]) -> list[Pending]:
    """Those that are still the reader's to send."""
    if not attachments:
        return []
    files = {file.key: file for file in media.pending(owner, PICTURE, [each.key for each in attachments])}
    found = [(files.pop(each.key, None), each.alt) for each in attachments]
    return [Pending(file, alt, file.preview) for file, alt in found if file is not None]
