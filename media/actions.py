"""What changes an upload: it is held, queued, made ready or failed, replaced, and gone."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import outbox
from core.refusals import Conflict
from media import events, storage
from media.headers import read_header
from media.models import File, FileQuerySet, Rendition, new_key
from media.purposes import Purpose, Shape


class NotWaiting(Conflict):
    """The file is not held or failed any more, or its original is gone."""

    message = _("This picture is not waiting any more. Choose it again.")


def hold(*, owner: Any, purpose: Purpose, upload: UploadedFile) -> File:
    """Check the header, keep the private original and make the row: a pending upload, forgotten after 24 h.

    Raises UnfitPicture, TooLarge.
    """
    read_header(upload)
    key = new_key()
    storage.keep(storage.original_name(key), upload)
    return File.objects.create(key=key, owner=owner, purpose=purpose.name, size=upload.size or 0)


@transaction.atomic
def queue(*, file: File) -> None:
    """Have the renditions of a held or failed file made. Raises NotWaiting."""
    now = timezone.now()
    ready_to_go = File.objects.filter(pk=file.pk, state__in=[File.State.HELD, File.State.FAILED], has_original=True)
    if not ready_to_go.update(state=File.State.QUEUED, state_since=now, reason="", attempts=0):
        raise NotWaiting
    key = f"renditions:{file.pk}:{now.timestamp()}"
    outbox.write(task="media.tasks.make_renditions", key=key, queue="media", payload={"file": file.pk})


@transaction.atomic
def finish(*, file: File, renditions: list[Rendition]) -> bool:
    """The renditions are stored: show them. False when the file was discarded meanwhile (nothing is changed then)."""
    if not _leave_queue(file, state=File.State.READY, has_original=False):
        return False
    Rendition.objects.bulk_create(renditions)
    _remove_on_commit([storage.original_name(file.key)])
    events.file_ready.send(File, file=file)
    return True


@transaction.atomic
def fail(*, file: File, reason: File.Reason) -> None:
    """Set the file aside; the original stays for 24 h where another try may help."""
    keeps = reason in File.RETRYABLE
    if not _leave_queue(file, state=File.State.FAILED, reason=reason, has_original=keeps):
        return
    if not keeps:
        _remove_on_commit([storage.original_name(file.key)])
    events.file_failed.send(File, file=file)


@transaction.atomic
def adopt(*, owner: Any, purpose: Purpose, pictures: dict[str, bytes]) -> File:
    """Show pictures that the site made itself (shape name → WEBP of that shape). Nothing is checked: no uploads."""
    file = File.objects.create(owner=owner, purpose=purpose.name, state=File.State.QUEUED, has_original=False)
    renditions = [_adopted(file, shape, pictures[shape.name]) for shape in purpose.shapes]
    finish(file=file, renditions=renditions)
    return file


def retire(files: FileQuerySet) -> int:
    """Mark files as replaced: pages that are open now may still load them; some minutes later they go."""
    return files.filter(state=File.State.READY).update(state=File.State.REPLACED, state_since=timezone.now())


@transaction.atomic
def discard(files: FileQuerySet) -> int:
    """Delete the rows now and the bytes on commit; returns how many files went."""
    found = list(files.prefetch_related("renditions"))
    names = [storage.original_name(file.key) for file in found if file.has_original]
    names += [storage.rendition_name(rendition.key) for file in found for rendition in file.renditions.all()]
    File.objects.filter(pk__in=[file.pk for file in found]).delete()
    _remove_on_commit(names)
    return len(found)


def _adopted(file: File, shape: Shape, webp: bytes) -> Rendition:
    rendition = Rendition(file=file, key=new_key(), name=shape.name, content_type="image/webp")
    rendition.width, rendition.height, rendition.size = shape.width, shape.height, len(webp)
    storage.keep(storage.rendition_name(rendition.key), ContentFile(webp))
    return rendition


def _leave_queue(file: File, **changes: Any) -> bool:
    """Change a file that is queued, in the row and in `file`; False when it is queued no longer."""
    changes["state_since"] = timezone.now()
    left = File.objects.filter(pk=file.pk, state=File.State.QUEUED).update(**changes)
    for name, value in changes.items():
        setattr(file, name, value)
    return bool(left)


def _remove_on_commit(names: list[str]) -> None:
    transaction.on_commit(lambda: storage.remove(names))
