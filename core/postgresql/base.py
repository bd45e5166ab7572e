"""Django's PostgreSQL backend, which looks whether a kept connection is alive without asking the server, and keeps the
plans of prepared questions.

Django's own sends a SELECT 1 before the first statement of each request: a third of what a home page asks. A server
that ended or was killed has closed its end, and that can be seen from here.
"""

import select
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import Error
from django.db.backends.postgresql import base
from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_INERROR, AsIs

from core import postgresql

if TYPE_CHECKING:
    from core.prepared import Statement

# What is asked this way reads a page's rows off indexes, whoever asks: a plan of its own for each reader costs three
# times its execution.
SETTINGS = {"plan_cache_mode": "force_generic_plan"}
# A pooler handed us another connection: the statement is not there, or was before (under its name it is the same). Or a
# column that it gives was altered since.
GONE, THERE, STALE = errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement, errors.FeatureNotSupported


class DatabaseWrapper(base.DatabaseWrapper):
    # Names of the statements whose plans this connection keeps, and of those among them that serve no more.
    kept: set[str]
    stale: set[str]

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.kept, self.stale = set(), set()
        settings = SETTINGS | postgresql.limits
        with self.cursor() as cursor:
            cursor.execute("".join(f"SET {name} = '{value}';" for name, value in settings.items()))

    def execute_kept(self, cursor: Any, statement: "Statement", values: Sequence[int]) -> None:
        """Execute a prepared question by the plan that this connection keeps; the first time it is made.

        Where that can't be, it is asked plainly; within a transaction the error stands, and the transaction is lost.
        (A statement is prepared for good even in a transaction that fails.)
        """
        name = statement.name
        forget = f"DEALLOCATE {name}; " if name in self.stale else ""
        prepare = "" if name in self.kept else forget + _preparing(cursor, statement, values)
        self.kept.add(name)
        self.stale.discard(name)
        try:
            cursor.execute(f"{prepare}EXECUTE {name} ({', '.join(map(str, map(int, values)))})")
        except Error as error:
            self._note(name, error.__cause__)
            if self.in_atomic_block or not isinstance(error.__cause__, (GONE, THERE, STALE)):
                raise
            cursor.execute(statement.sql, statement.filled(values))

    def _note(self, name: str, cause: BaseException | None) -> None:
        if isinstance(cause, (GONE, STALE)):
            self.kept.discard(name)
        if isinstance(cause, STALE):
            self.stale.add(name)

    def is_usable(self) -> bool:
        """A connection that is open, takes statements, and has nothing to tell: unasked, a server only says goodbye."""
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.get_transaction_status() == TRANSACTION_STATUS_INERROR:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)


def _preparing(cursor: Any, statement: "Statement", values: Sequence[int]) -> str:
    """The statement with $1, $2, … in the places of its values, and everything else written out."""
    places = statement.filled([AsIs(f"${number}") for number in range(1, len(values) + 1)])
    body = cursor.mogrify(statement.sql, places).decode()
    return f"PREPARE {statement.name} ({', '.join(['bigint'] * len(values))}) AS {body}; "
