"""Queues as files in a folder, for a site without a server: kombu's filesystem transport, safe against what disks do.

Kombu's own opens a message under its final name and fills it after. A worker that looks in between takes an empty file,
cannot read it, and ends: within minutes on an idle site. Here a message appears whole or not at all, and what cannot be
read is set aside with a line in the log: the outbox sends again what was lost.
"""

import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

SCHEME = "folder"


class Channel(filesystem.Channel):
    """One connection's view of the folder. A message is `<time>_<random>.<queue>.msg`; other names are left alone."""

    def _put(self, queue: Any, payload: Any, **_options: Any) -> None:  # type: ignore[override]
        folder = _made(self.data_folder_out)
        name = f"{time.monotonic_ns():020}_{uuid.uuid4()}"
        draft = folder / f"{name}.draft"
        draft.write_text(dumps(payload), "utf-8")
        draft.rename(folder / f"{name}.{queue}.msg")

    def _get(self, queue: Any, timeout: Any = None) -> dict[str, Any]:
        """The oldest message of a queue; of several workers that want it, one can rename it. Raises Empty."""
        for path in sorted(_made(self.data_folder_in).iterdir()):
            if path.name.partition(".")[2] == f"{queue}.msg":
                message = _taken(path)
                if self._opens(message):
                    return message
        raise Empty

    def _opens(self, message: Any) -> bool:
        """Whether kombu can open it: what it stumbles over later than here ends the worker."""
        try:
            self.Message(message, channel=self)
        except (AttributeError, LookupError, TypeError, ValueError):
            return False
        return True

    def get_table(self, exchange: str) -> list[Any]:
        try:
            return super().get_table(exchange)
        except (ValueError, TypeError):
            return []

    def _queue_bind(self, exchange: str, *binding: str) -> None:
        """A table that was half written when a process died would keep every later one from starting."""
        try:
            super()._queue_bind(exchange, *binding)
        except (ValueError, TypeError):
            self._exchange_file(exchange).unlink(missing_ok=True)
            super()._queue_bind(exchange, *binding)


class Transport(filesystem.Transport):
    Channel = Channel


def _made(folder: str) -> Path:
    """The folder, which may be deleted while the site runs."""
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    return path


def _taken(path: Path) -> Any:
    """Take the message out of the folder; None when another worker was quicker, or when it is none."""
    mine = path.with_suffix(".taken")
    try:
        path.rename(mine)
        message = loads(mine.read_text("utf-8"))
        mine.unlink()
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        log.warning("broker: %s is no message, set aside as %s", path.name, mine.name)
        return None
    return message


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
