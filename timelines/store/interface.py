"""What timelines need of a store, whichever it is."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple, Protocol

# Kept in a list; beyond it a reader goes on from the truth. Cut only past TRIM_AT: trimming each time costs double.
KEPT = 800
TRIM_AT = 840


class Listed(NamedTuple):
    """What a reader's list says: ids newest first; whether nothing older exists; whose posts are to be merged in.

    `whole` is about the list's end: it matters when fewer ids were found than asked for.
    """

    ids: list[int]
    whole: bool
    large: tuple[int, ...] = ()


class Described(NamedTuple):
    """A list as it is kept, for an operator: every id in the order of keeping, repeats and what is passed over too.

    `state` is "absent", "building", "built" or "garbage". Seconds until it expires and bytes of memory are None where
    the store has no such thing.
    """

    state: str
    ids: Sequence[int] = ()
    whole: bool = False
    large: tuple[int, ...] = ()
    expires_in: int | None = None
    memory: int | None = None


class Store(Protocol):
    """Lists of post ids. Every method takes a handful of statements; Redis' raise core.redis.Away.

    A list is an index. It exists only for readers who opened home lately; pushes land only in lists that exist. Pushing
    twice does no harm. A list that is lost, in whole or in part, is rebuilt from follows and posts.
    """

    def push(self, *, post_id: int, reader_ids: Sequence[int]) -> None:
        """Put a post into those of these readers' lists that exist."""

    def read(self, reader_id: int, *, below: int | None, limit: int) -> Listed | None:
        """Up to `limit` ids below a cursor; None when the reader has no list, or one that nobody can read."""

    def begin(self, reader_id: int) -> int:
        """Make the list exist, so that pushes land in it from now on; returns the generation of this rebuild."""

    def fill(self, reader_id: int, made: Listed, *, generation: int) -> bool:
        """Add what was read since `begin`; False when a later rebuild has begun or the list was dropped."""

    def forget(self, reader_ids: Sequence[int]) -> None:
        """Drop the lists of these readers: each is rebuilt when its reader next opens home."""

    def keep(self, reader_id: int) -> None:
        """The reader is here: the list is not idle."""

    def outboxes(self, author_ids: Sequence[int]) -> dict[int, list[int]]:
        """The newest ids of these large accounts, as far as they are kept."""

    def keep_outboxes(self, newest: Mapping[int, Sequence[int]]) -> None:
        """Keep the newest ids of large accounts, unless newer ones are kept already."""

    def describe(self, reader_id: int) -> Described:
        """What is kept for a reader, garbage too; changes nothing."""

    def tidy(self) -> int:
        """Remove what nobody reads: idle or overlong lists; returns how many. Called every few minutes."""


def newest_first(ids: Iterable[int], *, below: int | None, limit: int) -> list[int]:
    """The `limit` highest ids below a cursor, each once."""
    # Lists come nearly sorted, which sorting makes use of: a third of the time of going through a set.
    descending = sorted(ids if below is None else (post_id for post_id in ids if post_id < below), reverse=True)
    return list(islice((post_id for post_id, _ in groupby(descending)), limit))
