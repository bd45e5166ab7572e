"""Where this machine keeps the servers' programs, and what to install where it has none."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path


class NotInstalled(Exception):
    """A program is not on this machine; the text, one line, says how to get it."""


def postgresql(name: str = "postgres") -> Path:
    """The newest that the machine has: Debian keeps a server's programs out of PATH. Raises NotInstalled."""
    versions = Path("/usr/lib/postgresql").glob(f"[0-9]*/bin/{name}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or shutil.which(name) or _beside_pg_config(name)
    return _installed(found, "PostgreSQL", "postgresql")


def redis_server() -> Path:
    """Raises NotInstalled."""
    return _installed(shutil.which("redis-server"), "Redis", "redis-server")


def nginx() -> Path:
    """Debian keeps it where only root looks. Raises NotInstalled."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return _installed(shutil.which("nginx", path=path), "nginx", "nginx-light")


def missing() -> list[str]:
    """Packages to install before the whole production layout can run here."""
    wanted: dict[str, Callable[[], Path]] = {"postgresql": postgresql, "redis-server": redis_server, "nginx": nginx}
    return [package for package, find in wanted.items() if not _is_there(find)]


def _is_there(find: Callable[[], Path]) -> bool:
    try:
        find()
    except NotInstalled:
        return False
    return True


def _beside_pg_config(name: str) -> Path | None:
    config = shutil.which("pg_config")
    if not config:
        return None
    folder = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(folder) / name if (Path(folder) / name).exists() else None


def _installed(found: str | Path | None, what: str, package: str) -> Path:
    if not found:
        raise NotInstalled(f"{what} is missing. Install it: sudo apt-get install {package}")
    return Path(found)
