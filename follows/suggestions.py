"""Whom one may want to follow, each with the reason shown: read by people one follows, official in a field, popular."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext

from accounts.interests import Field
from accounts.models import User
from follows.relations import Relations

# Whom one followed last tells most of what one is after now; and the query costs the same for 50 follows and for 5,000.
FRESH = 10
# Somebody who follows more than this recommends nobody in particular, and would make the query long.
CHOOSY = 500
# Accounts of each chosen field that first steps show.
OF_A_FIELD = 3

# One statement for a panel that stands on every page: three short lists, best first, and who each person is.
SUGGESTED = """
WITH fresh AS (
  SELECT f.followee_id AS id FROM follows_follow f JOIN accounts_user u ON u.id = f.followee_id
  WHERE f.follower_id = %(me)s AND u.following_count <= %(choosy)s ORDER BY f.id DESC LIMIT %(fresh)s
), circle AS (
  SELECT id, shared, via FROM (
    SELECT followee_id AS id, COUNT(*) AS shared, MIN(follower_id) AS via FROM follows_follow
    WHERE follower_id IN (SELECT id FROM fresh) GROUP BY followee_id
  ) grouped
  WHERE id <> %(me)s
  AND NOT EXISTS (SELECT 1 FROM follows_follow x WHERE x.follower_id = %(me)s AND x.followee_id = grouped.id)
  ORDER BY shared DESC, id LIMIT %(limit)s
), in_field AS (
  SELECT id FROM accounts_user u WHERE state = 'active' AND NOT badge = 'none' AND id <> %(me)s
  AND field IN (SELECT field FROM accounts_accountinterest WHERE user_id = %(me)s)
  AND NOT EXISTS (SELECT 1 FROM follows_follow x WHERE x.follower_id = %(me)s AND x.followee_id = u.id)
  ORDER BY follower_count DESC LIMIT %(limit)s
), popular AS (
  SELECT id FROM accounts_user u WHERE state = 'active' AND id <> %(me)s
  AND NOT EXISTS (SELECT 1 FROM follows_follow x WHERE x.follower_id = %(me)s AND x.followee_id = u.id)
  ORDER BY follower_count DESC LIMIT %(limit)s
), ranked AS (
  SELECT id, 1 AS turn, shared, via FROM circle
  UNION ALL SELECT id, 2, 0, NULL FROM in_field UNION ALL SELECT id, 3, 0, NULL FROM popular
)
SELECT u.*, r.turn, r.shared, v.nickname AS via_nickname
FROM ranked r JOIN accounts_user u ON u.id = r.id LEFT JOIN accounts_user v ON v.id = r.via
WHERE u.state = 'active' ORDER BY r.turn, r.shared DESC, u.follower_count DESC
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person whom the viewer does not follow, and why they are shown."""

    person: User
    reason: str
    follow_state: str = "follow"


def suggested(viewer: Any, limit: int = 3) -> list[Suggestion]:
    """Up to `limit` people to follow, best first, never oneself or somebody followed. One query."""
    me = viewer.pk if viewer is not None and viewer.is_authenticated else 0
    given = {"me": me, "limit": limit, "fresh": FRESH, "choosy": CHOOSY}
    people: dict[int, User] = {}
    for person in User.objects.raw(SUGGESTED, given):
        people.setdefault(person.pk, person)
    return [Suggestion(person, _reason(person)) for person in list(people.values())[:limit]]


def in_fields(viewer: User, fields: Iterable[str], *, limit: int) -> list[Suggestion]:
    """The best known verified accounts of these fields, a few of each, then what is popular; three queries at most."""
    place = Window(RowNumber(), partition_by="field", order_by=F("follower_count").desc())
    known = User.objects.active().verified().filter(field__in=list(fields)).annotate(place=place)
    people = list(known.filter(place__lte=OF_A_FIELD).order_by("place", "-follower_count")[: 2 * limit])
    if len(people) < limit:
        people += User.objects.active().exclude(pk__in=[p.pk for p in people]).order_by("-follower_count")[: 2 * limit]
    relations = Relations.between(viewer, people)
    strangers = [person for person in people if relations.to(person).follow_state == "follow"]
    return [Suggestion(person, field_reason(person) or gettext("Popular here")) for person in strangers[:limit]]


def field_reason(person: User) -> str:
    """What a verified account of a field is; nothing for others."""
    if not person.field or person.badge == User.Badge.NONE:
        return ""
    field = Field(person.field).label
    if person.badge == User.Badge.BLUE:
        return gettext("Official account in %(field)s") % {"field": field}
    return gettext("Verified in %(field)s") % {"field": field}


def _reason(person: Any) -> str:
    """The reason of a row of SUGGESTED, in the reader's language."""
    if person.turn == 1:
        return _read_by(person.via_nickname, person.shared - 1)
    if person.turn == 2:
        return field_reason(person)
    return gettext("Popular here")


def _read_by(name: str, others: int) -> str:
    if others == 0:
        return gettext("Followed by %(name)s") % {"name": name}
    return gettext("Followed by %(name)s and %(count)d more") % {"name": name, "count": others}
