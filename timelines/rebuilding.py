"""Makes the lists of many readers anew while the site runs: `manage.py timelines rebuild`."""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from accounts.models import User
from timelines import home
from timelines.store import store
from timelines.verifying import patiently


class Progress(NamedTuple):
    """After a chunk: how many readers are done, the id of the last (where a next run may go on), readers a second."""

    done: int
    last: int
    rate: float


def rebuild(chunks: Iterable[Sequence[User]], *, drop: bool = False) -> Iterator[Progress]:
    """Make these readers' lists anew, or only forget them (`drop`): then each is made at its reader's next visit.

    A reader who opens home meanwhile reads the truth, and of two rebuilds the later counts. Raises redis.Away when
    Redis stays away.
    """
    began, done = time.monotonic(), 0
    for readers in chunks:
        if drop:
            patiently(lambda readers=readers: store.forget([reader.pk for reader in readers]))  # type: ignore[misc]
        else:
            for reader in readers:
                patiently(lambda reader=reader: home.rebuild(reader))  # type: ignore[misc]
        done += len(readers)
        yield Progress(done, readers[-1].pk, done / (time.monotonic() - began))
