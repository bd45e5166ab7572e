"""What the demo's data files say: people.toml, follows.toml, topics.toml and posts/*.txt.

A post begins with `== <handle> <when>`, where <when> is `25m`, `3h`, or `4d 22:41` (four days ago, at that time).
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).parent
HEADER = re.compile(r"^== (?P<handle>\S+) (?P<when>\d+[mh]|\d+d \d\d:\d\d)\n", re.MULTILINE)


@dataclass(frozen=True)
class Person:
    """Somebody of the demo. `role` is empty for those who cannot sign in; `joined` counts days ago."""

    handle: str
    nickname: str
    bio: str
    region: str
    joined: int
    field: str = ""
    role: str = ""
    kind: str = ""
    declaration: str = ""
    motif: tuple[str, int] | None = None
    cover: bool = False


@dataclass(frozen=True)
class Written:
    """A post that somebody wrote at some time."""

    handle: str
    at: datetime
    text: str


def people() -> list[Person]:
    return [_person(dict(row)) for row in _read("people.toml")["person"]]


def follows() -> list[tuple[str, str]]:
    """Pairs of handles, follower first: whom the demo's reader follows, and who follows back."""
    lists = _read("follows.toml")
    return [*(("demo", handle) for handle in lists["demo_follows"]), *((h, "demo") for h in lists["follow_demo"])]


def topics() -> dict[str, str]:
    """The name of each topic that has a description → the description."""
    return _read("topics.toml")


def posts(now: datetime) -> list[Written]:
    """Every post, the oldest first, dated back from `now`."""
    written = [post for file in sorted((FOLDER / "posts").glob("*.txt")) for post in _posts_of(file, now)]
    return sorted(written, key=lambda post: post.at)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def _person(row: dict[str, Any]) -> Person:
    kind, declaration = row.pop("v", ("", ""))
    return Person(kind=kind, declaration=declaration, **row)


def _posts_of(file: Path, now: datetime) -> list[Written]:
    _, *parts = HEADER.split(file.read_text("utf-8"))
    entries = zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
    return [Written(handle, moment(when, now), text.strip()) for handle, when, text in entries]


def moment(when: str, now: datetime) -> datetime:
    """`25m`, `3h` or `4d 22:41` before `now`; the clock is that of the site's zone."""
    ago, _, clock = when.partition(" ")
    if clock:
        day = timezone.localtime(now).date() - timedelta(days=int(ago[:-1]))
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
    return now - timedelta(**{"minutes" if ago.endswith("m") else "hours": int(ago[:-1])})
