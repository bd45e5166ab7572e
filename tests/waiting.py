"""Waiting for what other processes bring about."""

import time
from collections.abc import Callable


def eventually(true: Callable[[], object], seconds: float) -> bool:
    """Whether it came true in that time; asked ten times a second."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False
