"""What pages need to know of topics."""

from django.db.models import Q

from topics.models import Topic
from topics.naming import topic_key


def named(name: str) -> Topic | None:
    """The topic of any spelling of its name, in one query."""
    return Topic.objects.filter(key=topic_key(name)).first()


def popular(limit: int = 10) -> list[Topic]:
    """The topics with most posts."""
    return list(Topic.objects.filter(post_count__gt=0).order_by("-post_count", "pk")[:limit])


def starting_with(prefix: str, limit: int) -> list[Topic]:
    """Topics in use whose name begins so, in any spelling: the exact one first, then the most used. One query."""
    key = topic_key(prefix)
    found = Topic.objects.filter(key__begins=key, post_count__gt=0).annotate(exactly=Q(key=key))
    return list(found.order_by("-exactly", "-post_count", "pk")[:limit])
