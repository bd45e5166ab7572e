"""How much computing a piece of work takes, on a machine that does other things as well."""

import time
from collections.abc import Callable

TRIES = 5


def effort(work: Callable[[], object], *, enough: float) -> float:
    """Seconds of this thread's own processor time, the best of up to TRIES tries; those that follow one below `enough`
    are left out. Other threads and processes do not count, and one moment in which the machine stands still does not
    either."""
    best = float("inf")
    for _ in range(TRIES):
        began = time.thread_time()
        work()
        best = min(best, time.thread_time() - began)
        if best < enough:
            break
    return best
