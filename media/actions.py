"""What changes an upload: it is held, queued, made ready or failed, replaced, and gone."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import outbox, ratelimit
from core.refusals import Conflict
from media import events, storage
from media.headers import read_header
from media.models import File, FileQuerySet, QrCode, Rendition, new_key
from media.purposes import Purpose
from media.recipes import Order

# Of one file, a day: a picture that fails again and again has had its turns with the one worker for pictures.
RETRIES = 3


class NotWaiting(Conflict):
    """The file is not held or failed any more, or its original is gone."""

    message = _("This picture is not waiting any more. Choose it again.")


def hold(*, owner: Any, purpose: Purpose, upload: UploadedFile) -> File:
    """Check the header, keep the private original and make the row: a pending upload, forgotten after 24 h.

    Raises UnfitPicture, TooLarge.
    """
    header = read_header(upload)
    key = new_key()
    storage.keep(storage.original_name(key), upload)
    seen = {"size": upload.size or 0, "width": header.width, "height": header.height}
    return File.objects.create(key=key, owner=owner, purpose=purpose.name, **seen)


@transaction.atomic
def queue(*, file: File) -> None:
    """Have the renditions of a held or failed file made. Raises NotWaiting."""
    now = timezone.now()
    ready_to_go = File.objects.filter(pk=file.pk, state__in=[File.State.HELD, File.State.FAILED], has_original=True)
    if not ready_to_go.update(state=File.State.QUEUED, state_since=now, reason="", attempts=0):
        raise NotWaiting
    file.state = File.State.QUEUED
    key = f"renditions:{file.pk}:{now.timestamp()}"
    outbox.write(task="media.tasks.make_renditions", key=key, queue="media", payload={"file": file.pk})


@transaction.atomic
def retry(*, file: File) -> None:
    """Another try at a file that failed. Raises NotWaiting (409), and TooMany (429) past RETRIES a day."""
    ratelimit.hit("retry-upload", file.key, limit=RETRIES, window=ratelimit.DAY)
    queue(file=file)
    events.file_retried.send(File, file=file)


@transaction.atomic
def claim(*, files: FileQuerySet) -> list[File]:
    """From now on the files belong to something that is shown, and are not forgotten. Locks them until that is written,
    so that a worker that finishes one meanwhile finds whom to tell. Returns those that were still pending."""
    pending = list(files.unclaimed().select_for_update())
    File.objects.filter(pk__in=[file.pk for file in pending]).update(claimed_at=timezone.now())
    return pending


def release(*, files: FileQuerySet) -> None:
    """What had claimed the files lets go of them: in the same transaction they are claimed anew, or discarded."""
    files.update(claimed_at=None)


@transaction.atomic
def finish(*, file: File, renditions: list[Rendition], codes: Sequence[QrCode] = (), seen: dict[str, Any]) -> bool:
    """The renditions are stored: show them. `seen`: width, height, placeholder. False when the file was discarded
    meanwhile (nothing is changed then)."""
    if not _leave_queue(file, state=File.State.READY, has_original=False, **seen):
        return False
    Rendition.objects.bulk_create(renditions)
    QrCode.objects.bulk_create(codes)
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
    """Show pictures that the site made itself (an order's name → WEBP of its size). Nothing is checked: no uploads."""
    own = {"state": File.State.QUEUED, "has_original": False, "claimed_at": timezone.now()}
    file = File.objects.create(owner=owner, purpose=purpose.name, **own)
    renditions = [_adopted(file, order, pictures[order.name]) for order in purpose.recipe.orders]
    widest = max(renditions, key=lambda rendition: rendition.width)
    finish(file=file, renditions=renditions, seen={"width": widest.width, "height": widest.height})
    return file


@transaction.atomic
def drop_original(*, file: File) -> None:
    """Give up on a failed file that stays where it is shown."""
    File.objects.filter(pk=file.pk).update(has_original=False)
    _remove_on_commit([storage.original_name(file.key)])


def retire(files: FileQuerySet) -> int:
    """Mark files as replaced: pages that are open now may still load them; some minutes later they go."""
    return files.filter(state=File.State.READY).update(state=File.State.REPLACED, state_since=timezone.now())


@transaction.atomic
def discard(files: FileQuerySet) -> int:
    """Delete the rows now and the bytes on commit; returns how many files went.

    `files` says why they may go (unclaimed, say), which is asked once more under the lock: else a form that claims one
    just now would lose its picture.
    """
    found = list(files.select_for_update(of=("self",)).order_by("pk").prefetch_related("renditions"))
    names = [storage.original_name(file.key) for file in found if file.has_original]
    names += [storage.rendition_name(rendition.key) for file in found for rendition in file.renditions.all()]
    File.objects.filter(pk__in=[file.pk for file in found]).delete()
    _remove_on_commit(names)
    return len(found)


def _adopted(file: File, order: Order, webp: bytes) -> Rendition:
    rendition = Rendition(file=file, key=new_key(), name=order.name, content_type="image/webp")
    rendition.width, rendition.height, rendition.size = order.box.width, order.box.height, len(webp)
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
    # What is done is done, also while the storage is away: the sweep finds what it could not remove.
    transaction.on_commit(lambda: storage.remove(names), robust=True)
