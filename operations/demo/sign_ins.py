"""The demo's accounts that somebody can sign in to, and their passwords."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts import actions
from accounts.models import User
from core import audit
from core.models import AuditEntry

# Known to everybody: the site changes it where others can reach it.
PASSWORD = "weibo-demo"  # noqa: S105
HANDLES = ("demo", "star", "brand", "moderator", "admin")
# Those of a large data set (operations.demo.large), where there is one: the same handle may else be anybody's.
LARGE_HANDLES = ("demo-famous", "demo-reader", "demo-collector")
LARGE_SEEDED = gettext_noop("seed large demo")
CHANGED, RESTORED = gettext_noop("change demo passwords"), gettext_noop("restore demo passwords")


@transaction.atomic
def change_passwords() -> dict[str, str]:
    """A new password for each, which nobody knows yet; their sessions end. Returns handle → password."""
    passwords = {handle: secrets.token_urlsafe(9) for handle in _handles()}
    _set(passwords, CHANGED)
    return passwords


def restore_passwords() -> None:
    """The well-known password again, if the last that was done was to change it."""
    acts = AuditEntry.objects.filter(verb__in=[CHANGED, RESTORED]).order_by("-pk")
    if acts.values_list("verb", flat=True).first() == CHANGED:
        _set(dict.fromkeys(_handles(), PASSWORD), RESTORED)


def _handles() -> tuple[str, ...]:
    large = AuditEntry.objects.filter(verb=LARGE_SEEDED).exists()
    return HANDLES + (LARGE_HANDLES if large else ())


@transaction.atomic
def _set(passwords: dict[str, str], verb: str) -> None:
    for user in User.objects.filter(handle__in=passwords):
        user.set_password(passwords[user.handle])
        user.save(update_fields=["password"])
        actions.end_all_sessions(user=user)
        audit.record(actor=None, verb=verb, subject=user)
