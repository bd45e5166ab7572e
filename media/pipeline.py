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

from media import actions, decoder, purposes, storage
from media.models import File, QrCode, Rendition, new_key
from media.recipes import Recipe

# A killed worker's file is picked up again, so many times in all.
MAX_ATTEMPTS = 3
# The child ends itself after decoder.WALL_SECONDS; this is for one that can't.
PATIENCE = decoder.WALL_SECONDS + 2

REASONS = {
    decoder.DAMAGED: File.Reason.DAMAGED,
    decoder.TOO_HEAVY: File.Reason.TOO_HEAVY,
    decoder.TOO_LONG: File.Reason.TOO_LONG,
    -signal.SIGXCPU: File.Reason.TOO_SLOW,
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
    if purpose is None:
        raise Undecodable(File.Reason.INTERRUPTED)
    with TemporaryDirectory(prefix="media-") as folder:
        original = Path(folder) / "original"
        storage.copy_to(storage.original_name(file.key), original)
        made = decoded(original, purpose.recipe)
        renditions = [_stored(file, Path(folder), measures) for measures in made["renditions"]]
    seen = {name: made[name] for name in ("width", "height", "placeholder")}
    codes = [QrCode(file=file, **code) for code in made["codes"]]
    if not actions.finish(file=file, renditions=renditions, codes=codes, seen=seen):
        storage.remove(storage.rendition_name(rendition.key) for rendition in renditions)


def decoded(original: Path, recipe: Recipe) -> dict[str, Any]:
    """Run the child beside the original; returns what it made, as media.decoder says. Raises Undecodable, ChildLost."""
    command = [sys.executable, "-I", str(decoder.FOLDER), original.name, json.dumps(asdict(recipe))]
    child = subprocess.Popen(
        command,
        cwd=original.parent,
        env=decoder.ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        # Not its own 5 s of CPU: the machine had no time for it.
        raise ChildLost("the decoder had too little of the machine") from None
    finally:
        _end(child)
    return _answer(child.returncode, printed)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()


def _answer(status: int, printed: bytes) -> dict[str, Any]:
    if status in REASONS:
        raise Undecodable(REASONS[status])
    if status != 0:
        raise ChildLost(f"the decoder ended with {status}")
    return json.loads(printed)


def _stored(file: File, folder: Path, measures: dict[str, Any]) -> Rendition:
    path = folder / measures.pop("file")
    rendition = Rendition(file=file, key=new_key(), size=path.stat().st_size, **measures)
    with path.open("rb") as source:
        storage.keep(storage.rendition_name(rendition.key), Content(source))
    return rendition
