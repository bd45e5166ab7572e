"""What the demo's data files say: people.toml, follows.toml, topics.toml and posts/*.txt.

A post begins with `== <handle> <when>`, where <when> is `25m`, `3h`, or `4d 22:41` (four days ago, at that time), and
with `sensitive` behind it if its pictures are to be covered. Below its text stands a line for each of its pictures,
`!<scene> <light> <width>x<height> <description>`: which photograph to take (operations.demo.photographs), and what it
says to those who can't see it, or nothing.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).parent
HEADER = re.compile(r"^== (?P<handle>\S+) (?P<when>\d+[mh]|\d+d \d\d:\d\d)(?P<sensitive> sensitive)?\n", re.MULTILINE)
PICTURE = re.compile(r"^!(\w+) (\w+) (\d+)x(\d+) ?(.*)\n?", re.MULTILINE)


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
class Picture:
    """A photograph to take for a post: of which scene, in which light; `alt` is its description."""

    scene: str
    light: str
    size: tuple[int, int]
    alt: str


@dataclass(frozen=True)
class Written:
    """A post that somebody wrote at some time."""

    handle: str
    at: datetime
    text: str
    pictures: tuple[Picture, ...] = ()
    sensitive: bool = False


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
    entries = zip(parts[0::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    return [
        Written(handle, moment(when, now), PICTURE.sub("", text).strip(), _pictures_of(text), bool(sensitive))
        for handle, when, sensitive, text in entries
    ]


def _pictures_of(text: str) -> tuple[Picture, ...]:
    return tuple(
        Picture(scene, light, (int(width), int(height)), alt)
        for scene, light, width, height, alt in PICTURE.findall(text)
    )


def moment(when: str, now: datetime) -> datetime:
    """`25m`, `3h` or `4d 22:41` before `now`; the clock is that of the site's zone."""
    ago, _, clock = when.partition(" ")
    if clock:
        day = timezone.localtime(now).date() - timedelta(days=int(ago[:-1]))
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
    return now - timedelta(**{"minutes" if ago.endswith("m") else "hours": int(ago[:-1])})
