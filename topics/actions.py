"""What changes the vocabulary."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_noop

from accounts.models import User
from core import audit
from topics.models import Topic
from topics.naming import topic_key


def ensure(names: Iterable[str]) -> list[Topic]:
    """The topics of these spellings, in order, without repeats, made where they are new: two statements in all."""
    spellings: dict[str, str] = {}
    for name in names:
        spellings.setdefault(topic_key(name), name)
    if not spellings:
        return []
    # In one order, so that two posts with the same new topics never wait for each other in a circle.
    fresh = [Topic(key=key, slug=key, name=spellings[key]) for key in sorted(spellings)]
    # A name is unique with its key: another spelling of a known key is simply not inserted.
    Topic.objects.bulk_create(fresh, ignore_conflicts=True)
    known = Topic.objects.in_bulk(list(spellings), field_name="key")
    return [known[key] for key in spellings]


def count_use(*, topics: Iterable[Topic], by: int) -> None:
    """Add `by` to the posts counted for each topic, in the transaction of the rows that it counts."""
    _count({topic.pk: by for topic in topics})


def change_use(*, begun: Iterable[int], ended: Iterable[int]) -> None:
    """Count a post for the topics (ids) that it carries now, and no longer for those that it carried."""
    _count(dict.fromkeys(begun, 1) | dict.fromkeys(ended, -1))


def _count(changes: dict[int, int]) -> None:
    # In the order of ids and all at once, so that two posts with the same topics never wait for each other in a circle.
    rows = Topic.objects.filter(pk__in=changes).order_by("pk").select_for_update(no_key=True)
    known = list(rows.values_list("pk", flat=True)) if changes else []
    for by in sorted({changes[pk] for pk in known}):
        alike = Topic.objects.filter(pk__in=[pk for pk in known if changes[pk] == by])
        alike.update(post_count=Greatest(F("post_count") + by, Value(0)))


@transaction.atomic
def describe(*, topic: Topic, description: str, by: User | None) -> Topic:
    """Say what a topic is about, in a line or two; `by` nobody: the site itself."""
    before = Topic.objects.select_for_update().values_list("description", flat=True).get(pk=topic.pk)
    topic.description = description
    topic.save(update_fields=["description"])
    audit.record(actor=by, verb=gettext_noop("describe topic"), subject=topic, before=before)
    return topic
