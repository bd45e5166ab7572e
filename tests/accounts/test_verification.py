"""Granting and revoking the V."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.verification import KINDS, UnknownKind, grant, revoke
from core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "badge"),
    [
        ("personal", "orange"),
        ("college", "orange"),
        ("business", "blue"),
        ("government", "blue"),
        ("media", "blue"),
        ("school", "blue"),
        ("institution", "blue"),
    ],
)
def test_the_kind_decides_the_colour(alice: User, kind: str, badge: str) -> None:
    grant(user=alice, kind=kind, declaration="知名摄影师")
    alice.refresh_from_db()
    assert (alice.badge, alice.badge_kind, alice.declaration) == (badge, kind, "知名摄影师")
    assert alice.verified_at is not None
    assert alice.verified_kind == str(KINDS[kind].label)


def test_cached_cards_learn_of_it(alice: User) -> None:
    before = alice.version
    grant(user=alice, kind="personal", declaration="Singer")
    revoke(user=alice)
    assert alice.version == before + 2


def test_every_act_is_on_record(alice: User, admin: User) -> None:
    grant(user=alice, kind="personal", declaration="Singer", by=admin, reason="passport seen")
    revoke(user=alice, by=admin, reason="asked for it")
    entries = list(AuditEntry.objects.order_by("pk"))
    assert [(entry.actor, entry.verb, entry.reason) for entry in entries] == [
        (admin, "grant verification", "passport seen"),
        (admin, "revoke verification", "asked for it"),
    ]
    assert entries[1].detail == {"kind": "personal", "declaration": "Singer"}
    assert entries[0].subject == f"accounts.user:{alice.pk}"


def test_revoking_leaves_nothing(alice: User) -> None:
    revoke(user=grant(user=alice, kind="personal", declaration="Singer"))
    alice.refresh_from_db()
    assert (alice.badge, alice.badge_kind, alice.declaration, alice.verified_at) == ("none", "", "", None)
    assert alice.verified_kind == ""


@pytest.mark.parametrize("declaration", ["", "  ", "x" * 61, "a\u202eb", "a\0b"])
def test_bad_declarations(alice: User, declaration: str) -> None:
    with pytest.raises(ValidationError):
        grant(user=alice, kind="personal", declaration=declaration)


def test_unknown_kinds(alice: User) -> None:
    with pytest.raises(UnknownKind):
        grant(user=alice, kind="royal", declaration="King")


def test_the_database_refuses_a_badge_without_a_kind(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=alice.pk).update(badge="blue")
