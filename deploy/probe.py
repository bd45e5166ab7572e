"""Asks a web process on its socket whether it is there: for the supervisor, and for the health check of a container.

python -m deploy.probe /run/weibo/web-1.sock        prints what /readyz says; ends with 1 when it can't do its work
"""

import os
import socket
import sys
from http.client import HTTPConnection, HTTPException

PATIENCE = 5.0


class _OverSocket(HTTPConnection):
    """HTTP to a socket file instead of a port."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def answer(path: str, address: str = "/readyz") -> tuple[int, str]:
    """Status and text of the answer at `address`; the status is 0 when there was none, and the text says why."""
    connection = _OverSocket(path)
    try:
        connection.request("GET", address, headers={"Host": _host()})
        given = connection.getresponse()
        return given.status, given.read().decode()
    except (OSError, HTTPException) as error:
        return 0, str(error)
    finally:
        connection.close()


def _host() -> str:
    """A name that the site answers to."""
    first = os.environ.get("ALLOWED_HOSTS", "").partition(",")[0].strip()
    return first.lstrip(".").replace("*", "localhost") or "localhost"


if __name__ == "__main__":
    status, text = answer(sys.argv[1])
    print(text)
    sys.exit(status != 200)
