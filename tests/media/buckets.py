"""The site with its uploads in a bucket, for tests; and what a browser gets of that bucket."""

from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest
from botocore.config import Config
from pytest_django import Settings

from weibo_site import env


def use(environment: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch, **client: float) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    options = env.s3()
    options["client_config"] = options["client_config"].merge(Config(**client))
    settings.MEDIA_S3 = options
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": backend}


def followed(address: str, method: str = "GET", **headers: str) -> HTTPResponse:
    """What a browser gets there."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request(method, f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    return answer
