"""Where uploads lie, by the environment: in a folder, in a folder that nginx reads too, or in a bucket."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.live_site import ROOT
from weibo_site import env

BUCKET = {
    "MEDIA_S3_BUCKET": "pictures",
    "MEDIA_S3_ENDPOINT": "https://s3.example.org:8443",
    "MEDIA_S3_REGION": "us-east-1",
    "MEDIA_S3_KEY": "key",
    "MEDIA_S3_SECRET": "secret",
}
SHOW = """
import json, sys
from django.conf import settings
seen = {"accel": settings.MEDIA_ACCEL, "backend": settings.STORAGES["default"]["BACKEND"].rpartition(".")[2]}
seen |= {"pictures": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "boto3": "boto3" in sys.modules}
print(json.dumps(seen))
"""


def settings_with(folder: Path, **environment: str) -> dict[str, object]:
    """In a process of their own, with nothing of this one's environment."""
    given = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "weibo_site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env=given | {"SITE_MODE": "demo"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in BUCKET.items():
        monkeypatch.setenv(name, value)


def test_unset_it_is_a_folder_and_nothing_more_is_loaded(tmp_path):
    seen = settings_with(tmp_path)
    assert seen == {
        "accel": False,
        "backend": "FileSystemStorage",
        "pictures": ["'self'", "data:", "blob:"],
        "boto3": False,
    }


def test_behind_nginx(tmp_path):
    seen = settings_with(tmp_path, MEDIA_ACCEL="on", PROXY_HOPS="1")
    assert (seen["accel"], seen["backend"]) == (True, "FileSystemStorage")


def test_in_a_bucket_whose_server_pages_may_show_pictures_from(tmp_path):
    seen = settings_with(tmp_path, **BUCKET)
    assert seen["backend"] == "S3Storage"
    assert seen["pictures"] == ["'self'", "data:", "blob:", "https://s3.example.org:8443"]


def test_keys_may_be_those_that_boto3_knows(bucket, monkeypatch):
    for name in ("MEDIA_S3_KEY", "MEDIA_S3_SECRET"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_PROFILE", "pictures")
    assert (env.s3()["access_key"], env.s3()["secret_key"]) == (None, None)


@pytest.mark.parametrize("missing", ["boto3", "storages"])
def test_without_its_packages_it_says_which_to_install(bucket, monkeypatch, missing):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    with pytest.raises(ImproperlyConfigured, match="pip install -r requirements-s3.txt"):
        env.s3()
