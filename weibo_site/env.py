"""Typed readers of the environment that refuse nonsense at start, in one line, instead of failing later."""

import os
import secrets
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
import redis.connection
from django.core.exceptions import ImproperlyConfigured

DATABASE_FORM = "postgresql://user:password@host:port/name"
CONNECT_SECONDS = 5
REDIS_FORM = "redis://:password@host:port/0"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def choice(name: str, options: Sequence[str], default: str) -> str:
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(options)}.")
    return value


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    raw = text(name, str(default))
    if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
        raise ImproperlyConfigured(f"{name} is {raw!r}; it must be a whole number from {least} to {most}.")
    return int(raw)


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret_key(mode: str, folder: Path) -> str:
    """The signing secret: from SECRET_KEY, or (not in production) made once and kept in `folder`."""
    given = text("SECRET_KEY")
    if given:
        if mode == "production" and len(given) < 50:
            raise ImproperlyConfigured("SECRET_KEY is too short: production needs at least 50 random characters.")
        return given
    if mode == "production":
        raise ImproperlyConfigured("SECRET_KEY is not set: production refuses to start without it.")
    return _kept_secret(folder / "secret_key")


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def database(default_file: Path) -> dict[str, Any]:
    """The settings of the default database: DATABASE_URL (PostgreSQL), or an SQLite file that needs no server."""
    url = text("DATABASE_URL")
    if not url:
        return sqlite(default_file)
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// (unset it to use SQLite).")
    try:
        parsed = environ.Env.db_url_config(url)
    except ValueError:
        # Not the parser's own words: they may quote the password.
        raise ImproperlyConfigured(f"DATABASE_URL can't be read; it must look like {DATABASE_FORM}") from None
    if not parsed.get("NAME"):
        raise ImproperlyConfigured(f"DATABASE_URL names no database: {DATABASE_FORM}")
    # A peer that takes the connection and stays silent would hold a request for ever.
    options = {"connect_timeout": CONNECT_SECONDS} | parsed.get("OPTIONS", {})
    return parsed | {"ENGINE": "core.postgresql", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def redis_url() -> str:
    """REDIS_URL, read and found to be one; empty when Redis is not used. Raises ImproperlyConfigured."""
    url = text("REDIS_URL")
    if not url:
        return ""
    if not text("DATABASE_URL"):
        raise ImproperlyConfigured(
            "REDIS_URL is set and DATABASE_URL is not: Redis goes with PostgreSQL. Set both, or neither."
        )
    if not _is_redis_url(url):
        # Not the parser's own words: they may quote the password.
        raise ImproperlyConfigured(f"REDIS_URL can't be read; it must look like {REDIS_FORM}")
    return url


def _is_redis_url(url: str) -> bool:
    try:
        parts = redis.connection.parse_url(url)
        number = urlsplit(url).path.strip("/")
        # What else may be asked for there (timeouts, say) is the site's own to choose.
        foreign = [name for name in parse_qs(urlsplit(url).query) if not name.startswith("ssl_")]
    except (ValueError, TypeError):
        return False
    whole = bool(parts.get("host")) and (not number or number.isdigit()) and not foreign
    return whole and url.startswith(("redis://", "rediss://"))


def keepalive(*, idle: int, interval: int, count: int) -> dict[int, int]:
    """Socket options by which a silent peer is found dead, in seconds; those that this system has."""
    wanted = {"TCP_KEEPIDLE": idle, "TCP_KEEPINTVL": interval, "TCP_KEEPCNT": count}
    return {getattr(socket, name): value for name, value in wanted.items() if hasattr(socket, name)}


def sqlite(file: Path, *, patience: float = 20) -> dict[str, Any]:
    """SQLite that many processes may write: WAL, short IMMEDIATE transactions, locks waited for `patience` seconds.

    Figures: with these, four processes writing flat out met no "database is locked".
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": patience,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        },
        "TEST": {"NAME": str(file.parent / f"test-{file.name}")},
    }
