"""Sessions in the database, as Django keeps them; a member's own is read together with the member, in one statement.

Not in the cache, where reading them would be cheaper: a session that is ended must be over at once, also when the cache
was away at that moment and could not be told.
"""

import re
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.backends import StatefulBackend
from accounts.models import User
from accounts.sign_in import BACKEND

# The list of devices says who probably comes with a session; the session itself, signed, says who it is.
SESSION_WITH_MEMBER = f"""
SELECT u.*, s.session_data
FROM {Session._meta.db_table} s
LEFT JOIN {UserSession._meta.db_table} d ON d.session_key = s.session_key
LEFT JOIN {User._meta.db_table} u ON u.id = d.user_id
WHERE s.session_key = %s AND s.expire_date > %s
"""  # noqa: S608
# What Django makes has 32 of these, and what is shorter than 8 it never took.
KEY = re.compile("[0-9a-z]{8,40}")


# The name is part of the salt that Django signs sessions with: under another, all of them would end.
class SessionStore(db.SessionStore):
    """Django's own, whose `load` brings along the member to whom the list of devices gives the session."""

    _member: User | None = None

    def load(self) -> dict[str, Any]:
        """The session's data. A session that is not there is Django's to deal with."""
        found = User.objects.raw(SESSION_WITH_MEMBER, [self.session_key, timezone.now()])
        row: Any = next(iter(found), None)
        if row is None:
            return super().load()
        self._member = row if row.pk else None
        return self.decode(vars(row).pop("session_data"))

    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie may hold anything, and PostgreSQL takes no NUL."""
        return bool(key and KEY.fullmatch(key))

    def take_member(self) -> User | None:
        """The member who is signed in, handed out once; None unless everything that Django would ask of them is so.

        A None says nothing about the session: whoever gets it asks django.contrib.auth, which refuses, ends the session
        or takes an older SECRET_KEY. Costs no query beyond loading the session.
        """
        told = self.get(SESSION_KEY)
        member, self._member = self._member, None
        return member if member and told == str(member.pk) and self._lets_in(member) else None

    def _lets_in(self, member: User) -> bool:
        backend, signed = self.get(BACKEND_SESSION_KEY), self.get(HASH_SESSION_KEY) or ""
        return (
            backend == BACKEND
            and BACKEND in settings.AUTHENTICATION_BACKENDS
            and StatefulBackend().user_can_authenticate(member)
            and constant_time_compare(signed, member.get_session_auth_hash())
        )
