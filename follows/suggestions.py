"""Whom one may want to follow, each with the reason shown: read by people one follows, official in a field, popular.

Who and why is kept in the cache for some minutes, as ids alone. Who these people are, and whether they are still there
and still strangers to the viewer, is asked for every page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext

from accounts.interests import Field
from accounts.models import User
from core.lookups import Probe
from core.prepared import Prepared
from follows.models import Follow
from follows.relations import Relation, Relations, unblocked, unmuted

# Whom one followed last tells most of what one is after now; and the query costs the same for 50 follows and for 5,000.
FRESH = 10
# Somebody who follows more than this recommends nobody in particular, and would make the query long.
CHOOSY = 500
# Accounts of each chosen field that first steps show.
OF_A_FIELD = 3
# Seconds that a choice is kept: to make one takes PostgreSQL 4 ms, most of it planning. One that found too few people
# is a young site's, where somebody new comes each minute.
KEPT, KEPT_SHORT = 600, 60

# Three short lists, best first, numbered by their turn.
CIRCLE, IN_FIELD = 1, 2
SUGGESTED = """
WITH away AS (
  SELECT blocked_id AS id FROM follows_block WHERE blocker_id = %(me)s
  UNION ALL SELECT blocker_id FROM follows_block WHERE blocked_id = %(me)s
  UNION ALL SELECT muted_id FROM follows_mute WHERE muter_id = %(me)s
), fresh AS (
  SELECT f.followee_id AS id FROM follows_follow f JOIN accounts_user u ON u.id = f.followee_id
  WHERE f.follower_id = %(me)s AND u.state = 'active' AND u.following_count <= %(choosy)s
  AND u.id NOT IN (SELECT id FROM away)
  ORDER BY f.id DESC LIMIT %(fresh)s
), circle AS (
  SELECT id, shared, via FROM (
    SELECT followee_id AS id, COUNT(*) AS shared, MIN(follower_id) AS via FROM follows_follow
    WHERE follower_id IN (SELECT id FROM fresh) GROUP BY followee_id
  ) grouped
  WHERE id <> %(me)s AND id NOT IN (SELECT id FROM away)
  AND NOT EXISTS (SELECT 1 FROM follows_follow x WHERE x.follower_id = %(me)s AND x.followee_id = grouped.id)
  ORDER BY shared DESC, id LIMIT %(limit)s
), in_field AS (
  SELECT id FROM accounts_user u WHERE state = 'active' AND NOT badge = 'none' AND id <> %(me)s
  AND id NOT IN (SELECT id FROM away)
  AND field IN (SELECT field FROM accounts_accountinterest WHERE user_id = %(me)s)
  AND NOT EXISTS (SELECT 1 FROM follows_follow x WHERE x.follower_id = %(me)s AND x.followee_id = u.id)
  ORDER BY follower_count DESC LIMIT %(limit)s
), popular AS (
  SELECT id FROM accounts_user u WHERE state = 'active' AND id <> %(me)s AND id NOT IN (SELECT id FROM away)
  AND NOT EXISTS (SELECT 1 FROM follows_follow x WHERE x.follower_id = %(me)s AND x.followee_id = u.id)
  ORDER BY follower_count DESC LIMIT %(limit)s
), ranked AS (
  SELECT id, 1 AS turn, shared, via FROM circle
  UNION ALL SELECT id, 2, 0, 0 FROM in_field UNION ALL SELECT id, 3, 0, 0 FROM popular
)
SELECT r.id, r.turn, r.shared, r.via FROM ranked r JOIN accounts_user u ON u.id = r.id
WHERE u.state = 'active' ORDER BY r.turn, r.shared DESC, u.follower_count DESC
"""


class Known(NamedTuple):
    """What a row shows of somebody who is suggested, and whether the viewer follows them."""

    pk: int
    handle: str
    nickname: str
    avatar_key: str
    badge: str
    field: str
    followed: bool

    @property
    def id(self) -> int:
        return self.pk

    def get_absolute_url(self) -> str:
        return f"/u/{self.handle}/"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person whom the viewer does not follow, and why they are shown."""

    person: User | Known
    reason: str
    follow_state: str = "follow"


class Choice(NamedTuple):
    """Who is suggested and why, in no language: from which of the three lists (`turn`), and in the first by how many of
    those whom one follows they are read (`shared`), one of them being `via`."""

    person: int
    turn: int
    shared: int
    via: int


