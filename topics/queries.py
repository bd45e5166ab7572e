"""What pages need to know of topics."""

from topics.models import Topic
from topics.naming import topic_key


def named(name: str) -> Topic | None:
    """The topic of any spelling of its name, in one query."""
    return Topic.objects.filter(key=topic_key(name)).first()


def popular(limit: int = 10) -> list[Topic]:
    """The topics with most posts."""
    return list(Topic.objects.filter(post_count__gt=0).order_by("-post_count", "pk")[:limit])
