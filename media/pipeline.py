"""From a private original to renditions: a limited child process decodes, this one only carries."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File as Content
from django.db.models import F

from media import actions, decode, purposes, storage
from media.models import File, Rendition, new_key

# A killed worker's file is picked up again, so many times in all.
MAX_ATTEMPTS = 3
# The child ends itself after decode.WALL_SECONDS; this is for one that can't.
PATIENCE = decode.WALL_SECONDS + 2

REASONS = {
    decode.DAMAGED: File.Reason.DAMAGED,
    decode.TOO_HEAVY: File.Reason.TOO_HEAVY,
    -signal.SIGXCPU: File.Reason.TOO_SLOW,
    -signal.SIGALRM: File.Reason.TOO_SLOW,
    # A decoder that crashes crashes again: the file is to blame.
    -signal.SIGSEGV: File.Reason.DAMAGED,
    -signal.SIGABRT: File.Reason.DAMAGED,
    -signal.SIGBUS: File.Reason.DAMAGED,
}


class Undecodable(Exception):
    """The picture itself is the reason that there are no renditions."""

    def __init__(self, reason: File.Reason) -> None:
        self.reason = reason
        super().__init__(reason)


class ChildLost(Exception):
    """The child ended in a way that tells nothing of the picture (killed from outside, say): worth another try."""


def make_renditions(file_id: int) -> None:
    """One attempt at a queued file. What may pass (a full disk, a lost child) is raised, until the last attempt."""
    file = _begin(file_id)
    if file is None:
        return
    if file.attempts > MAX_ATTEMPTS:
        actions.fail(file=file, reason=File.Reason.INTERRUPTED)
        return
    try:
        _attempt(file)
    except Undecodable as error:
        actions.fail(file=file, reason=error.reason)
    except Exception:
        if file.attempts < MAX_ATTEMPTS:
            raise
        actions.fail(file=file, reason=File.Reason.INTERRUPTED)


def _begin(file_id: int) -> File | None:
    """Count the attempt before it begins: a worker that is killed can't count afterwards."""
    queued = File.objects.filter(pk=file_id, state=File.State.QUEUED)
    return queued.first() if queued.update(attempts=F("attempts") + 1) else None


def _attempt(file: File) -> None:
    purpose = purposes.find(file.purpose)
    shapes = purpose.shapes if purpose else ()
    with TemporaryDirectory(prefix="media-") as folder:
        original = Path(folder) / "original"
        storage.copy_to(storage.original_name(file.key), original)
        made = decoded(original, [asdict(shape) for shape in shapes])
        renditions = [_stored(file, Path(folder), measures) for measures in made]
    if not actions.finish(file=file, renditions=renditions):
        storage.remove(storage.rendition_name(rendition.key) for rendition in renditions)


def decoded(original: Path, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run the child beside the original; returns what it made. Raises Undecodable, ChildLost."""
    command = [sys.executable, "-I", decode.__file__, original.name, json.dumps(orders)]
    child = subprocess.Popen(
        command,
        cwd=original.parent,
        env={},  # Secrets of the site stay outside.
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise Undecodable(File.Reason.TOO_SLOW) from None
    finally:
        _end(child)
    return _answer(child.returncode, printed)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()


def _answer(status: int, printed: bytes) -> list[dict[str, Any]]:
    if status in REASONS:
        raise Undecodable(REASONS[status])
    if status != 0:
        raise ChildLost(f"the decoder ended with {status}")
    return json.loads(printed)


def _stored(file: File, folder: Path, measures: dict[str, Any]) -> Rendition:
    rendition = Rendition(file=file, key=new_key(), **measures)
    path = folder / f"{rendition.name}.webp"
    rendition.size = path.stat().st_size
    with path.open("rb") as source:
        storage.keep(storage.rendition_name(rendition.key), Content(source))
    return rendition
