"""The one picture of a comment: what is made of it, who may see it, and how it comes to its comment."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.pictures import may_upload
from interactions.seeing import found
from media import actions as media
from media import purposes
from media.models import File
from media.purposes import Intake, Purpose
from media.recipes import Box, Motion, Order, Recipe
from posts import pictures
from posts.pictures import Attachment, PictureGone, PictureRefused, PictureUnfit

# In a list it is 240 px wide at most; the whole of it fits a screen, as that of a post's does.
WIDTH = 540
_SMALL = (Box("contain", WIDTH, WIDTH * 3 // 2), Box("cover", WIDTH, WIDTH * 4 // 3))
RECIPE = Recipe(
    (
        Order(f"feed-{WIDTH}.webp", *_SMALL, quality=78),
        Order(f"feed-{WIDTH}.jpeg", *_SMALL, kind="JPEG", quality=pictures.FALLBACK),
        Order("whole.webp", pictures.WHOLE, pictures.LONG_WEBP),
        Order("whole.jpeg", pictures.WHOLE, pictures.LONG_JPEG, kind="JPEG", quality=86),
    ),
    motion=Motion("motion.webp", WIDTH, 720),
    placeholder=True,
    codes=True,
)
# As many as there may be comments an hour, and some that were chosen and taken away again.
UPLOADS_AN_HOUR, WAITING = 90, 6


class OnePicture(PictureRefused):
    code = "one_picture"
    message = _("A comment has one picture. Take the others away.")


def is_public(file: File) -> bool:
    return _seen_by(None, file)


def may_see(file: File, viewer: Any) -> bool:
    """What waits for its comment is its owner's alone; a picture is seen by those who see the comment."""
    if not viewer.is_authenticated:
        return False
    return viewer.pk == file.owner_id if file.claimed_at is None else _seen_by(viewer, file)


def _seen_by(viewer: Any, file: File) -> bool:
    return found(viewer, picture=file) is not None


PICTURE = purposes.register(
    Purpose("comment", RECIPE, is_public, may_see, Intake(may_upload, UPLOADS_AN_HOUR, WAITING), keeps_failed=True)
)


def claim(attachment: Attachment, *, author: User) -> File:
    """The author's pending upload, the comment's to keep; inside the comment's transaction.

    Raises PictureGone (409; another's upload answers so too), PictureUnfit (400).
    """
    claimed = media.claim(files=File.objects.of(author, PICTURE.name).filter(key=attachment.key))
    if not claimed:
        raise PictureGone
    if claimed[0].state == File.State.FAILED:
        raise PictureUnfit
    if claimed[0].state == File.State.HELD:
        media.queue(file=claimed[0])
    return claimed[0]


def try_again(author: User, key: str) -> None:
    """Have a pending picture that failed prepared once more. Raises media's NotWaiting, TooMany."""
    for file in File.objects.of(author, PICTURE.name).unclaimed().filter(key=key):
        media.retry(file=file)


def forget(author: User, keys: Iterable[str]) -> None:
    """Take pending pictures out of the author's form; what is there no longer does no harm."""
    media.discard(File.objects.of(author, PICTURE.name).unclaimed().filter(key__in=list(keys)))
