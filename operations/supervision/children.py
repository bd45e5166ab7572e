"""The site's processes, each in a process group of its own."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from operations.supervision import warden

# Seconds before a process that died is started again: doubled each time, back to the first after a healthy while.
FIRST_WAIT, LONGEST_WAIT, HEALTHY_AFTER = 0.5, 30.0, 30.0
# How much longer its own workers may take to finish.
GRACE = 3.0


class Warden:
    """Our end of the pipe to operations.supervision.warden."""

    def __init__(self) -> None:
        argv = [sys.executable, "-I", "-S", str(Path(warden.__file__))]
        self._process = subprocess.Popen(argv, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def watch(self, group: int) -> None:
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        self._tell(f"-{group}")

    def close(self) -> None:
        """Let it do its work now: stop what it still watches."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin and self._process.poll() is None:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()


@dataclass
class Child:
    """One process of the site: how it is started, and when it is started again."""

    name: str
    argv: list[str]
    warden: Warden
    keep_open: tuple[int, ...] = ()
    # What it takes for a polite request to end.
    polite: int = signal.SIGTERM
    started_at: float = 0.0
    due_at: float = 0.0
    wait: float = FIRST_WAIT
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        self.started_at, self.due_at = time.monotonic(), 0.0
        self.running = subprocess.Popen(
            self.argv, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=self.keep_open
        )
        self.warden.watch(self.running.pid)

    def has_ended(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def tend(self, say: Callable[[str], None]) -> None:
        """Note an end, and start again when it is time."""
        if self.due_at and time.monotonic() >= self.due_at + (GRACE if self._has_remains() else 0):
            self.end()
            self.start()
        elif self.has_ended() and not self.due_at:
            self._note_end(say)

    def ask_to_end(self) -> None:
        """A polite end: only the leader is told, so that it lets its own workers finish what they hold."""
        if self.running and self.running.poll() is None:
            self.running.send_signal(self.polite)

    def end(self) -> None:
        """Whatever is left of the group goes now."""
        if self.running:
            warden.signal_group(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.warden.forget(self.running.pid)
            self.running = None

    def _has_remains(self) -> bool:
        """Whether workers of its own outlived it: they may still be finishing a request or a task."""
        return self.running is not None and warden.signal_group(self.running.pid, 0)

    def _note_end(self, say: Callable[[str], None]) -> None:
        """Its own workers may be left: they are asked to finish what they hold, until the next start."""
        now = time.monotonic()
        if now - self.started_at > HEALTHY_AFTER:
            self.wait = FIRST_WAIT
        say(f"{self.name} ended; starting it again in {self.wait:g} s.")
        if self.running:
            warden.signal_group(self.running.pid, signal.SIGTERM)
        self.due_at = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)
