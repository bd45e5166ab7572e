"""Timelines of some of the people whom a reader follows: a group of theirs, or those with special attention.

Read from the truth each time: they are opened seldom, and cost what is wanted and not what was ever written.
"""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.prepared import Prepared
from follows.models import FollowGroup
from posts.models import CardRow, Post
from timelines import pages, truth
from timelines.pages import WANTED, TimelinePage


def of_group(reader: User, group: FollowGroup, *, people: int, cursor: int | None = None) -> TimelinePage:
    """A page of what the `people` in the reader's group write, newest first. Two queries; a third for texts."""

    def read(below: int | None) -> list[int]:
        return truth.group_ids(group, people=people, below=below, limit=WANTED)

    return pages.page(reader, read, _wanted_rows, cursor=cursor)


def of_special(reader: User, *, cursor: int | None = None) -> TimelinePage:
    """A page of what those write whom the reader follows with special attention, newest first. The same queries."""

    def read(below: int | None) -> list[int]:
        return truth.special_ids(reader, below=below, limit=WANTED)

    return pages.page(reader, read, _wanted_rows, cursor=cursor)


def _rows(reader: int, ids: list[int]) -> QuerySet[Any, Any]:
    """Who is in the group was asked a moment ago, with the ids."""
    me = User(pk=reader)
    return Post.objects.visible_to(me).unmuted_by(me).filter(pk__in=ids).by_newest().for_cards(me)


_wanted_rows = Prepared(_rows, CardRow)
