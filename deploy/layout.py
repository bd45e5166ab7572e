"""Where the stack keeps its things, and the environment in which its processes run."""

import fcntl
import os
import secrets
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What the kernel takes as the path of a socket file, the final zero and the file's name left out.
LONGEST_SOCKETS = 108 - 1 - len("/web-1.sock")
# What tells another process which site it works for.
NOTED = (
    "SITE_MODE",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "REDIS_PREFIX",
    "FANOUT_LIMIT",
    "VAR_DIR",
    "STATIC_ROOT",
    "HTTPS",
    "PROXY_HOPS",
    "MEDIA_ACCEL",
    "MEDIA_S3_BUCKET",
    "MEDIA_S3_ENDPOINT",
    "MEDIA_S3_REGION",
    "MEDIA_S3_KEY",
    "MEDIA_S3_SECRET",
    "EMAIL_URL",
)


class Unfit(Exception):
    """The stack can't run so; the text, one line, says why."""


@dataclass(frozen=True)
class Layout:
    """One stack: everything that it writes is below `folder`."""

    folder: Path
    port: int
    host: str = "127.0.0.1"
    # Of each of the two web processes.
    web_workers: int = 2

    @property
    def address(self) -> str:
        """Without the last slash."""
        return f"http://{self.host}:{self.port}"

    @property
    def sockets(self) -> Path:
        return self.folder / "run"

    @property
    def nginx(self) -> Path:
        return self.folder / "nginx"

    @property
    def state(self) -> Path:
        """Who runs as which process, kept true by the supervisor."""
        return self.folder / "stack.json"

    @property
    def static_root(self) -> Path:
        return self.folder / "static"

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """What is given, and what production asks for besides and a stack on one machine can answer by itself."""
        ours = {
            "SITE_MODE": "production",
            "SECRET_KEY": given.get("SECRET_KEY") or self._secret(),
            "ALLOWED_HOSTS": f"{self.host},127.0.0.1,localhost",
            "HTTPS": "off",
            "PROXY_HOPS": "1",
            "MEDIA_ACCEL": "on",
            "EMAIL_URL": f"filemail:///{self.folder / 'mail'}",
        }
        fixed = {
            "VAR_DIR": str(self.folder),
            "STATIC_ROOT": str(self.static_root),
            "DJANGO_SETTINGS_MODULE": "weibo_site.settings",
        }
        return ours | {name: value for name, value in given.items() if value} | fixed

    def note_environment(self, environment: Mapping[str, str]) -> None:
        """For manage.py beside the running stack: `. FOLDER/environment`. It holds secrets: only its owner reads it.

        What the stack was not given is unset: under another's names in Redis every list would be absent.
        """
        file = self.folder / "environment"
        file.touch(mode=0o600)
        given = {name: environment.get(name) for name in NOTED}
        lines = (f"export {name}={shlex.quote(value)}" if value else f"unset {name}" for name, value in given.items())
        file.write_text("\n".join(lines) + "\n")

    def make(self) -> None:
        """Raises Unfit where nothing can be written, or a socket's path would be longer than the kernel takes."""
        if len(str(self.sockets)) > LONGEST_SOCKETS:
            raise Unfit(f"{self.folder} is too long a path for sockets: choose another --folder.")
        try:
            for folder in (self.folder, self.sockets, self.nginx):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unfit(f"Can't write below {self.folder}: {error.strerror}.") from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """The folder is this process's: a second stack would take the sockets away from the first. Raises Unfit."""
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Unfit(f"Another stack runs in {self.folder}: stop it, or choose another --folder.") from error
            yield

    def _secret(self) -> str:
        """Made once, so that a restart signs nobody out."""
        file = self.folder / "secret_key"
        if not file.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(64))
        return file.read_text()
