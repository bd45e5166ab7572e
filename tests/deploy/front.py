"""A real nginx for tests: started with a configuration in a folder of its own, asked, and stopped."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from deploy import nginx


@dataclass
class Front:
    port: int
    folder: Path

    def ask(
        self, path: str, headers: dict[str, str] | None = None, body: bytes | None = None, method: str = ""
    ) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method or ("POST" if body is not None else "GET"), path, body, headers or {})
        answer = connection.getresponse()
        answer.text = answer.read()
        return answer

    def say(self, line: str) -> str:
        """What comes back to a request line that no library would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as talk:
            talk.sendall(f"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: talk.recv(65536), b"")).decode()


@contextmanager
def started(folder: Path, port: int, configuration: str) -> Iterator[Front]:
    (folder / "nginx.conf").write_text(configuration)
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(nginx.argv(folder), stderr=log, start_new_session=True)
    try:
        _await_listening(port)
        yield Front(port, folder)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(10)


def _await_listening(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not listen")
