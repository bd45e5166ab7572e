"""The pictures of posts: what is made of each, who may see them, and how they come to a post."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.pictures import may_upload
from core.cleaning import forbidden, lines
from core.refusals import Conflict, Refusal
from media import actions as media
from media import purposes
from media.models import File
from media.purposes import Intake, Purpose
from media.recipes import Box, Motion, Order, Recipe
from posts.models import MAX_ALT, MAX_PICTURES, Draft, DraftPicture, Post, PostPicture

# A cell of the grid is 158 px wide on a desktop and 117 on a phone of 390: 240 and 360 are that twice, and three times.
# One picture alone is at most 480 px wide, or as wide as a phone: 540, 720 and 1,080. The whole of it fits a screen;
# 1,920 is a little less than half of a photograph of 12 megapixels, which is then decoded at half its size.
CELLS, WIDTHS, WHOLE = (240, 360), (540, 720, 1080), Box("contain", 1920, 1920)
# WEBP ends at 16,383; past that only a JPEG shows a long picture at a width that can be read.
LONG_WEBP, LONG_JPEG = Box("contain", 1080, 16_383), Box("contain", 1080, 40_000)


def _cell(side: int) -> Box:
    return Box("cover", side, side)


def _alone(width: int) -> tuple[Box, Box]:
    """One picture alone: whole; of a long one the beginning, three wide and four high."""
    return Box("contain", width, width * 3 // 2), Box("cover", width, width * 4 // 3)


# What a browser without WEBP gets, and a site that shows a preview of the post.
FALLBACK = 82
RECIPE = Recipe(
    (
        *(Order(f"cell-{side}.webp", _cell(side), quality=76) for side in CELLS),
        Order("cell-360.jpeg", _cell(360), kind="JPEG", quality=FALLBACK),
        *(Order(f"feed-{width}.webp", *_alone(width), quality=78) for width in WIDTHS),
        Order("feed-1080.jpeg", *_alone(1080), kind="JPEG", quality=FALLBACK),
        Order("whole.webp", WHOLE, LONG_WEBP),
        Order("whole.jpeg", WHOLE, LONG_JPEG, kind="JPEG", quality=86),
    ),
    motion=Motion("motion.webp", 540, 720),
    placeholder=True,
    codes=True,
)
# A post takes nine: so many for thirty posts an hour, the most that Weibo lets a client send.
UPLOADS_AN_HOUR = 270
# Of uploads that nobody sends (tabs that were closed): four posts' worth, so that a disk is not filled with them.
WAITING = 36


def is_public(file: File) -> bool:
    return _seen_by(None, file)


def may_see(file: File, viewer: Any) -> bool:
    """What waits for its post, in a form or a draft, is its owner's; a picture is seen by those who see the post."""
    if not viewer.is_authenticated:
        return False
    if viewer.pk == file.owner_id and File.objects.filter(PENDING, pk=file.pk).exists():
        return True
    return file.claimed_at is not None and _seen_by(viewer, file)


def _seen_by(viewer: Any, file: File) -> bool:
    return Post.objects.visible_to(viewer).filter(pictures__file=file).exists()


# What waits for its post: uploads that nothing has claimed, and those that a draft keeps.
PENDING = Q(claimed_at=None) | Q(draftpicture__isnull=False)
INTAKE = Intake(may_upload, UPLOADS_AN_HOUR, WAITING)
PICTURE = purposes.register(Purpose("post", RECIPE, is_public, may_see, INTAKE, keeps_failed=True, pending=PENDING))


@dataclass(frozen=True)
class Attachment:
    """A pending upload as a form names it, and what it says to those who can't see it."""

    key: str
    alt: str = ""


class PictureRefused(Refusal):
    """Something about the pictures, to be told beside them."""


class AltRefused(PictureRefused):
    code = "alt"
    message = _(
        "Picture %(number)s: a description has at most %(most)s characters, and none that hide or break a page."
    )


class TooManyPictures(PictureRefused):
    code = "too_many_pictures"
    message = _("A post has at most nine pictures. Take some away.")


class PictureGone(PictureRefused):
    status = Conflict.status
    code = "picture_gone"
    message = _(
        "A picture is not waiting any more: it was sent already, or waited for more than a day. Choose it again."
    )


class PictureUnfit(PictureRefused):
    code = "picture_unfit"
    message = _("A picture could not be prepared. Take it away, or try it again.")


def checked(attachments: Sequence[Attachment]) -> list[Attachment]:
    """With their descriptions as they are kept. Raises AltRefused."""
    alts = [lines(attachment.alt).strip() for attachment in attachments]
    for number, alt in enumerate(alts, start=1):
        if len(alt) > MAX_ALT or forbidden(alt):
            raise AltRefused(AltRefused.message % {"number": number, "most": f"{MAX_ALT:,}"})
    return [Attachment(attachment.key, alt) for attachment, alt in zip(attachments, alts, strict=True)]


def claim(attachments: Sequence[Attachment], *, author: Any) -> list[File]:
    """The author's pending uploads of these keys, theirs to keep, in this order; inside the post's transaction.

    Raises TooManyPictures, PictureUnfit (400), PictureGone (409; another's upload answers so too).
    """
    keys = [attachment.key for attachment in attachments]
    if len(keys) > MAX_PICTURES:
        raise TooManyPictures
    # In the order of their ids, so that two forms that share some never wait for each other in a circle.
    named = File.objects.of(author, PICTURE.name).filter(key__in=keys).order_by("pk")
    found = {file.key: file for file in media.claim(files=named)}
    if len(found) != len(keys):
        raise PictureGone
    if any(file.state == File.State.FAILED for file in found.values()):
        raise PictureUnfit
    return [found[key] for key in keys]


def attach(post: Post, files: Sequence[File], attachments: Sequence[Attachment]) -> None:
    """Write which pictures the post shows, and have those prepared that nobody has begun."""
    PostPicture.objects.bulk_create([PostPicture(post=post, **placed) for placed in _placed(files, attachments)])
    _prepare(files)


def _placed(files: Sequence[File], attachments: Sequence[Attachment]) -> Iterator[dict[str, Any]]:
    for place, (file, given) in enumerate(zip(files, attachments, strict=True)):
        yield {"file": file, "position": place, "alt": given.alt}


def _prepare(files: Sequence[File]) -> None:
    for file in files:
        if file.state == File.State.HELD:
            media.queue(file=file)


def keep(draft: Draft, files: Sequence[File], attachments: Sequence[Attachment]) -> None:
    """Write which pictures the draft holds, and have those prepared that nobody has begun."""
    DraftPicture.objects.bulk_create([DraftPicture(draft=draft, **placed) for placed in _placed(files, attachments)])
    _prepare(files)


def release(draft: Draft) -> list[str]:
    """Have the draft let go of its pictures, to be claimed anew or forgotten in the same transaction. Their keys."""
    files = File.objects.filter(draftpicture__draft=draft)
    keys = list(files.values_list("key", flat=True))
    media.release(files=File.objects.filter(key__in=keys))
    DraftPicture.objects.filter(draft=draft).delete()
    return keys


def forget(author: User, keys: Sequence[str]) -> None:
    """Take pending pictures out of the author's composer; what is there no longer does no harm."""
    media.discard(File.objects.of(author, PICTURE.name).unclaimed().filter(key__in=keys))


def try_again(author: User, key: str) -> None:
    """Have a pending picture that failed prepared once more. Raises media's NotWaiting, TooMany."""
    for file in File.objects.of(author, PICTURE.name).filter(PENDING, key=key):
        media.retry(file=file)
