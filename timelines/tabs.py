"""The tabs above home: everything, special attention, and the groups into which a reader sorts people.

They stand on every page of home, so they are kept under a number that each change raises (`User.groups_version`): a
reader's own tabs cost no query, and who never had a group is not asked about one.
"""

from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import BigIntegerField, CharField, Value
from django.utils.translation import pgettext

from accounts.models import User
from follows.models import Follow, FollowGroup

SPECIAL = "/groups/special/"


class Tab(NamedTuple):
    """One of them, as templates/timelines/_tabs.html shows it."""

    label: str
    url: str
    current: bool


class Sorted(NamedTuple):
    """Whether a reader gives anybody special attention, and the id and name of each of their groups."""

    special: bool
    groups: list[tuple[int, str]]


def above(reader: User, path: str) -> list[Tab]:
    """The tabs above the page at `path`; none for a reader who sorts nobody. No query where they are kept, else one.

    That of special attention stands above its own page even when nobody has any: it says where one is.
    """
    found = _sorted(reader) if reader.groups_version else Sorted(False, [])
    is_special = found.special or path == SPECIAL
    if not is_special and not found.groups:
        return []
    labels = [(pgettext("timeline", "All"), "/")]
    if is_special:
        labels.append((pgettext("timeline", "Special attention"), SPECIAL))
    labels += [(name, f"/groups/{pk}/") for pk, name in found.groups]
    return [Tab(label, url, url == path) for label, url in labels]


def _sorted(reader: User) -> Sorted:
    key = f"groups:{reader.pk}:{reader.groups_version}"
    found = _read(cache.get(key))
    if found is None:
        found = _asked(reader)
        cache.set(key, found)
    return found


def _asked(reader: User) -> Sorted:
    """One query: the groups, and a row without a number where anybody has special attention."""
    nothing, nameless = Value(0, output_field=BigIntegerField()), Value("", output_field=CharField())
    special = Follow.objects.filter(follower=reader, special=True).annotate(none=nothing, nameless=nameless)
    named = FollowGroup.objects.filter(owner=reader).order_by().values_list("pk", "name")
    rows = sorted(named.union(special.order_by().values_list("none", "nameless")))
    return Sorted(bool(rows) and not rows[0][0], [row for row in rows if row[0]])


def _read(kept: Any) -> Sorted | None:
    """What the cache kept; None for nothing, and for what is no such thing."""
    try:
        special, groups = kept
        return Sorted(bool(special), [(int(pk), str(name)) for pk, name in groups])
    except (TypeError, ValueError):
        return None
