"""What a person sees who starts the site with something wrong: one line that says what, and no traceback."""

import os
import socket
import subprocess
import sys

import pytest

from tests.live_site import ROOT


def printed_by_serve(tmp_path, **environment: str) -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "SITE_MODE": "demo"}
    argv = [sys.executable, "manage.py", "serve", "--port", port]
    done = subprocess.run(argv, cwd=ROOT, env=env | environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SITE_MODE": "production"}, "SECRET_KEY is not set"),
        ({"REDIS_URL": "redis://localhost"}, "REDIS_URL is set and DATABASE_URL is not"),
        ({"DATABASE_URL": "mysql://localhost/weibo"}, "DATABASE_URL must begin with postgresql"),
        ({"DATABASE_URL": "weibo"}, "DATABASE_URL must begin with postgresql"),
        ({"DATABASE_URL": "postgresql://weibo:secret@localhost:port/weibo"}, "DATABASE_URL can't be read"),
        # Nobody listens at port 1.
        ({"DATABASE_URL": "postgresql://weibo:secret@127.0.0.1:1/weibo"}, "The database can't be used"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, environment, told):
    printed = printed_by_serve(tmp_path, **environment)
    assert told in printed
    assert len(printed.splitlines()) == 1
    assert "secret" not in printed
