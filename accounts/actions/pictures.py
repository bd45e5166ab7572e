"""A member's avatar and cover: chosen, shown when they are ready, tried again, and taken away."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.pictures import COLUMNS
from media import actions as media
from media.actions import NotWaiting
from media.models import File
from media.purposes import Purpose


def hold_picture(*, user: User, purpose: Purpose, upload: UploadedFile) -> File:
    """Keep an upload for its owner until their form goes through. Raises media's UnfitPicture, core's TooLarge."""
    return media.hold(owner=user, purpose=purpose, upload=upload)


@transaction.atomic
def choose_picture(*, user: User, file: File) -> None:
    """Have a held upload made into the member's picture; what waited before it goes, what is shown stays until then.

    Raises NotWaiting.
    """
    media.discard(File.objects.of(user, file.purpose).waiting().exclude(pk=file.pk))
    media.claim(files=File.objects.filter(pk=file.pk))
    media.queue(file=file)


@transaction.atomic
def show_picture(*, file: File) -> None:
    """Show a ready file, unless a newer one is shown already (two uploads may be ready in either order)."""
    owner = User.objects.select_for_update().get(pk=file.owner_id)
    ready = File.objects.of(owner, file.purpose).filter(state=File.State.READY)
    if ready.filter(pk__gt=file.pk).exists():
        media.discard(ready.filter(pk=file.pk))
        return
    _show(owner, file.purpose, file.renditions.get().key)
    media.retire(ready.exclude(pk=file.pk))


def retry_picture(*, user: User, purpose: Purpose) -> None:
    """Another try at the picture that failed last. Raises NotWaiting, TooMany."""
    failed = File.objects.of(user, purpose.name).filter(state=File.State.FAILED).order_by("-pk").first()
    if failed is None:
        raise NotWaiting
    media.retry(file=failed)


@transaction.atomic
def remove_picture(*, user: User, purpose: Purpose) -> None:
    """Back to the first letter, or to no cover: the picture and whatever waits to replace it are gone at once."""
    _show(user, purpose.name, "")
    media.discard(File.objects.of(user, purpose.name))


def _show(user: User, purpose: str, key: str) -> None:
    User.objects.filter(pk=user.pk).update(**{COLUMNS[purpose]: key}, version=F("version") + 1)
