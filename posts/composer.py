"""What a page needs that shows the composer. No form class: posts.text has the rules, and home draws it often."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.submissions import new_token
from follows.queries import groups_of
from media import queries as media
from media.models import File
from posts import pictures
from posts.audience import Choice, Options, choices
from posts.models.post import Visibility
from posts.pictures import PICTURE, Attachment
from posts.written import Written

# Whom everybody may choose as audience; groups are the member's own.
OFFERED = tuple(level for level in Visibility if level != Visibility.GROUP)


@dataclass(frozen=True)
class Pending:
    """One picture in the composer."""

    file: File
    alt: str
    src: str | None


@dataclass(frozen=True)
class Errors:
    """Why it was not sent, each reason beside what it is about."""

    text: str = ""
    pictures: Sequence[str] = ()
    audience: str = ""
    time: str = ""


@dataclass(frozen=True)
class Composer:
    """A composer to be shown: what was written, its one-time token, where it leads, and why it was not sent."""

    written: Written
    token: str
    next: str
    pictures: Sequence[Pending] = ()
    errors: Errors = field(default_factory=Errors)
    takes_pictures: bool = True
    # The member's own, to be chosen as audience; None: not asked for yet.
    groups: Sequence[Choice] | None = None
    # Which of its sheets is open.
    opens: str = ""

    @property
    def text(self) -> str:
        return self.written.text

    @property
    def error(self) -> str:
        return self.errors.text

    @property
    def options(self) -> Options:
        return self.written.options

    @property
    def time_said(self) -> str:
        """The time that was chosen, as our script tells it too."""
        return self.written.publish_at.replace("T", " ")

    @property
    def zone(self) -> str:
        """Of the clock that the field for a time goes by."""
        return self.written.zone or timezone.get_current_timezone_name()

    @property
    def group_name(self) -> str:
        """Of the group that was chosen, where one was."""
        return next((group.name for group in self.groups or () if group.value == self.options.visibility), "")

    @property
    def lost_audience(self) -> str:
        """What was chosen, where it is not offered any more (a group that went): never somebody else instead."""
        offered = {*OFFERED, *(group.value for group in self.groups or ())}
        return "" if self.options.visibility in offered else self.options.visibility


def fresh(
    request: HttpRequest,
    written: Written | None = None,
    *,
    back: str = "",
    errors: Errors | None = None,
    asks_groups: bool = False,
    opens: str = "",
) -> Composer:
    """A composer with a new token that leads `back` after sending; to the post itself when that is empty.

    One query more, and one for what they show, where there are pictures; and one with `asks_groups`.
    """
    written = written or Written()
    return Composer(
        written,
        new_token(request),
        back,
        pictures=_pending(request, written.attachments),
        errors=errors or Errors(),
        takes_pictures=request.user.is_authenticated and pictures.may_upload(request.user),
        groups=choices(groups_of(request.user)) if asks_groups and request.user.is_authenticated else None,
        opens=opens,
    )


def _pending(request: HttpRequest, attachments: Sequence[Attachment]) -> list[Pending]:
    """In the form's order, those that are still the reader's to send."""
    if not attachments:
        return []
    owner: Any = request.user
    files = {f.key: f for f in media.pending(owner, PICTURE, [attachment.key for attachment in attachments])}
    found = [(files.pop(each.key, None), each.alt) for each in attachments]
    return [Pending(file, alt, file.preview) for file, alt in found if file is not None]
