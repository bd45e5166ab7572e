"""How a post spread: a fixed number of queries, each of which gives few rows however many reposts there are."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Max, QuerySet, Sum
from django.db.models.functions import Least

from interactions.models import Spread
from posts.ids import RANDOM_BITS, floor_id, moment_of
from posts.models import Post

# Deeper levels are told as one.
DEEPEST_LEVEL = 10
# So many are drawn, those that reached most people, with what leads to them; and so many of those passed on most.
MOST_DRAWN, MOST_ONWARD = 100, 10
# So far up is looked for what leads to one of them; a longer way is drawn as one step.
MOST_STEPS = 60
# A curve has at most so many points: as fine as that allows.
MOST_POINTS = 60
STEPS = tuple(
    timedelta(minutes=minutes) for minutes in (5, 30, 60, 6 * 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, 365 * 24 * 60)
)
# Each step up is one look at the primary key; what was met before is not climbed from again at the same height.
ABOVE = """
WITH RECURSIVE above (post_id, parent_id, depth, reach, climbed) AS (
    SELECT post_id, parent_id, depth, reach, 0 FROM interactions_spread WHERE post_id IN ({marks})
    UNION
    SELECT s.post_id, s.parent_id, s.depth, s.reach, above.climbed + 1
    FROM above JOIN interactions_spread s ON s.post_id = above.parent_id WHERE above.climbed < %s
)
SELECT DISTINCT post_id, parent_id, depth, reach FROM above
"""


class Level(NamedTuple):
    """The reposts of one depth: how many, and how many followers the authors of public ones had then. The last is all
    below."""

    depth: int
    number: int
    reach: int
    deepest: int


class Tally(NamedTuple):
    """All levels; and the growth, of those that everybody may see, if there are any."""

    levels: list[Level]
    growth: "Growth | None"


class Placed(NamedTuple):
    """One repost in the tree."""

    post_id: int
    parent_id: int
    depth: int
    reach: int


class Growth(NamedTuple):
    """How many reposts came in each step of time since `start`; steps without any are not there."""

    start: datetime
    step: timedelta
    numbers: dict[int, int]


def tally(root_id: int) -> Tally:
    """All reposts of a root by depth, and when they came. Three queries.

    What is out of the public's sight is counted by its depth alone: where and when it stands by itself, whom it reached
    and the time would tell whose it was.
    """
    rows = Spread.objects.filter(root_id=root_id).annotate(level=Least("depth", DEEPEST_LEVEL)).order_by("level")
    counted = rows.values_list("level").annotate(number=Count("pk"), deepest=Max("depth"))
    growth, reach = _of_public(rows, root_id)
    return Tally([Level(depth, number, reach[depth], deepest) for depth, number, deepest in counted], growth)


def _of_public(rows: QuerySet[Spread], root_id: int) -> tuple[Growth | None, Counter[int]]:
    """Of the reposts that everybody may see: how many came when, and how many people those of each level reached."""
    public = Post.objects.visible_to(None).filter(root=root_id)
    last = public.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return None, Counter()
    start = moment_of(root_id)
    step = next((step for step in STEPS if (moment_of(last) - start) / step < MOST_POINTS), STEPS[-1])
    # Ids hold their moment in milliseconds: dividing what they are past the first tells the step.
    width = int(step.total_seconds() * 1000) << RANDOM_BITS
    seen = rows.filter(pk__in=public.values("pk")).annotate(step=(F("pk") - floor_id(start)) / width)
    numbers, reach = Counter[int](), Counter[int]()
    for level, at, number, reached in (
        seen.order_by().values_list("level", "step").annotate(number=Count("pk"), reached=Sum("reach"))
    ):
        numbers[at] += number
        reach[level] += reached
    return Growth(start, step, dict(sorted(numbers.items()))), reach


def furthest(root_id: int) -> list[int]:
    """The reposts that reached most people, the furthest first. One query."""
    rows = Spread.objects.filter(root_id=root_id).order_by("-reach", "post_id")
    return list(rows.values_list("pk", flat=True)[:MOST_DRAWN])


def most_onward(root_id: int) -> list[int]:
    """The reposts that were themselves reposted most, directly. One query."""
    passed_on = Spread.objects.filter(root_id=root_id).exclude(parent_id=root_id).values_list("parent_id")
    return [pk for pk, _n in passed_on.annotate(number=Count("pk")).order_by("-number", "parent_id")[:MOST_ONWARD]]


def with_above(post_ids: Collection[int]) -> list[Placed]:
    """These reposts, and those that lead to them from the root. One query."""
    if not post_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ABOVE.format(marks=", ".join(["%s"] * len(post_ids))), [*post_ids, MOST_STEPS])
        return [Placed(*row) for row in cursor.fetchall()]


def onward(root_id: int, parent_ids: Iterable[int]) -> dict[int, int]:
    """How often each of these was reposted directly. One query."""
    rows = Spread.objects.filter(root_id=root_id, parent_id__in=list(parent_ids)).order_by()
    return dict(rows.values_list("parent_id").annotate(number=Count("pk")))


def seen(post_ids: Iterable[int], *, viewer: Any) -> dict[int, Post]:
    """Those of these posts that the viewer may see, with their authors. One query."""
    found = Post.objects.visible_to(viewer).filter(pk__in=list(post_ids)).select_related("author")
    return {post.pk: post for post in found}
