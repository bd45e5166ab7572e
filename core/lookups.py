"""Ways of asking that both databases answer from an index."""

from typing import Any

from django.db.models import CharField
from django.db.models.lookups import StartsWith


@CharField.register_lookup
class Begins(StartsWith):
    """`key__begins=prefix`, exact in case.

    On PostgreSQL it is LIKE 'prefix%', by the pattern index that each unique CharField has. SQLite's LIKE ignores
    case and thereby the index, so there it is a range in the order of code points.
    """

    lookup_name = "begins"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return connection.operators["startswith"] % rhs

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*params, self.rhs, *params, f"{self.rhs}\U0010ffff"]
