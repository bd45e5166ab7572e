"""Posts by the million, for data sets: a text is checked and measured once, and posted as often as one likes.

No limits are asked, nothing is fanned out, and counters are set at the end (`recount`). Mentions stay plain text: a
name that a thousand posts carry would be a thousand letters to one person.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.models import User
from core import copying
from posts import ids, text
from posts.models import Post, PostTopic
from topics.actions import ensure
from topics.models import Topic

POST = ("id", "author_id", "text", "units", "created_at")
POST_TOPIC = ("content_object_id", "tag_id", "created_at")
# Rows an UPDATE.
CHUNK = 1_000


class Draft(NamedTuple):
    """A text that may be posted: its length in units and the ids of its topics are known."""

    text: str
    units: int
    topics: tuple[int, ...]


class Written(NamedTuple):
    """Who posts what, and when."""

    author_id: int
    at: datetime
    draft: Draft


@transaction.atomic
def drafts(raws: Iterable[str]) -> list[Draft]:
    """Check and measure texts, and make their topics where they are new. Raises text.TextRefused."""
    contents = [text.normalise(raw) for raw in raws]
    for content in contents:
        text.check(content)
    names = [_topic_names(content) for content in contents]
    known = {topic.key: topic.pk for topic in ensure(name for of_one in names for name in of_one.values())}
    return [
        Draft(content, text.count_units(content), tuple(known[key] for key in of_one))
        for content, of_one in zip(contents, names, strict=True)
    ]


def insert(posts: Iterable[Written], *, chance: Random) -> int:
    """Insert posts, the oldest first, under ids of their dates, with their topics; returns how many posts."""
    rising, number = _with_ids(posts, chance), 0
    while batch := list(islice(rising, copying.BATCH)):
        number += copying.insert(Post, POST, ((pk, by, it.text, it.units, at) for pk, (by, at, it) in batch))
        copying.insert(PostTopic, POST_TOPIC, ((pk, tag, at) for pk, (_, at, it) in batch for tag in it.topics))
    copying.analyze(Post, PostTopic)
    return number


@transaction.atomic
def recount(*, authors: Iterable[int], topics: Iterable[int]) -> None:
    """Set the posts counted for these authors and topics (ids) to what the rows say: deleted posts do not count,
    and for topics only what everybody may see does."""
    # Grouped once: 9 s for 2 M posts of 50,000 authors, where asking for each author took 19.
    live = Post.objects.filter(deleted_at=None).order_by().values_list("author")
    public = {"content_object__deleted_at": None, "content_object__visibility": Post.Visibility.PUBLIC}
    uses = PostTopic.objects.filter(**public).order_by().values_list("tag")
    _set_counts(User.objects.all(), authors, dict(live.annotate(number=Count("pk"))))
    _set_counts(Topic.objects.all(), topics, dict(uses.annotate(number=Count("pk"))))


def _set_counts(holders: QuerySet[Any], pks: Iterable[int], counted: dict[int, int]) -> None:
    """Those with the same count in one statement: most have one of a few low ones."""
    alike: dict[int, list[int]] = {}
    for pk in pks:
        alike.setdefault(counted.get(pk, 0), []).append(pk)
    for number, same in alike.items():
        for start in range(0, len(same), CHUNK):
            holders.filter(pk__in=same[start : start + CHUNK]).update(post_count=number)


def _topic_names(content: str) -> dict[str, str]:
    """Key → spelling of each topic that the text carries."""
    found: dict[str, str] = {}
    for token in text.tokenize(content):
        if token.kind == "topic":
            found.setdefault(text.topic_key(token.value), token.value)
    return found


def _with_ids(posts: Iterable[Written], chance: Random) -> Iterator[tuple[int, Written]]:
    """Each with an id above the last: two of one millisecond may draw the same."""
    last = 0
    for post in posts:
        last = max(ids.floor_id(post.at) | chance.getrandbits(ids.RANDOM_BITS), last + 1)
        yield last, post
