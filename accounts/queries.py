"""What pages ask about people."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.folding import fold
from accounts.models import ReservedName, User


def people_named(words: Iterable[str]) -> dict[str, User]:
    """Who is meant by each word: the active member whose present handle or nickname it spells. One query; unknown words are absent."""
    folded = {word: fold(word) for word in words}
    if not folded:
        return {}
    rows = ReservedName.objects.filter(Q(is_handle=True) | Q(is_nickname=True), folded__in=set(folded.values()))
    owners = {row.folded: row.owner for row in rows.filter(owner__state=User.State.ACTIVE).select_related("owner")}
    return {word: owners[key] for word, key in folded.items() if key in owners and _spells(key, owners[key])}


def _spells(key: str, user: User) -> bool:
    """A row may also hold what a name merely looks like: that is nobody's spelling."""
    return key in (fold(user.handle), fold(user.nickname))
