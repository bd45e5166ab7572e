"""Django's PostgreSQL backend, which looks whether a kept connection is alive without asking the server.

Django's own sends a SELECT 1 before the first statement of each request: a third of what a home page asks. A server
that ended or was killed has closed its end, and that can be seen from here.
"""

import select

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from core import postgresql


class DatabaseWrapper(base.DatabaseWrapper):
    def init_connection_state(self) -> None:
        super().init_connection_state()
        if postgresql.limits:
            with self.cursor() as cursor:
                cursor.execute("".join(f"SET {name} = '{time}';" for name, time in postgresql.limits.items()))

    def is_usable(self) -> bool:
        """A connection that is open, takes statements, and has nothing to tell: unasked, a server only says goodbye."""
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.get_transaction_status() == TRANSACTION_STATUS_INERROR:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
