"""Outlives the supervisor for a moment: when the pipe from it closes, stops every process group that it was told of.

Runs as a script of its own (`python -I -S warden.py`), so that even `kill -9` of the supervisor leaves no orphans, on
Linux and macOS alike. It is told of groups by lines: `+123` to watch, `-123` to forget.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable

# How long groups have to end by themselves, in seconds.
PATIENCE = 3


def watched(lines: Iterable[str]) -> set[int]:
    """The groups to stop, once the lines have come to their end."""
    groups: set[int] = set()
    for line in lines:
        change = groups.add if line[0] == "+" else groups.discard
        change(int(line[1:]))
    return groups


def signal_group(group: int, number: int) -> bool:
    """False when nothing of the group is left."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        # macOS answers with PermissionError where only zombies are left.
        return False
    return True


def stop(groups: set[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    left = {group for group in groups if signal_group(group, signal.SIGTERM)}
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = {group for group in left if signal_group(group, 0)}
    for group in left:
        signal_group(group, signal.SIGKILL)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    stop(watched(sys.stdin))
