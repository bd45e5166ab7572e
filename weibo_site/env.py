"""Typed readers of the environment that refuse nonsense at start, in one line, instead of failing later."""

import importlib.util
import os
import re
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
S3_CONNECT_SECONDS, S3_READ_SECONDS = 2, 5
S3_PLACE = ("MEDIA_S3_BUCKET", "MEDIA_S3_ENDPOINT", "MEDIA_S3_REGION")
S3_SECRETS = ("MEDIA_S3_KEY", "MEDIA_S3_SECRET")
S3_FORMS = {
    "MEDIA_S3_BUCKET": (r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "the name of a bucket"),
    "MEDIA_S3_ENDPOINT": (r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", "an origin like https://s3.example.org"),
    "MEDIA_S3_REGION": (r"[A-Za-z0-9-]+", "the name of a region, like us-east-1"),
}


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


def s3() -> dict[str, Any] | None:
    """Options of django-storages' S3Storage, out of MEDIA_S3_*; None where files lie in a folder.

    Raises ImproperlyConfigured.
    """
    if not any(map(text, (*S3_PLACE, *S3_SECRETS))):
        return None
    _insist_on_whole_s3()
    if not all(map(importlib.util.find_spec, ("boto3", "storages"))):
        raise ImproperlyConfigured(
            "MEDIA_S3_BUCKET is set and django-storages is not installed: pip install -r requirements-s3.txt"
        )
    bucket, endpoint, region = map(text, S3_PLACE)
    # Without keys of its own boto3 looks for them where it does everywhere.
    keys = {"access_key": text("MEDIA_S3_KEY") or None, "secret_key": text("MEDIA_S3_SECRET") or None}
    return keys | {"bucket_name": bucket, "endpoint_url": endpoint, "region_name": region} | _s3_habits()


def _insist_on_whole_s3() -> None:
    for name, (form, words) in S3_FORMS.items():
        if not text(name):
            raise ImproperlyConfigured(f"{name} is not set: {', '.join(S3_PLACE)} go together. Set all, or none.")
        if not re.fullmatch(form, text(name)):
            # Not what was given: somebody may have put a secret into it.
            raise ImproperlyConfigured(f"{name} can't be read; it must be {words}")
    if bool(text("MEDIA_S3_KEY")) != bool(text("MEDIA_S3_SECRET")):
        raise ImproperlyConfigured("MEDIA_S3_KEY and MEDIA_S3_SECRET go together: set both, or neither.")
    if not text("MEDIA_S3_KEY") and not any(name.startswith("AWS_") for name in os.environ):
        raise ImproperlyConfigured(
            "MEDIA_S3_KEY and MEDIA_S3_SECRET are not set, nor what boto3 knows (AWS_ACCESS_KEY_ID or AWS_PROFILE)."
        )


def _s3_habits() -> dict[str, Any]:
    """How the bucket is spoken to: whatever it does, a request gets an answer within seconds."""
    from boto3.s3.transfer import TransferConfig  # type: ignore[import-untyped]
    from botocore.config import Config  # type: ignore[import-untyped]

    client = Config(
        connect_timeout=S3_CONNECT_SECONDS,
        read_timeout=S3_READ_SECONDS,
        retries={"total_max_attempts": 2, "mode": "standard"},
        signature_version="s3v4",
        # All of the bucket is below the endpoint's own origin, which pages allow pictures from.
        s3={"addressing_style": "path"},
        # boto3's newer checksums are Amazon's own: another server need not know them.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    carried = TransferConfig(use_threads=False, num_download_attempts=2)
    return {"client_config": client, "transfer_config": carried, "max_memory_size": 1_000_000}


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
