"""What `ps` tells of processes."""

import subprocess


def parents() -> dict[int, int]:
    """Each process of the machine with its parent; those that ended and wait to be noticed are left out."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)  # noqa: S607
    rows = (line.split() for line in listed.stdout.splitlines())
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def children_of(pid: int) -> list[int]:
    return sorted(child for child, parent in parents().items() if parent == pid)


def descendants_of(*pids: int) -> set[int]:
    """Children, and theirs, of these processes that run now."""
    known, found = parents(), set(pids)
    while more := {child for child, parent in known.items() if parent in found} - found:
        found |= more
    return found - set(pids)
