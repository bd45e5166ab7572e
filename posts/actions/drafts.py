"""Drafts: kept, changed, published, thrown away. Each is locked first, ahead of its author and its files."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import submissions
from core.cleaning import lines
from core.refusals import Conflict, Missing
from core.submissions import Repeated, Ticket
from posts import audience, pictures, text
from posts.actions.publishing import publish
from posts.audience import Options
from posts.models import Draft, Post
from posts.pictures import Attachment
from posts.written import Opened

# Of one member's, scheduled ones too: more than a year of Sundays (ours).
MOST_DRAFTS = 100
SAVED = re.compile(r"/drafts/(\d+)/")


class TooManyDrafts(Conflict):
    code = "too_many_drafts"
    message = _("A hundred drafts are all there is room for. Publish or delete one first.")


class DraftGone(Missing):
    code = "draft_gone"
    message = _("This draft is not there any more: it was published or deleted. What you see here is yours to send.")


class DraftChanged(Conflict):
    code = "draft_changed"
    message = _("This draft was changed in another window. To have it as you see it here, press the button once more.")


@transaction.atomic
def save_draft(
    *,
    author: User,
    raw: str,
    options: Options,
    attachments: Sequence[Attachment] = (),
    opened: Opened | None = None,
    publish_at: datetime | None = None,
    ticket: Ticket | None = None,
) -> Draft:
    """Keep a draft for later, or with `publish_at` until it is published then; `opened` says which one it goes on with.
    The same form once more (a second click, somebody who went back and wrote on) changes the draft that it made.

    Raises text.TextRefused (a draft may be too long to be posted, what is scheduled may not), what audience.read and
    pictures.claim raise, TooManyDrafts and DraftChanged (409), DraftGone (404).
    """
    content = _checked(raw, has_pictures=bool(attachments), is_final=publish_at is not None)
    attachments = pictures.checked(attachments)
    taken, saved = _taken(ticket)
    # What is saved by the same form again is the window's own, whatever its number.
    meant = Opened(opened.pk) if opened and saved else opened or saved
    draft = _locked(author, meant) if meant else _new(author)
    draft.text, draft.publish_at, draft.next_try_at, draft.refusal = content, publish_at, None, ""
    _address(draft, options)
    draft.updated_at = timezone.now()
    draft.save()
    _change_pictures(draft, attachments)
    if taken:
        submissions.settle(taken, draft.get_absolute_url())
    return draft


@transaction.atomic
def publish_draft(
    *,
    author: User,
    opened: Opened,
    raw: str,
    options: Options,
    ticket: Ticket | None = None,
    attachments: Sequence[Attachment] = (),
) -> Post:
    """Publish what a draft has become, and throw the draft away with it: both, or neither.

    Raises what `publish` raises, DraftChanged (409), DraftGone (404).
    """
    try:
        draft = _locked(author, opened)
    except DraftGone:
        if ticket:
            submissions.raise_if_taken(ticket)
        raise
    released = pictures.release(draft)
    post = publish(author=author, raw=raw, options=options, ticket=ticket, attachments=attachments)
    pictures.forget(author, released)
    draft.delete()
    return post


@transaction.atomic
def unschedule(*, author: User, draft_id: int) -> None:
    """Keep it as a draft, to be published when its author says so. Raises DraftGone."""
    never = {"publish_at": None, "next_try_at": None}
    if not Draft.objects.filter(pk=draft_id, author=author).update(version=F("version") + 1, **never):
        raise DraftGone


@transaction.atomic
def discard_draft(*, author: User, draft_id: int) -> None:
    """Throw a draft and its pictures away. Raises DraftGone."""
    draft = _locked(author, Opened(draft_id))
    pictures.forget(author, pictures.release(draft))
    draft.delete()


@transaction.atomic
def hold_drafts(*, author: User) -> None:
    """Hold all drafts of an account that is about to go, ahead of its row, as by publishing one."""
    list(Draft.objects.filter(author=author).select_for_update(no_key=True).order_by("pk").values_list("pk"))


def saved_by(ticket: Ticket) -> Opened | None:
    """The draft that this form was saved as before: somebody saved it, went back and sends it now. One query."""
    try:
        submissions.raise_if_taken(_for_saving(ticket))
    except Repeated as first:
        return _named(first.result)
    return None


def _for_saving(ticket: Ticket) -> Ticket:
    """Saving a form and sending it are two things: having done the one is no reason not to do the other."""
    return Ticket(ticket.actor_key, f"{ticket.token}:draft")


def _named(result: str) -> Opened:
    found = SAVED.fullmatch(result)
    return Opened(int(found[1]) if found else 0)


def _taken(ticket: Ticket | None) -> tuple[submissions.Submission | None, Opened | None]:
    """The right to save the form; or the draft that it was saved as before."""
    try:
        return (submissions.take(_for_saving(ticket)) if ticket else None), None
    except Repeated as first:
        return None, _named(first.result)


def _locked(author: User, opened: Opened) -> Draft:
    draft = Draft.objects.select_for_update(no_key=True).filter(pk=opened.pk, author=author).first()
    if draft is None:
        raise DraftGone
    if opened.version not in (None, draft.version):
        raise DraftChanged(version=draft.version)
    draft.author = author
    return draft


def _new(author: User) -> Draft:
    """Counted under the author's lock, so that forty tabs count as one after the other."""
    User.objects.locked(author.pk)
    if Draft.objects.filter(author=author).count() >= MOST_DRAFTS:
        raise TooManyDrafts
    return Draft(author=author, version=0)


def _checked(raw: str, *, has_pictures: bool, is_final: bool) -> str:
    content = lines(raw)
    text.check_readable(content)
    said = text.normalise(content)
    if is_final:
        text.check(said, may_be_empty=has_pictures)
    if not said and not has_pictures:
        raise text.EmptyText
    return content


def _address(draft: Draft, options: Options) -> None:
    meant = audience.read(options, owner=draft.author)
    draft.visibility, draft.group, draft.comment_policy = meant.visibility, meant.group, meant.comment_policy
    draft.sensitive, draft.spoiler, draft.version = options.sensitive, options.spoiler, draft.version + 1


def _change_pictures(draft: Draft, attachments: Sequence[Attachment]) -> None:
    """The draft's own and new ones alike are claimed anew; what it had and has no more goes."""
    released = pictures.release(draft)
    files = pictures.claim(attachments, author=draft.author)
    pictures.keep(draft, files, attachments)
    pictures.forget(draft.author, released)
