"""How things are shared out in life: a few have most of it, most have a little."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

# How often the width in which `level_for` looks is halved.
HALVINGS = 40
# Part of what happens that would happen all the same without growth: at the end it comes 1.7 / 0.3 times as thick as
# at the beginning.
STEADY = 0.3


def zipf(count: int, *, steep: float, level: float = 0.0) -> list[float]:
    """Weights of the ranks from the first to the last after Zipf and Mandelbrot: 1 / (rank + level)^steep."""
    return [(rank + level) ** -steep for rank in range(1, count + 1)]


def level_for(count: int, *, steep: float, top: float) -> float:
    """The level that gives the first rank `top` of the whole (0 to 1); 0 where even that gives it less."""
    low, high = 0.0, float(count) * count
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        weights = zipf(count, steep=steep, level=middle)
        low, high = (middle, high) if weights[0] > top * sum(weights) else (low, middle)
    return low


def divide(total: int, weights: Sequence[float], *, most: int) -> list[int]:
    """`total` in whole parts after the weights, none above `most`. Not more than len(weights) * most can be divided."""
    parts = [0] * len(weights)
    while total:
        open_ = [place for place, part in enumerate(parts) if part < most]
        unit = total / sum(weights[place] for place in open_)
        given = {place: min(int(weights[place] * unit), most - parts[place]) for place in open_}
        # Less is left than there are places: one each, as far as it goes.
        if not any(given.values()):
            given = dict.fromkeys(open_[:total], 1)
        for place, part in given.items():
            parts[place] += part
        total -= sum(given.values())
    return parts


def rising(count: int, *, since: datetime, until: datetime, chance: Random) -> Iterator[datetime]:
    """`count` moments in order between the two, ever thicker towards the end: a site that grows."""
    span = until - since
    for left in range(count, 0, -1):
        # How far back, 1 to 0: each has a stretch of its own, so that they need not be sorted.
        back = (left - chance.random()) / count
        yield until - span * (STEADY * back + (1 - STEADY) * back * back)
