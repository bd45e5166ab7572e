"""Connections that are kept from request to request."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from core import postgresql

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def checked(settings):
    """As at the beginning of a request: kept connections are looked at before they are used."""
    connection.ensure_connection()
    connection.health_check_enabled, connection.health_check_done = True, False


def ended_by_the_server() -> None:
    """What a restart does to it, from elsewhere."""
    pid = connection.connection.info.backend_pid
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


def one() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()[0]


def test_a_kept_connection_is_used_without_a_question(checked, django_assert_num_queries):
    kept = connection.connection
    assert connection.is_usable()
    with django_assert_num_queries(1):
        assert one() == 1
    assert connection.connection is kept


def test_one_that_the_server_ended_is_replaced_before_it_fails_anybody(checked):
    kept = connection.connection
    ended_by_the_server()
    assert not connection.is_usable()
    assert one() == 1
    assert connection.connection is not kept


def test_one_that_was_closed_here_is_none(checked):
    connection.connection.close()
    assert not connection.is_usable()
    assert one() == 1


def test_one_whose_transaction_has_failed_takes_nothing_more(checked):
    with transaction.atomic():
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert not connection.is_usable()
        transaction.set_rollback(True)
    assert connection.is_usable()


def test_a_page_waits_for_nobodys_lock_for_long(monkeypatch):
    monkeypatch.setattr(postgresql, "limits", {})
    postgresql.be_brief()
    ours = connections.create_connection("default")
    with ours.cursor() as cursor:
        for name, time in {"lock_timeout": "3s", "statement_timeout": "15s"}.items():
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (time,)
    ours.close()
