"""Session and member in one statement: the plain yes is quick, and no session ever says more than what is signed."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import end_all_sessions, end_session, restore, suspend
from accounts.middleware import AuthenticationMiddleware
from accounts.models import User
from accounts.session_store import SessionStore
from tests.accounts.forms import PASSWORD, sign_in
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(alice: User) -> Client:
    """One in which alice signed in as people do, so that her list of devices knows it."""
    client = Client()
    sign_in(client, "alice")
    return client


def who(client: Client) -> str:
    """As whom the site draws its pages for this browser; empty for nobody."""
    user = client.get("/help/").wsgi_request.user
    return user.handle if user.is_authenticated else ""


def asking(session: SessionStore) -> HttpRequest:
    request = HttpRequest()
    request.session = session
    AuthenticationMiddleware(lambda _: None).process_request(request)
    return request


def stored(client: Client) -> Session:
    return Session.objects.get(session_key=client.session.session_key)


def test_takes_one_statement(hers: Client) -> None:
    session = SessionStore(hers.session.session_key)
    with counted() as statements:
        assert asking(session).user.handle == "alice"
    assert len(statements) == 1


def test_a_member_brought_along_is_whole(hers: Client, alice: User) -> None:
    alice.refresh_from_db()
    user = asking(SessionStore(hers.session.session_key)).user
    assert user.get_deferred_fields() == set()
    assert {f.attname: getattr(user, f.attname) for f in User._meta.concrete_fields} == {
        f.attname: getattr(alice, f.attname) for f in User._meta.concrete_fields
    }
    user.nickname = "Alice L."
    user.save()
    assert User.objects.get(pk=alice.pk).nickname == "Alice L."


def test_a_session_on_no_list_is_asked_about_as_ever(as_, alice: User) -> None:
    client = as_(alice)
    assert not UserSession.objects.exists()
    with counted() as statements:
        assert asking(SessionStore(client.session.session_key)).user == alice
    assert len(statements) == 2
    assert who(client) == "alice"


def test_a_visitor_costs_no_statement(db: None) -> None:
    with counted() as statements:
        assert not asking(SessionStore(None)).user.is_authenticated
    assert statements == []


@pytest.mark.parametrize("key", ["", "short", "x" * 32, "x" * 5000, "' OR 1=1 --", "é" * 20, "a\0b\0c\0d\0e\0"])
def test_a_key_that_was_made_up_is_nobody_s(hers: Client, key: str) -> None:
    hers.cookies["session"] = key
    assert who(hers) == ""


def test_the_key_of_another_s_device_row_gives_nobody_else_s_identity(hers: Client, mallory: User) -> None:
    """Whoever could write that table could still not become anybody: the signed session alone says who it is."""
    theirs = Client()
    sign_in(theirs, "mallory")
    UserSession.objects.filter(session_key=theirs.session.session_key).update(user=User.objects.get(handle="alice"))
    UserSession.objects.filter(session_key=hers.session.session_key).update(user=mallory)
    assert (who(hers), who(theirs)) == ("alice", "mallory")


def test_a_device_row_over_a_visitor_s_session_signs_nobody_in(alice: User, visitor: Client) -> None:
    session = SessionStore()
    session["seen"] = "help"
    session.create()
    UserSession.objects.create(user=alice, session_key=session.session_key, ip="203.0.113.5", user_agent="x")
    visitor.cookies["session"] = session.session_key
    assert who(visitor) == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (HASH_SESSION_KEY, "0" * 64),
        (HASH_SESSION_KEY, ""),
        (HASH_SESSION_KEY, None),
        (BACKEND_SESSION_KEY, "django.contrib.auth.backends.ModelBackend"),
        (BACKEND_SESSION_KEY, ""),
        (SESSION_KEY, "999999"),
    ],
)
def test_everything_that_django_asks_is_asked(hers: Client, key: str, value: str | None) -> None:
    session = hers.session
    session[key] = value
    session.save()
    assert who(hers) == ""


@pytest.mark.parametrize("said", [SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY])
def test_a_session_that_says_too_little_signs_nobody_in(hers: Client, said: str) -> None:
    session = hers.session
    del session[said]
    session.save()
    assert who(hers) == ""


def test_data_that_was_not_signed_here_is_nobody_s(hers: Client, alice: User) -> None:
    data = {
        SESSION_KEY: str(alice.pk),
        BACKEND_SESSION_KEY: "accounts.backends.StatefulBackend",
        HASH_SESSION_KEY: alice.get_session_auth_hash(),
    }
    forged = signing.dumps(data, key="somebody else's key", salt=SessionStore().key_salt, compress=True)
    Session.objects.filter(pk=stored(hers).pk).update(session_data=forged)
    assert who(hers) == ""
    Session.objects.filter(pk=hers.cookies["session"].value).update(session_data="{}")
    assert who(hers) == ""


def test_a_backend_that_was_switched_off_lets_nobody_in(hers: Client, settings: Settings) -> None:
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert who(hers) == ""


@pytest.mark.parametrize("state", ["suspended", "deleted"])
def test_who_is_not_active_is_nobody_at_once(hers: Client, alice: User, state: str) -> None:
    assert who(hers) == "alice"
    User.objects.filter(pk=alice.pk).update(state=state)
    assert who(hers) == ""
    assert UserSession.objects.exists()


def test_suspension_ends_sessions_for_good(hers: Client, alice: User, admin: User) -> None:
    suspend(user=alice, by=admin, reason="spam")
    restore(user=alice, by=admin, reason="appeal")
    assert who(hers) == ""


def test_a_session_ended_elsewhere_is_over_at_once(hers: Client, alice: User) -> None:
    assert who(hers) == "alice"
    end_session(user=alice, session_id=UserSession.objects.get().pk)
    assert who(hers) == ""


def test_a_session_whose_row_is_gone_is_over_though_the_list_still_has_it(hers: Client) -> None:
    Session.objects.all().delete()
    assert UserSession.objects.exists()
    assert who(hers) == ""


def test_all_end_together(hers: Client, alice: User) -> None:
    other = Client()
    sign_in(other, "alice")
    end_all_sessions(user=alice)
    assert (who(hers), who(other)) == ("", "")


def test_a_session_past_its_time_is_nobody_s(hers: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert who(hers) == ""


def test_a_deleted_member_s_session_is_nobody_s(hers: Client, alice: User) -> None:
    UserSession.objects.all().delete()
    User.objects.filter(pk=alice.pk).delete()
    assert Session.objects.exists()
    assert who(hers) == ""


def test_another_password_ends_the_session_that_was_opened_with_the_old_one(hers: Client, alice: User) -> None:
    alice.set_password("another-good-long-phrase")
    User.objects.filter(pk=alice.pk).update(password=alice.password)
    assert who(hers) == ""
    assert not Session.objects.filter(session_key=hers.cookies["session"].value).exists()


def test_changing_one_s_own_password_keeps_this_device_under_a_new_key(hers: Client) -> None:
    before = hers.session.session_key
    typed = {"oldpassword": PASSWORD, "password1": "another-good-long-phrase"}
    hers.post("/accounts/password/change/", typed)
    assert hers.session.session_key != before
    assert who(hers) == "alice"
    with counted() as statements:
        assert asking(SessionStore(hers.session.session_key)).user.handle == "alice"
    assert len(statements) == 1


def test_an_older_secret_still_lets_in_and_is_replaced(hers: Client, settings: Settings) -> None:
    before = hers.session.session_key
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "the next one"
    assert who(hers) == "alice"
    assert hers.session.session_key != before
    settings.SECRET_KEY_FALLBACKS = []
    assert who(hers) == "alice"


def test_a_secret_that_is_gone_lets_nobody_in(hers: Client, settings: Settings) -> None:
    settings.SECRET_KEY = "the next one"
    assert who(hers) == ""


def test_signing_in_gives_another_key_and_nobody_else_s_member(hers: Client, mallory: User) -> None:
    before = hers.session.session_key
    hers.post("/accounts/logout/")
    sign_in(hers, "mallory")
    assert hers.session.session_key != before
    assert who(hers) == "mallory"


def test_whoever_is_put_into_a_session_within_a_request_is_the_one_asked_for(hers: Client, mallory: User) -> None:
    """The member who came along when the session was read is not what it says any more."""
    request = asking(SessionStore(hers.session.session_key))
    request.session[SESSION_KEY] = str(mallory.pk)
    request.session[HASH_SESSION_KEY] = mallory.get_session_auth_hash()
    assert request.user == mallory
    emptied = asking(SessionStore(hers.session.session_key))
    assert emptied.session[SESSION_KEY]
    emptied.session.flush()
    assert not emptied.user.is_authenticated


def test_a_member_is_handed_out_once(hers: Client, alice: User) -> None:
    """A session object that is kept for long must not go on giving the member of its first moment."""
    session = SessionStore(hers.session.session_key)
    assert asking(session).user == alice
    User.objects.filter(pk=alice.pk).update(state="suspended")
    assert not asking(session).user.is_authenticated


def test_sessions_of_django_s_own_engine_are_read_and_the_other_way_round(hers: Client, alice: User) -> None:
    from django.contrib.sessions.backends import db

    old = db.SessionStore(hers.session.session_key)
    old["note"] = "kept"
    old.save()
    assert SessionStore(old.session_key)["note"] == "kept"

    class Request:
        session = db.SessionStore(hers.session.session_key)

    assert get_user(Request()) == alice
