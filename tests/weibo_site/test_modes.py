"""The three modes: what each refuses, before it serves anybody."""

import os
import subprocess
import sys

import pytest

from tests.live_site import ROOT

SECRET = "x" * 50
POSTGRESQL = {"SITE_MODE": "demo", "DATABASE_URL": "postgresql://weibo:secret@localhost/weibo"}
BUCKET = {
    "SITE_MODE": "demo",
    "MEDIA_S3_BUCKET": "pictures",
    "MEDIA_S3_ENDPOINT": "https://s3.example.org",
    "MEDIA_S3_REGION": "us-east-1",
    "MEDIA_S3_KEY": "key",
    "MEDIA_S3_SECRET": "secret",
}
SHOW = "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS > 0)"


def settings_of(tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, with nothing of this one's environment."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "weibo_site.settings"}
    argv = [sys.executable, "-c", SHOW]
    return subprocess.run(argv, cwd=ROOT, env=env | environment, capture_output=True, text=True, check=False)


def test_bare_settings_are_production_and_refuse_to_start(tmp_path):
    refused = settings_of(tmp_path)
    assert refused.returncode != 0
    assert "SECRET_KEY is not set" in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SECRET_KEY": "short", "ALLOWED_HOSTS": "example.org"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": SECRET}, "ALLOWED_HOSTS is not set"),
        ({"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "example.org"}, "PROXY_HOPS is not set"),
        ({"SITE_MODE": "prod"}, "SITE_MODE is 'prod'"),
        ({"SITE_MODE": "demo", "PROXY_HOPS": "many"}, "PROXY_HOPS is 'many'"),
        ({"SITE_MODE": "demo", "PROXY_HOPS": "６"}, "PROXY_HOPS"),
        ({"SITE_MODE": "demo", "REDIS_URL": "redis://localhost"}, "REDIS_URL is set and DATABASE_URL is not"),
        (POSTGRESQL | {"REDIS_URL": "localhost:6379"}, "REDIS_URL can't be read"),
        (POSTGRESQL | {"REDIS_URL": "http://localhost"}, "REDIS_URL can't be read"),
        (POSTGRESQL | {"REDIS_URL": "redis://:secret@localhost:port/0"}, "REDIS_URL can't be read"),
        (POSTGRESQL | {"REDIS_URL": "redis://localhost/first"}, "REDIS_URL can't be read"),
        (POSTGRESQL | {"REDIS_URL": "redis://"}, "REDIS_URL can't be read"),
        (POSTGRESQL | {"REDIS_URL": "redis://localhost?socket_timeout=60"}, "REDIS_URL can't be read"),
        ({"SITE_MODE": "demo", "FANOUT_LIMIT": "0"}, "FANOUT_LIMIT is '0'"),
        ({"SITE_MODE": "demo", "MEDIA_ACCEL": "yes"}, "MEDIA_ACCEL is 'yes'"),
        ({"SITE_MODE": "demo", "MEDIA_ACCEL": "on"}, "MEDIA_ACCEL is on and PROXY_HOPS is 0"),
        ({"SITE_MODE": "demo", "MEDIA_S3_BUCKET": "pictures"}, "MEDIA_S3_ENDPOINT is not set"),
        ({"SITE_MODE": "demo", "MEDIA_S3_SECRET": "secret"}, "MEDIA_S3_BUCKET is not set"),
        (BUCKET | {"MEDIA_S3_REGION": ""}, "MEDIA_S3_REGION is not set"),
        (BUCKET | {"MEDIA_S3_BUCKET": "https://secret"}, "MEDIA_S3_BUCKET can't be read"),
        (BUCKET | {"MEDIA_S3_ENDPOINT": "s3.example.org"}, "MEDIA_S3_ENDPOINT can't be read"),
        (BUCKET | {"MEDIA_S3_ENDPOINT": "https://key:secret@s3.example.org"}, "MEDIA_S3_ENDPOINT can't be read"),
        (BUCKET | {"MEDIA_S3_ENDPOINT": "https://s3.example.org/bucket"}, "MEDIA_S3_ENDPOINT can't be read"),
        (BUCKET | {"MEDIA_S3_ENDPOINT": "https://s3.example.org; img-src *"}, "MEDIA_S3_ENDPOINT can't be read"),
        (BUCKET | {"MEDIA_S3_REGION": "over there"}, "MEDIA_S3_REGION can't be read"),
        (BUCKET | {"MEDIA_S3_KEY": ""}, "MEDIA_S3_KEY and MEDIA_S3_SECRET go together"),
        (BUCKET | {"MEDIA_S3_KEY": "", "MEDIA_S3_SECRET": ""}, "nor what boto3 knows"),
        ({"SITE_MODE": "demo", "DATABASE_URL": "mysql://localhost/weibo"}, "DATABASE_URL must begin with postgresql"),
        ({"SITE_MODE": "demo", "DATABASE_URL": "postgresql://localhost"}, "DATABASE_URL names no database"),
    ],
)
def test_nonsense_ends_the_start_in_one_line(tmp_path, environment, told):
    refused = settings_of(tmp_path, **environment)
    assert refused.returncode != 0
    assert told in refused.stderr.splitlines()[-1]
    assert "secret" not in refused.stderr.splitlines()[-1]


def test_production_is_closed(tmp_path):
    shown = settings_of(tmp_path, SECRET_KEY=SECRET, ALLOWED_HOSTS="example.org", PROXY_HOPS="1")
    assert shown.stdout.split() == ["False", "__Host-session", "True"]
    assert not (tmp_path / "secret_key").exists()


def test_the_demo_shows_nothing_of_its_insides_and_keeps_its_secret(tmp_path):
    assert settings_of(tmp_path, SITE_MODE="demo").stdout.split() == ["False", "session", "False"]
    first = (tmp_path / "secret_key").read_text()
    settings_of(tmp_path, SITE_MODE="demo")
    assert (tmp_path / "secret_key").read_text() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_development_shows_them(tmp_path):
    assert settings_of(tmp_path, SITE_MODE="development").stdout.split()[0] == "True"
