"""People by the beginning of a name (topics by theirs: topics.queries): both served by an index."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.folding import fold
from accounts.models import ReservedName, User
from follows.relations import unblocked

# A beginning that very many names share ("a") is looked at so far, in the order of names: the price is then bounded.
LOOKED_AT = 1_000


def people(prefix: str, limit: int, *, viewer: Any = None) -> list[User]:
    """Active members whose handle or nickname begins so: the exact one first, then the best known. One query.

    Nobody who blocked the viewer, or whom the viewer blocked.
    """
    folded = fold(prefix)
    names = ReservedName.objects.filter(Q(is_handle=True) | Q(is_nickname=True))
    beginning = names.filter(folded__begins=folded).order_by("folded").values("owner_id")[:LOOKED_AT]
    exactly = Exists(names.filter(owner=OuterRef("pk"), folded=folded))
    found = User.objects.active().filter(pk__in=beginning).annotate(exactly=exactly)
    if viewer is not None and viewer.is_authenticated:
        found = found.filter(unblocked(viewer.pk, person="pk"))
    ranked = found.order_by("-exactly", "-follower_count", "pk")[:limit]
    return [person for person in ranked if _begins(person, folded)]


def _begins(person: User, folded: str) -> bool:
    """A name's row may also hold what the name merely looks like: that is not how it begins."""
    return fold(person.handle).startswith(folded) or fold(person.nickname).startswith(folded)
