"""What manage.py beside a running stack is told of it."""

import subprocess
from pathlib import Path

from deploy.layout import Layout


def read_by(shell: dict[str, str], folder: Path) -> list[str]:
    """What a shell with these variables has after it took in what the stack noted."""
    argv = ["sh", "-c", f". {folder}/environment; env"]
    return subprocess.run(argv, env=shell, capture_output=True, text=True, check=True).stdout.splitlines()


def test_who_looks_at_the_stacks_homes_looks_under_its_names(tmp_path):
    given = {"DATABASE_URL": "postgresql://u:it's@h/n", "REDIS_PREFIX": "two sites:", "FANOUT_LIMIT": "50"}
    Layout(tmp_path, 8000).note_environment(given)
    seen = read_by({"REDIS_PREFIX": "another:", "REDIS_URL": "redis://another/0"}, tmp_path)
    assert {f"{name}={value}" for name, value in given.items()} <= set(seen)
    assert not [line for line in seen if "another" in line]


def test_what_the_stack_was_not_given_has_its_default(tmp_path):
    Layout(tmp_path, 8000).note_environment({"REDIS_URL": ""})
    assert not [line for line in read_by({"FANOUT_LIMIT": "7"}, tmp_path) if line.startswith(("FANOUT", "REDIS"))]
