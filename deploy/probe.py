"""Asks a web process on its socket whether it is there: for the supervisor, and for the health check of a container.

python -m deploy.probe /run/weibo/web-1.sock        ends with 0 when it can do its work, with 1 when not
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


def status(path: str, address: str = "/readyz") -> int:
    """The status of the answer at `address`; 0 when there was none."""
    connection = _OverSocket(path)
    try:
        connection.request("GET", address, headers={"Host": _host()})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def _host() -> str:
    """A name that the site answers to."""
    first = os.environ.get("ALLOWED_HOSTS", "").partition(",")[0].strip()
    return first.lstrip(".").replace("*", "localhost") or "localhost"


if __name__ == "__main__":
    sys.exit(status(sys.argv[1]) != 200)
