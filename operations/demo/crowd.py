"""Names for many people, out of crowd.toml: the same ones each time, no two alike by spelling or by look."""

import itertools
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from accounts.folding import keys

FILE = Path(__file__).with_suffix(".toml")
WORDS = {name: words.split() for name, words in tomllib.loads(FILE.read_text("utf-8")).items()}


def members(count: int, *, taken: Iterable[str], first: int = 0) -> Iterator[dict[str, str]]:
    """`count` people with handle, nickname and region, none of whom looks like a name that is taken.

    Their numbers begin at `first`: another crowd, below it, shares no names with them.
    """
    seen = {key for name in taken for key in keys(name)}
    # Every so often somebody does not say where they are.
    regions = itertools.cycle([*WORDS["regions"], ""])
    for handle, nickname in itertools.islice(_unlike(seen, first), count):
        yield {"handle": handle, "nickname": nickname, "region": next(regions)}


def _unlike(seen: set[str], first: int) -> Iterator[tuple[str, str]]:
    """Pairs of names whose keys nobody has; `seen` grows with them."""
    for handle, nickname in _pairs(first):
        wanted = keys(handle) | keys(nickname)
        if not wanted & seen:
            seen |= wanted
            yield handle, nickname


def _pairs(first: int) -> Iterator[tuple[str, str]]:
    """Handles that somebody could have chosen, each with a Chinese nickname; every fifth person goes by the handle."""
    nicknames = [how + what for what, how in itertools.product(WORDS["what"], WORDS["how"])]
    handles = [f"{how}_{what}" for what, how in itertools.product(WORDS["english_what"], WORDS["english_how"])]
    for number in itertools.count(first):
        handle = f"{handles[number % len(handles)]}{number}"
        # Those who come after all plain ones are gone put a number behind theirs, as people do.
        turn, place = divmod(number, len(nicknames))
        yield handle, handle if number % 5 == 0 else f"{nicknames[place]}{turn or ''}"
