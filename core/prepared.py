"""Questions asked so often that building them anew costs more than answering them.

Django builds and compiles the query of a home page in 1.9 ms, PostgreSQL plans it in 1.5 and answers it in 0.6. A
prepared question is built once by the same querysets, so that a rule such as who may see a post is said in one place
still, with stand-ins for its values; asked again, it only puts the values there. PostgreSQL keeps its plan, for as long
as the connection lives (core.postgresql).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

T = TypeVar("T")
Value = int | Sequence[int]

# Numbers that no queryset brings along by itself.
STAND_INS = range(-(2**62), 0)
# Lists are filled up to a multiple of this: five statements serve a home of 1 to 35 posts, and not thirty-five.
STEP = 8


@dataclass(frozen=True)
class Statement:
    """What a queryset became: its SQL, its parameters, where in them each value belongs, how columns are read."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: dict[int, Any]
    # Of the SQL itself: whatever else is prepared under this name is the same.
    name: str = field(default="", compare=False)

    def filled(self, values: Sequence[Any]) -> list[Any]:
        parameters = list(self.parameters)
        for place, number in self.places:
            parameters[place] = values[number]
        return parameters

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        """A row with its columns as the queryset would give them."""
        if not self.converters:
            return row
        columns = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                columns[place] = convert(columns[place], expression, connection)
        return columns


class Prepared(Generic[T]):
    """`asked = Prepared(build, Row)`, then `asked(author=7, ids=[1, 2])` gives a list of `Row`.

    `build` takes the same names and returns a queryset of columns (`values_list`). Values are whole numbers, or lists
    of them, in which repeats must not matter: they are filled up with their last number. A list must not be empty.
    Which values they are must not matter to `build`: it is called with stand-ins, once for each length.

    PostgreSQL answers by one plan whatever the values are, which is right where ids are looked up. `planned_anew`:
    where it is not, such as for the posts of an author, who may have three of them or a million.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], row: Callable[..., T], *, planned_anew: bool = False
    ) -> None:
        self._build, self._row, self._planned_anew = build, row, planned_anew
        self._known: dict[tuple[Any, ...], Statement] = {}

    def __call__(self, **values: Value) -> list[T]:
        given: dict[str, Value] = {
            name: value if isinstance(value, int) else _filled_up(value) for name, value in values.items()
        }
        shape = (connection.vendor, *((name, _length(value)) for name, value in given.items()))
        statement = self._known.get(shape)
        if statement is None:
            statement = self._known[shape] = _prepared(self._build, given)
        return [self._row(*statement.read(row)) for row in self._rows(statement, _flat(given.values()))]

    def _rows(self, statement: Statement, values: Sequence[int]) -> list[Any]:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql" and not self._planned_anew:
                connection.execute_kept(cursor, statement, values)  # type: ignore[attr-defined]
            else:
                cursor.execute(statement.sql, statement.filled(values))
            return cursor.fetchall()


def _prepared(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> Statement:
    stand_ins = iter(STAND_INS)
    stood_in = {name: _stand_in(value, stand_ins) for name, value in values.items()}
    compiler = build(**stood_in).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    numbers = {stand_in: number for number, stand_in in enumerate(_flat(stood_in.values()))}
    places = [(place, numbers[given]) for place, given in enumerate(parameters) if given in numbers]
    if {number for _, number in places} != set(numbers.values()):
        raise ValueError("The queryset does not carry every value into its statement.")
    converters = compiler.get_converters([column for column, _, _ in compiler.select])
    name = "kept_" + hashlib.sha256(repr((sql, parameters)).encode()).hexdigest()[:24]
    return Statement(sql, tuple(parameters), tuple(places), converters, name)


def _stand_in(value: Value, fresh: Any) -> Value:
    return next(fresh) if isinstance(value, int) else [next(fresh) for _ in value]


def _filled_up(value: Sequence[int]) -> list[int]:
    return [*value, *[value[-1]] * (-len(value) % STEP)]


def _flat(values: Any) -> list[int]:
    return [number for value in values for number in ([value] if isinstance(value, int) else value)]


def _length(value: Value) -> int:
    return -1 if isinstance(value, int) else len(value)
