"""An account begins, is suspended and restored, and ends."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from accounts import events, letters, names
from accounts.actions.emails import EmailTaken
from accounts.actions.sessions import end_all_sessions
from accounts.letters import Stationery
from accounts.models import User
from core import audit, submissions
from core.submissions import Ticket
from media import actions as media
from media.models import File

# Rows an INSERT: SQLite binds at most 32,766 values a statement, and a user has some thirty columns.
CROWD_CHUNK = 500


def create_account(*, handle: str, email: str, password: str | None, nickname: str = "", **fields: Any) -> User:
    """Make an account with its names reserved; without a password nobody can sign in to it. Reserved words are allowed.

    Raises ValidationError for names that break the rules, names.NameTaken, EmailTaken.
    """
    user = _new_user(handle=handle, email=email, password=make_password(password), nickname=nickname, **fields)
    with transaction.atomic():
        return _insert(user)


def sign_up(*, ticket: Ticket, password: str, stationery: Stationery, result: str, **columns: Any) -> User:
    """Take a visitor's form: an account (handle, nickname, email …), and the letter that asks to confirm the address.

    Raises submissions.Repeated, names.NameTaken, EmailTaken, and ValidationError for names that break the rules.
    """
    # Hashed before the transaction: 150 ms under SQLite's one write lock would be felt by everybody.
    user = _new_user(password=make_password(password), language=stationery.language, **columns)
    with transaction.atomic():
        taken = submissions.take(ticket)
        _insert(user)
        letters.ask_to_confirm(user, stationery)
        submissions.settle(taken, result)
    return user


@transaction.atomic
def create_crowd(members: Iterable[dict[str, Any]]) -> list[User]:
    """Many accounts at once, thousands a second, without passwords or e-mail addresses: `handle` and other columns.

    Raises ValidationError and names.NameTaken; then none is made.
    """
    unusable = make_password(None)
    users = [_new_user(email="", password=unusable, **member) for member in members]
    try:
        with transaction.atomic():
            users = User.objects.bulk_create(users, batch_size=CROWD_CHUNK)
    except IntegrityError:
        raise names.NameTaken("handle") from None
    names.claim_all(users)
    return users


@transaction.atomic
def suspend(*, user: User, by: User | None, reason: str) -> User:
    """Shut a member out until restored: sessions end now, posts are missing for everybody."""
    _set_state(user, User.State.SUSPENDED)
    end_all_sessions(user=user)
    audit.record(actor=by, verb=gettext_noop("suspend"), subject=user, reason=reason)
    return user


@transaction.atomic
def restore(*, user: User, by: User | None, reason: str) -> User:
    """Let a suspended member in again."""
    _set_state(user, User.State.ACTIVE)
    audit.record(actor=by, verb=gettext_noop("restore"), subject=user, reason=reason)
    return user


@transaction.atomic
def delete_account(*, user: User, by: User | None = None, reason: str = "") -> None:
    """Remove an account and all that hangs on it. The handle stays taken for ever, the nickname for a while."""
    events.account_deleting.send(sender=User, user=user)
    end_all_sessions(user=user)
    names.keep_nickname(user)
    audit.record(actor=by if by != user else None, verb=gettext_noop("delete account"), subject=user, reason=reason)
    events.account_deleted.send(sender=User, user=user)
    media.discard(File.objects.filter(owner=user))
    user.delete()


def _new_user(*, handle: str, nickname: str = "", **fields: Any) -> User:
    nickname = nickname or handle
    names.check_handle(handle)
    names.check_nickname(nickname)
    return User(handle=handle, nickname=nickname, **fields)


def _insert(user: User) -> User:
    """The row, its names and its address, or nothing."""
    user.email = user.email.lower()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        # The first line names the constraint or the column; further ones quote what was typed.
        raise (EmailTaken() if "email" in str(error).splitlines()[0] else names.NameTaken("handle")) from None
    names.claim_both(user)
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=user.email_confirmed)
    return user


def _set_state(user: User, state: str) -> None:
    User.objects.filter(pk=user.pk).update(state=state)
    user.state = state
