"""A spare S3-compatible server for tests: OpenStack Swift, as Debian packages it, in one process and folder."""

import socket
from contextlib import closing
from pathlib import Path

import boto3
from botocore.config import Config

from deploy.servers import Server

PACKAGES = ("swift-proxy", "swift-account", "swift-container", "swift-object")
PROGRAMS = ("swift-proxy-server", "swift-account-server", "swift-container-server", "swift-object-server")
PYTHON = "/usr/bin/python3"


def is_installed() -> bool:
    return all(Path("/usr/bin", name).exists() for name in PROGRAMS)


class Swift(Server):
    """One user, whose buckets they are. What it holds outlives a stop, as a server's does."""

    name = "swift"
    variable = "MEDIA_S3_ENDPOINT"
    region, user, secret = "us-east-1", "site:media", "for-tests-only"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def argv(self) -> list[str]:
        program = Path(__file__).with_name("swift_process.py")
        # Debian's Swift and eventlet are older than its Python: they warn of much.
        return [PYTHON, "-W", "ignore", str(program), str(self.folder), str(self.port), self.user, self.secret]

    def answers(self) -> bool:
        with closing(socket.socket()) as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def environment(self, bucket: str) -> dict[str, str]:
        """What the site is told of it."""
        place = {"MEDIA_S3_BUCKET": bucket, "MEDIA_S3_ENDPOINT": self.url, "MEDIA_S3_REGION": self.region}
        return place | {"MEDIA_S3_KEY": self.user, "MEDIA_S3_SECRET": self.secret}

    def create(self, bucket: str) -> None:
        keys = {"aws_access_key_id": self.user, "aws_secret_access_key": self.secret}
        plain = Config(signature_version="s3v4", s3={"addressing_style": "path"})
        where = {"endpoint_url": self.url, "region_name": self.region, "config": plain}
        boto3.client("s3", **where, **keys).create_bucket(Bucket=bucket)
