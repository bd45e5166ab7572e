"""Changes of tables under a running site: nobody's lock, and once more where the first run was cut short."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from tests import factories

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
# (Not posts 0004: 0006 takes away one of its constraints, so it can't be taken back by itself.)
ONLINE = [
    ("posts", "0002_post_author_newest"),
    ("posts", "0006_reposts_found"),
    ("follows", "0002_fewer_indexes"),
    ("media", "0003_file_unclaimed"),
]
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
CONSTRAINTS = "SELECT oid FROM pg_constraint WHERE contype = 'f' ORDER BY 1"


def found(question: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


class Change:
    """A migration of the site, taken back and made again step by step."""

    def __init__(self, app: str, name: str) -> None:
        loader = MigrationLoader(connection)
        self._app, self._migration = app, loader.get_migration(app, name)
        self._before = loader.project_state((app, name), at_end=False)
        self.steps = len(self._migration.operations)

    def take_back(self) -> None:
        with connection.schema_editor(atomic=False) as editor:
            self._migration.unapply(self._before.clone(), editor)

    def make(self, steps: int) -> None:
        """The first `steps` of it."""
        state = self._before.clone()
        with connection.schema_editor(atomic=False) as editor:
            for operation in self._migration.operations[:steps]:
                after = state.clone()
                operation.state_forwards(self._app, after)
                operation.database_forwards(self._app, editor, state, after)
                state = after


@pytest.fixture(params=ONLINE, ids=[f"{app}-{name}" for app, name in ONLINE])
def change(request: pytest.FixtureRequest) -> Change:
    return Change(*request.param)


def test_a_run_that_was_cut_short_is_run_again(change: Change) -> None:
    indexes = found(INDEXES)
    for steps in range(change.steps + 1):
        change.take_back()
        assert found(INDEXES) != indexes
        change.make(steps)
        change.make(change.steps)
        assert found(INDEXES) == indexes


def test_constraints_are_left_alone_for_to_make_one_reads_every_row(change: Change) -> None:
    constraints = found(CONSTRAINTS)
    change.take_back()
    change.make(change.steps)
    assert found(CONSTRAINTS) == constraints


def test_an_index_whose_making_was_cut_short_is_made_anew() -> None:
    change, indexes = Change(*ONLINE[0]), found(INDEXES)
    change.take_back()
    author = factories.make_user()
    for _ in range(2):
        factories.make_post(author=author)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX CONCURRENTLY post_author_newest ON posts_post (author_id)")
    change.make(change.steps)
    assert found(INDEXES) == indexes
