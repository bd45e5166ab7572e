"""What one person is to another: asked everywhere, in one query for one person and in one for a page of them.

Two people of whom one blocked the other are missing for each other: `unblocked` keeps them out of every list, and
`Relation.apart` says it of one person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, CharField, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from accounts.models import User
from core.lookups import Probe
from core.prepared import Prepared
from core.refusals import Missing
from follows.models import Block, Follow, Mute


class BlockedByYou(Missing):
    """As missing as for the other side; but who blocked somebody is told so, with the way to take it back."""

    page = "follows/blocked.html"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a viewer is to one person, and may do."""

    own: bool = False
    following: bool = False
    followed_by: bool = False
    # The viewer follows with special attention.
    special: bool = False
    muting: bool = False
    blocking: bool = False
    blocked_by: bool = False

    @property
    def mutual(self) -> bool:
        return self.following and self.followed_by

    @property
    def apart(self) -> bool:
        """Whether either blocked the other: then neither is there for the other."""
        return self.blocking or self.blocked_by

    @property
    def follow_state(self) -> str:
        """The state of the follow button: own, mutual, following or follow."""
        if self.own:
            return "own"
        if self.mutual:
            return "mutual"
        return "following" if self.following else "follow"


STRANGER = Relation()
ONESELF = Relation(own=True)

FOLLOW, BLOCK, MUTE = "follow", "block", "mute"


@dataclass(frozen=True)
class Relations:
    """What a viewer (a member, or nobody) is to each person of a page."""

    viewer_id: int | None
    known: dict[int, Relation] = field(default_factory=dict)

    @classmethod
    def between(cls, viewer: Any, people: Iterable[User | int]) -> "Relations":
        """One query whatever the page holds; none for a visitor."""
        if viewer is None or not viewer.is_authenticated:
            return cls(None)
        ids = {person if isinstance(person, int) else person.pk for person in people} - {viewer.pk}
        if not ids:
            return cls(viewer.pk)
        return cls(viewer.pk, _read(viewer.pk, _rows(viewer=viewer.pk, people=sorted(ids))))

    def to(self, person: User | int) -> Relation:
        """What the viewer is to `person`, who must be one of those asked for (else a stranger)."""
        pk = person if isinstance(person, int) else person.pk
        return ONESELF if pk == self.viewer_id else self.known.get(pk, STRANGER)


def relation(viewer: Any, person: User | int) -> Relation:
    """What the viewer is to one person, in one query."""
    return Relations.between(viewer, [person]).to(person)


def meet(viewer: Any, person: User) -> Relation:
    """What the viewer is to a person whose page they opened, in one query.

    Raises Missing for somebody who blocked the viewer, as if there were nobody, and BlockedByYou.
    """
    to_person = relation(viewer, person)
    if to_person.blocking:
        raise BlockedByYou(person=person)
    if to_person.blocked_by:
        raise Missing
    return to_person


def apart_from(viewer: int, people: Iterable[int]) -> set[int]:
    """Those of these people (ids) who blocked the viewer, or whom the viewer blocked. One query."""
    ids = list(people)
    return {other for pair in _blocks(viewer=viewer, people=ids) for other in pair} - {viewer} if ids else set()


def unblocked(viewer: int, *, person: str = "author") -> Q:
    """Rows of whose `person` (a column) neither blocked the viewer nor was blocked; `filter` takes it.

    Nothing for visitors: what is public stays readable signed out.
    """
    by_viewer = Block.objects.filter(blocker=viewer, blocked=OuterRef(person))
    by_person = Block.objects.filter(blocker=OuterRef(person), blocked=viewer)
    return Q(~Probe(by_viewer), ~Probe(by_person))


def unmuted(viewer: int, *, person: str = "author") -> Q:
    """Rows of whose `person` (a column) the viewer is not tired."""
    return Q(~Probe(Mute.objects.filter(muter=viewer, muted=OuterRef(person))))


def _between(viewer: int, people: Sequence[int]) -> QuerySet[Any, Any]:
    """(kind, who, whom, special) of everything between the viewer and these people."""
    follows = Follow.objects.filter(Q(follower=viewer, followee__in=people) | Q(followee=viewer, follower__in=people))
    blocks = _blocks_between(viewer, people)
    mutes = Mute.objects.filter(muter=viewer, muted__in=people)
    plain = Value(False, output_field=BooleanField())
    return _columns(follows, FOLLOW, "follower", "followee", F("special")).union(
        _columns(blocks, BLOCK, "blocker", "blocked", plain), _columns(mutes, MUTE, "muter", "muted", plain), all=True
    )


def _blocks_between(viewer: int, people: Sequence[int]) -> QuerySet[Block]:
    return Block.objects.filter(Q(blocker=viewer, blocked__in=people) | Q(blocked=viewer, blocker__in=people))


def _columns(rows: QuerySet[Any], kind: str, who: str, whom: str, special: Combinable) -> QuerySet[Any, Any]:
    named = rows.annotate(kind=Value(kind, output_field=CharField()), marked=special)
    return named.values_list("kind", f"{who}_id", f"{whom}_id", "marked")


def _read(viewer: int, rows: Iterable[Sequence[Any]]) -> dict[int, Relation]:
    found: dict[int, dict[str, bool]] = {}
    for kind, who, whom, special in rows:
        mine = who == viewer
        of_other = found.setdefault(whom if mine else who, {})
        if kind == FOLLOW:
            of_other["following" if mine else "followed_by"] = True
            of_other["special"] = of_other.get("special", False) or (mine and bool(special))
        elif kind == BLOCK:
            of_other["blocking" if mine else "blocked_by"] = True
        else:
            of_other["muting"] = True
    return {pk: Relation(**said) for pk, said in found.items()}


# Asked with every page of people, and every button pressed on one of them.
_rows = Prepared(_between, lambda *columns: columns)
_blocks = Prepared(
    lambda viewer, people: _blocks_between(viewer, people).values_list("blocker_id", "blocked_id"),
    lambda *columns: columns,
)
