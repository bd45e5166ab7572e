"""What one person is to another: asked everywhere, in one query for one person and in one for a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import User
from follows.models import Follow


@dataclass(frozen=True, slots=True)
class Relation:
    """What a viewer is to one person, and may do."""

    own: bool = False
    following: bool = False
    followed_by: bool = False

    @property
    def mutual(self) -> bool:
        return self.following and self.followed_by

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


@dataclass(frozen=True)
class Relations:
    """What a viewer (a member, or nobody) is to each person of a page."""

    viewer_id: int | None
    following: frozenset[int] = field(default_factory=frozenset)
    followed_by: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def between(cls, viewer: Any, people: Iterable[User | int]) -> "Relations":
        """One query whatever the page holds; none for a visitor."""
        if viewer is None or not viewer.is_authenticated:
            return cls(None)
        ids = {person if isinstance(person, int) else person.pk for person in people} - {viewer.pk}
        if not ids:
            return cls(viewer.pk)
        rows = Follow.objects.filter(Q(follower=viewer, followee__in=ids) | Q(followee=viewer, follower__in=ids))
        pairs = list(rows.values_list("follower_id", "followee_id"))
        following = frozenset(b for a, b in pairs if a == viewer.pk)
        return cls(viewer.pk, following, frozenset(a for a, b in pairs if b == viewer.pk))

    def to(self, person: User | int) -> Relation:
        """What the viewer is to `person`, who must be one of those asked for (else a stranger)."""
        pk = person if isinstance(person, int) else person.pk
        if pk == self.viewer_id:
            return ONESELF
        if pk not in self.following and pk not in self.followed_by:
            return STRANGER
        return Relation(following=pk in self.following, followed_by=pk in self.followed_by)


def relation(viewer: Any, person: User) -> Relation:
    """What the viewer is to one person, in one query."""
    return Relations.between(viewer, [person]).to(person)
