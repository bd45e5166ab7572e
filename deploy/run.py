"""Becomes one process of the production table: `python -m deploy.run web-1`, `… fast`, `… beat`.

What containers and systemd start, so that a command line stands in one place: deploy/processes.py. Reads RUN_DIR, the
folder of the web processes' sockets, and WEB_WORKERS.
"""

import os
import sys
from collections.abc import Mapping

from deploy.processes import SOCKETS, all_processes


def argv(name: str, environment: Mapping[str, str]) -> list[str]:
    """Its command line. Ends the program, with the names that there are, for another."""
    sockets, workers = environment.get("RUN_DIR") or SOCKETS, environment.get("WEB_WORKERS") or "2"
    table = {process.name: process.argv for process in all_processes(sockets, workers)}
    if name not in table:
        sys.exit(f"There is no process {name!r}, only {', '.join(table)}.")
    return list(table[name])


if __name__ == "__main__":
    chosen = argv(sys.argv[1] if len(sys.argv) == 2 else "", os.environ)
    # Not a child: signals, and what watches this process, reach the real one.
    os.execvp(chosen[0], chosen)  # noqa: S606
