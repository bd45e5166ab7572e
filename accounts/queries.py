"""What pages ask about people."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from accounts.folding import fold
from accounts.interests import Field
from accounts.models import ReservedName, User

# A search of staff that finds more than this says too little.
FOUND_BY_STAFF = 200


def people_named(words: Iterable[str]) -> dict[str, User]:
    """Who is meant by each word: the active member whose present handle or nickname it spells; others are left out.

    One query.
    """
    folded = {word: fold(word) for word in words}
    if not folded:
        return {}
    rows = ReservedName.objects.filter(Q(is_handle=True) | Q(is_nickname=True), folded__in=set(folded.values()))
    owned = rows.filter(owner__state=User.State.ACTIVE).select_related("owner")
    owners = {row.folded: row.owner for row in owned if row.owner}
    return {word: owners[key] for word, key in folded.items() if key in owners and _spells(key, owners[key])}


def _spells(key: str, user: User) -> bool:
    """A row may also hold what a name merely looks like: that is nobody's spelling."""
    return key in (fold(user.handle), fold(user.nickname))


def who_signs_in(login: str) -> User | None:
    """The member, in whatever state, whose e-mail address or handle this is."""
    if "@" in login:
        return User.objects.filter(email=login.strip().lower()).first()
    return User.objects.by_handle(login.strip()).first()


def sessions_of(user: User) -> list[UserSession]:
    """Where the member is signed in, the latest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at"))


def interests_of(user: User) -> list[str]:
    """The fields the member chose, in the table's order. One query."""
    chosen = set(user.interests.values_list("field", flat=True))
    return [field for field in Field.values if field in chosen]


def found_by_staff(term: str) -> list[int]:
    """Ids of members in any state: those whose handle or nickname (kept ones too) begins so, or with this address."""
    term = term.strip()
    if "@" in term[1:]:
        return list(User.objects.filter(email=term.lower()).exclude(email="").values_list("pk", flat=True))
    names = ReservedName.objects.filter(folded__begins=fold(term.removeprefix("@"))).exclude(owner=None)
    return list(names.order_by("folded").values_list("owner", flat=True)[:FOUND_BY_STAFF])