def suggested(viewer: Any, limit: int = 3) -> list[Suggestion]:
    """Up to `limit` people to follow, best first, never oneself or somebody followed, blocked on either side or muted.

    One read of the cache and one query. A choice that was not kept, or does not hold any more (somebody in it was
    suspended, followed or unfollowed since), is made anew with two more.
    """
    me, follows = (viewer.pk, viewer.following_count) if viewer is not None and viewer.is_authenticated else (0, 0)
    # Who follows or unfollows has another number, and so another choice: there is nothing to drop.
    key = f"suggested:{me}:{follows}:{limit}"
    choices = _read(cache.get(key))
    shown = _shown(me, choices or [])
    if choices is None or len(shown) < len(choices):
        choices = _made(me, limit)
        cache.set(key, choices, timeout=KEPT if len(choices) == limit else KEPT_SHORT)
        shown = _shown(me, choices)
    return shown


def in_fields(viewer: User, fields: Iterable[str], *, limit: int) -> list[Suggestion]:
    """The best known verified accounts of these fields, a few of each, then what is popular; three queries at most."""
    place = Window(RowNumber(), partition_by="field", order_by=F("follower_count").desc())
    known = User.objects.active().verified().filter(field__in=list(fields)).annotate(place=place)
    people = list(known.filter(place__lte=OF_A_FIELD).order_by("place", "-follower_count")[: 2 * limit])
    if len(people) < limit:
        people += User.objects.active().exclude(pk__in=[p.pk for p in people]).order_by("-follower_count")[: 2 * limit]
    relations = Relations.between(viewer, people)
    strangers = [person for person in people if _is_stranger(relations.to(person))]
    return [Suggestion(person, field_reason(person) or gettext("Popular here")) for person in strangers[:limit]]


def _is_stranger(to: Relation) -> bool:
    """Somebody new: neither followed nor oneself, and nobody whom the viewer does not want to meet."""
    return to.follow_state == "follow" and not to.apart and not to.muting


def field_reason(person: User | Known) -> str:
    """What a verified account of a field is; nothing for others."""
    if not person.field or person.badge == User.Badge.NONE:
        return ""
    field = Field(person.field).label
    if person.badge == User.Badge.BLUE:
        return gettext("Official account in %(field)s") % {"field": field}
    return gettext("Verified in %(field)s") % {"field": field}


def _made(me: int, limit: int) -> list[Choice]:
    """The choice as it is now. One query."""
    choices: dict[int, Choice] = {}
    with connection.cursor() as cursor:
        cursor.execute(SUGGESTED, {"me": me, "limit": limit, "fresh": FRESH, "choosy": CHOOSY})
        for row in cursor.fetchall():
            choices.setdefault(row[0], Choice(*row))
    return list(choices.values())[:limit]


def _read(kept: Any) -> list[Choice] | None:
    """What the cache kept; None for nothing, and for what is no choice."""
    try:
        choices = [Choice(*map(int, row)) for row in kept]
    except (TypeError, ValueError):
        return None
    return choices


def _shown(me: int, choices: Sequence[Choice]) -> list[Suggestion]:
    """Those of the choices that hold now, with the people as they are now. One query; none for no choices."""
    named = {choice.person for choice in choices} | {choice.via for choice in choices if choice.via}
    if not named:
        return []
    people = {person.pk: person for person in _known(viewer=me, ids=sorted(named))}
    return [Suggestion(people[c.person], _reason(c, people)) for c in choices if _holds(c, me, people)]


def _holds(choice: Choice, me: int, people: Mapping[int, Known]) -> bool:
    """Whether the person is there and a stranger, and whoever recommends them is there and followed."""
    person, via = people.get(choice.person), people.get(choice.via)
    stranger = person is not None and person.pk != me and not person.followed
    return stranger and (choice.turn != CIRCLE or (via is not None and via.followed))


def _there(viewer: int, ids: list[int]) -> QuerySet[Any, Any]:
    """Those of these people who are active, not apart from the viewer and not muted."""
    followed = Probe(Follow.objects.filter(follower=viewer, followee=OuterRef("pk")))
    there = User.objects.active().filter(unblocked(viewer, person="pk"), unmuted(viewer, person="pk"), pk__in=ids)
    return there.annotate(followed=followed).values_list(*Known._fields)


_known = Prepared(_there, Known)


def _reason(choice: Choice, people: Mapping[int, Known]) -> str:
    """Why, in the reader's language and by the present names."""
    if choice.turn == CIRCLE:
        return _read_by(people[choice.via].nickname, choice.shared - 1)
    if choice.turn == IN_FIELD:
        return field_reason(people[choice.person])
    return gettext("Popular here")


def _read_by(name: str, others: int) -> str:
    if others == 0:
        return gettext("Followed by %(name)s") % {"name": name}
    return gettext("Followed by %(name)s and %(count)d more") % {"name": name, "count": others}
