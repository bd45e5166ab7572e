"""Home under eight clients at once, on two web processes: `python -m benchmarks.clients`.

Each client asks again as soon as it was answered. All of them are one process that only waits for sockets: eight
programs would take a third of the two cores that the site runs on.
"""

import selectors
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.crowd import reader_with_home, signed_in
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.home import ask_home
from benchmarks.site import services

WARM = 20
PIECE = memoryview(bytearray(1 << 18))


@dataclass
class Client:
    """A reader's browser: what it asks, how often still, and how long each answer took, in milliseconds."""

    port: int
    question: bytes
    left: int
    # How long a right answer is; the first ones are read closely.
    length: int = 0
    times: list[float] = field(default_factory=list)
    line: socket.socket = field(init=False)
    head: bytes = field(init=False)
    got: int = field(init=False)
    began: float = field(init=False)

    def ask(self) -> None:
        self.began, self.head, self.got = time.perf_counter(), b"", 0
        self.line = socket.create_connection(("127.0.0.1", self.port))
        self.line.sendall(self.question)

    def read(self) -> bool:
        """Take what has come; whether that was the end of the answer."""
        got = self.line.recv_into(PIECE)
        self.head = self.head or bytes(PIECE[:12])
        self.got += got
        if got:
            return False
        self.times.append(1000 * (time.perf_counter() - self.began))
        self.line.close()
        self.left -= 1
        assert self.head == b"HTTP/1.1 200" and self.got > 0.9 * self.length
        return True


def main() -> None:
    told = sizes(__doc__, clients=8, requests=400)
    with services() as site:
        readers = [signed_in(reader_with_home()) for _ in range(told.clients)]
        with site.web(workers=2):
            lengths = [len(ask_home(site.port, headers)) for headers in readers]
            clients = [
                Client(site.port, question("/", headers), WARM + told.requests, length)
                for headers, length in zip(readers, lengths, strict=True)
            ]
            let_ask(clients)
    times = [took for client in clients for took in client.times[WARM:]]
    tell(
        Figure(
            what=f"Home under {told.clients} clients, 2 web processes: p99",
            value=percentile(times, 99),
            unit="ms",
            gate=40,
            aim=20,
            detail=spread(times, "ms"),
        )
    )


def question(path: str, headers: dict[str, str], body: str | None = None) -> bytes:
    """A request as it is sent: a GET, or with a body a POST."""
    told = headers if body is None else headers | {"Content-Length": str(len(body))}
    first = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1"
    lines = [first, "Host: 127.0.0.1", "Connection: close", *(f"{k}: {v}" for k, v in told.items())]
    return "\r\n".join([*lines, "", body or ""]).encode()


def let_ask(clients: Sequence[Client], still: Callable[[Client], bool] = lambda client: False) -> None:
    """All at once, until each has asked often enough; and for as long as `still` says of one."""
    with selectors.DefaultSelector() as waiting:
        for client in clients:
            _again(client, waiting)
        while waiting.get_map():
            for ready, _ in waiting.select():
                client = ready.data
                if client.read():
                    waiting.unregister(ready.fileobj)
                    if client.left > 0 or still(client):
                        _again(client, waiting)


def _again(client: Client, waiting: selectors.BaseSelector) -> None:
    client.ask()
    waiting.register(client.line, selectors.EVENT_READ, client)


if __name__ == "__main__":
    main()
