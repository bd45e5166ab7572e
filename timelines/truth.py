"""What timelines are made of, asked of follows and posts themselves: home's index in the store is made from this.

On PostgreSQL each followee's newest ids are read off an index and merged (LATERAL): the cost grows with the people
followed and the ids wanted, not with what they ever wrote. Twenty ids for 2,000 follows over 2 M posts took 11 ms,
`author_id = ANY(…)` 152 ms, and 373 ms with dormant followees. SQLite has no LATERAL; its data is small.

Only what never comes back is left out here (deleted posts). Who may see the rest is asked at each reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from follows.models import Follow, FollowGroup, GroupMember
from posts.models import Post

# Of each followee so many ids are looked at first: with twice what is wanted in hand, few have to be looked at again.
PLENTY = 2
FEWEST = 4
NEVER_BELOW = 2**63 - 1
# Of how many people a timeline is made when nobody counted: wrong, it takes longer, and finds the same.
USUAL = 10

# `heads`: the newest few of everybody. The last of the ids wanted among them is `reach`: no id below it can be wanted.
# Only those of whom all heads lie above it (`prolific`) may have more there, so the second look, at them, is exact.
NEWEST = """
WITH sources AS ({sources}), heads AS (
  SELECT s.id AS author_id, p.id FROM sources s CROSS JOIN LATERAL (
    SELECT id FROM posts_post WHERE author_id = s.id AND deleted_at IS NULL AND id < %(below)s
    ORDER BY id DESC LIMIT %(few)s
  ) p
), reach AS (
  SELECT id FROM heads ORDER BY id DESC OFFSET %(limit)s - 1 LIMIT 1
), near AS (
  SELECT author_id, id FROM heads WHERE id >= COALESCE((SELECT id FROM reach), 0)
), prolific AS (
  SELECT author_id, min(id) AS lowest FROM near GROUP BY author_id HAVING count(*) = %(few)s
)
SELECT id FROM near UNION ALL
SELECT p.id FROM prolific CROSS JOIN LATERAL (
  SELECT id FROM posts_post WHERE author_id = prolific.author_id AND deleted_at IS NULL
  AND id < prolific.lowest AND id >= COALESCE((SELECT id FROM reach), 0) ORDER BY id DESC LIMIT %(limit)s
) p ORDER BY id DESC LIMIT %(limit)s
"""
FOLLOWED = "SELECT followee_id AS id FROM follows_follow WHERE follower_id = %(whose)s UNION ALL SELECT %(whose)s"
SPECIAL = "SELECT followee_id AS id FROM follows_follow WHERE follower_id = %(whose)s AND special"
GROUPED = (
    "SELECT f.followee_id AS id FROM follows_groupmember m JOIN follows_follow f ON f.id = m.follow_id "
    "WHERE m.group_id = %(whose)s"
)
HOME, OF_SPECIAL, OF_GROUP = (NEWEST.format(sources=sources) for sources in (FOLLOWED, SPECIAL, GROUPED))
EACH = """
SELECT s.id, p.id FROM unnest(%(authors)s::bigint[]) AS s (id) CROSS JOIN LATERAL (
  SELECT id FROM posts_post WHERE author_id = s.id AND deleted_at IS NULL AND id < %(below)s
  ORDER BY id DESC LIMIT %(limit)s
) p ORDER BY p.id DESC
"""


def home_ids(reader: User, *, below: int | None, limit: int) -> list[int]:
    """The newest ids of the reader's home below a cursor: people whom they follow now, and their own. One query."""
    if connection.vendor != "postgresql":
        followed = Exists(Follow.objects.filter(follower=reader, followee=OuterRef("author")))
        return _plain_ids(Q(author=reader) | Q(followed), below, limit)
    return _newest(HOME, reader.pk, reader.following_count, below, limit)


def special_ids(reader: User, *, below: int | None, limit: int) -> list[int]:
    """The same of those whom the reader follows with special attention. One query."""
    if connection.vendor != "postgresql":
        followed = Exists(Follow.objects.filter(follower=reader, followee=OuterRef("author"), special=True))
        return _plain_ids(Q(followed), below, limit)
    return _newest(OF_SPECIAL, reader.pk, USUAL, below, limit)


def group_ids(group: FollowGroup, *, people: int, below: int | None, limit: int) -> list[int]:
    """The same of a group of the reader's, in which are about so many `people`. One query."""
    if connection.vendor != "postgresql":
        grouped = GroupMember.objects.filter(group=group, follow__followee=OuterRef("author"))
        return _plain_ids(Q(Exists(grouped)), below, limit)
    return _newest(OF_GROUP, group.pk, people, below, limit)


def newest_of_each(author_ids: Iterable[int], *, below: int | None, limit: int) -> dict[int, list[int]]:
    """For each author the newest ids below a cursor, the newest first; an author without any has an empty list."""
    authors = list(author_ids)
    found: dict[int, list[int]] = {author_id: [] for author_id in authors}
    if authors:
        for author_id, post_id in _each(authors, _ceiling(below), limit):
            found[author_id].append(post_id)
    return found


def _each(authors: Sequence[int], below: int, limit: int) -> Iterable[tuple[int, int]]:
    if connection.vendor == "postgresql":
        return _rows(EACH, {"authors": authors, "below": below, "limit": limit})
    place = Window(RowNumber(), partition_by="author", order_by=F("id").desc())
    live = Post.objects.filter(author__in=authors, deleted_at=None, pk__lt=below)
    return live.annotate(place=place).filter(place__lte=limit).by_newest().values_list("author_id", "pk")


def _newest(sql: str, whose: int, people: int, below: int | None, limit: int) -> list[int]:
    few = max(FEWEST, PLENTY * limit // (people + 1))
    return [row[0] for row in _rows(sql, {"whose": whose, "below": _ceiling(below), "limit": limit, "few": few})]


def _plain_ids(authors: Q, below: int | None, limit: int) -> list[int]:
    rows = Post.objects.filter(authors, deleted_at=None)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.by_newest().values_list("pk", flat=True)[:limit])


def _ceiling(below: int | None) -> int:
    return NEVER_BELOW if below is None else below


def _rows(sql: str, wanted: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted)
        return cursor.fetchall()
