"""Where a member is signed in, ended one by one or all together."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from core.refusals import Missing


def end_session(*, user: User, session_id: int) -> None:
    """Sign out one of the member's devices. Raises Missing for one that is not theirs."""
    if not _end(UserSession.objects.filter(user=user, pk=session_id)):
        raise Missing


def end_other_sessions(*, user: User, keep: str | None) -> int:
    """Sign out everywhere but in the session with the key `keep`; returns how many ended."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=keep or ""))


def end_all_sessions(*, user: User) -> int:
    """Sign out everywhere; returns how many ended."""
    return end_other_sessions(user=user, keep=None)


def forget_session(*, user: User, session_key: str | None) -> None:
    """Strike off the list the session that is being left."""
    UserSession.objects.filter(user=user, session_key=session_key).delete()


def forget_ended_sessions() -> None:
    """Strike off every list the sessions that are over."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(alive)).delete()


def move_session(*, user: User, old: str | None, new: str | None) -> None:
    """Keep a session on the list whose key was changed for safety."""
    UserSession.objects.filter(user=user, session_key=old).update(session_key=new)


def _end(sessions: QuerySet[UserSession]) -> int:
    found = list(sessions)
    for session in found:
        session.end()
    return len(found)
