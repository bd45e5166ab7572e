"""Two or more things measured in turns, so that what else the machine does weighs on all of them alike."""

import http.client
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.figures import spread

TURN, WARM = 100, 60


@dataclass
class Side:
    """One of the things compared: what does it once, and whose CPU it takes."""

    name: str
    once: Callable[[], object]
    # Seconds used so far by everything that counts; without it only the time is taken.
    used: Callable[[], float] = lambda: 0.0
    cpu: float = 0.0
    times: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU each."""
        return 1000 * self.cpu / len(self.times)

    def line(self) -> str:
        return f"{self.name}: {self.cpu_ms:.2f} ms CPU, {spread(self.times, 'ms', 50, 95, 99)}"

    def take(self, times: int) -> None:
        before = self.used()
        for _ in range(times):
            began = time.perf_counter()
            self.once()
            self.times.append(1000 * (time.perf_counter() - began))
        self.cpu += self.used() - before

    def forget(self) -> None:
        self.cpu, self.times = 0.0, []


def compare(sides: Sequence[Side], *, times: int, turn: int = TURN, warm: int = WARM) -> None:
    """Do each so many times, in turns, after a warming up that is not counted."""
    for side in sides:
        side.take(warm)
        side.forget()
    for _ in range(max(1, times // turn)):
        for side in sides:
            side.take(turn)


def request(port: int, path: str, headers: Mapping[str, str], body: str | None = None, *, status: int = 200) -> bytes:
    """One request on a connection of its own, as gunicorn's sync workers take them; returns what was answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST" if body is not None else "GET", path, body=body, headers=dict(headers))
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert answer.status == status, (path, answer.status, text[:300])
    return text
