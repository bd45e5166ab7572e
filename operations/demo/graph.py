"""Who follows whom among very many: a few have a large share of the followers, most have a handful."""

import math
from array import array
from collections.abc import Collection, Iterator, Sequence
from heapq import nlargest
from itertools import accumulate
from random import Random

from operations.demo.shares import divide, level_for, zipf

# Part of everybody who would follow the most popular, as far as there are follows enough. Nobody follows twice, so that
# a fifth is left.
TOP = 0.25
STEEP = 1.1
# How unequal people are in following: a log-normal's width; one in a hundred follows ten times what half of them do.
WIDTH = 1.0
# Nobody follows more, unless so many follows are asked for that everybody must. The site's own limit is higher.
MOST = 2_000
# Somebody who follows a larger part of everybody than this is given them by lot, which never draws one twice.
MANY = 0.25


def pairs(people: Sequence[int], follows: int, chance: Random) -> Iterator[tuple[int, int]]:
    """`follows` different (follower, followee) in no order, of people given by popularity, the most popular first.

    The last of them follows the most, the one before about the mean. Everything is held in memory: 8 bytes a follow.
    """
    number = len(people)
    packed = array("Q")
    popularity = zipf(number, steep=STEEP, level=_level(number, follows))
    reach = list(accumulate(popularity))
    for follower, wanted in enumerate(_wanted(number, follows, chance)):
        if wanted <= MANY * number:
            chosen = _drawn(follower, wanted, reach, chance)
        else:
            chosen = _by_lot(follower, wanted, popularity, chance)
        packed.extend(follower * number + followee for followee in chosen)
    # In life follows come in no order: rows beside each other on disk would make reading look faster than it is.
    chance.shuffle(packed)
    return ((people[pair // number], people[pair % number]) for pair in packed)


def _level(number: int, follows: int) -> float:
    return level_for(number, steep=STEEP, top=TOP * number / follows)


def _wanted(number: int, follows: int, chance: Random) -> list[int]:
    """How many each of them follows."""
    eager = [chance.lognormvariate(0, WIDTH) for _ in range(number)]
    eager[-2:] = [math.exp(WIDTH**2 / 2), max(eager)]
    others = number - 1
    return divide(follows, eager, most=min(MOST, others) if follows <= MOST * number else others)


def _drawn(follower: int, wanted: int, reach: Sequence[float], chance: Random) -> Collection[int]:
    chosen: set[int] = set()
    everybody = range(len(reach))
    while len(chosen) < wanted:
        chosen.update(chance.choices(everybody, cum_weights=reach, k=wanted - len(chosen)))
        chosen.discard(follower)
    return chosen


def _by_lot(follower: int, wanted: int, popularity: Sequence[float], chance: Random) -> Collection[int]:
    """The highest lots, where popularity makes lots higher (Efraimidis and Spirakis)."""
    lots = [math.log(1 - chance.random()) / weight for weight in popularity]
    others = (place for place in range(len(lots)) if place != follower)
    return nlargest(wanted, others, key=lots.__getitem__)
