"""Handles and nicknames: what they may be, and whose they are.

Both live in one table of folded names (ReservedName), so that `@word` has at most one owner. Whoever claims a name does
it in the transaction that gives it to the account.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import folding
from accounts.models import HANDLE_LENGTH, NICKNAME_LENGTH, ReservedName, User
from core.refusals import Conflict

# Changing one's nickname more often would let a known name be passed around; the old one could be taken to impersonate.
NICKNAME_CHANGE_EVERY = timedelta(days=90)
NICKNAME_KEPT = timedelta(days=180)

HANDLE = re.compile(rf"[A-Za-z0-9_-]{{{HANDLE_LENGTH[0]},{HANDLE_LENGTH[1]}}}")
# Letters (category Lo) that leave no trace: Hangul fillers. A name of these would be empty to the eye.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
RESERVED_WORDS = Path(__file__).with_name("reserved_words.txt")


class NameTaken(Conflict):
    """The name is, or looks like, one that belongs to somebody else."""

    message = _("This name is taken, or looks too much like one that is. Try another.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


def check_handle(handle: str) -> None:
    """Raises ValidationError unless the text may be a handle (reserved words aside)."""
    if not HANDLE_LENGTH[0] <= len(handle) <= HANDLE_LENGTH[1]:
        raise ValidationError(_("Use 3 to 30 characters."), code="length")
    if not HANDLE.fullmatch(handle):
        raise ValidationError(_("Use only English letters, digits, _ and -."), code="characters")


def check_nickname(nickname: str) -> None:
    """Raises ValidationError unless the text (NFC) may be a nickname (reserved words aside)."""
    if not NICKNAME_LENGTH[0] <= len(nickname) <= NICKNAME_LENGTH[1]:
        raise ValidationError(_("Use 2 to 30 characters."), code="length")
    # NFKC too: one Arabic ligature stands for eighteen characters with blanks among them.
    if not all(map(_nameable, nickname + unicodedata.normalize("NFKC", nickname))):
        raise ValidationError(_("Use letters of any script, digits, _ and -, without spaces."), code="characters")


def check_not_reserved(name: str) -> None:
    """Raises ValidationError for words that would pass for the site itself, and for those that are addresses."""
    if folding.keys(name) & reserved_words():
        raise ValidationError(_("This name is reserved. Try another."), code="reserved")


def _nameable(letter: str) -> bool:
    category = unicodedata.category(letter)
    return (category[0] == "L" or category == "Nd" or letter in "_-") and letter not in BLANK_LETTERS


@lru_cache(maxsize=1)
def reserved_words() -> frozenset[str]:
    words = (line.split("#")[0].split() for line in RESERVED_WORDS.read_text("utf-8").splitlines())
    return frozenset(key for line in words for word in line for key in folding.keys(word))


def taken(**names: str) -> list[NameTaken]:
    """What a newcomer would be refused of these names (use → name). One query; the claim decides."""
    keys = {use: set(folding.keys(name)) for use, name in names.items()}
    rows = ReservedName.objects.filter(folded__in=set().union(*keys.values()))
    held = {row.folded for row in rows if not row.free_for(User())}
    return [NameTaken(use) for use in keys if keys[use] & held]


def claim_both(user: User) -> None:
    """Take a new user's handle for ever, and their nickname. Raises NameTaken."""
    _claim(user, handle=user.handle, nickname=user.nickname)


def change_nickname(user: User, nickname: str) -> None:
    """Leave the user's nickname, kept from others for a while, and take another. Raises NameTaken."""
    concerned = Q(folded__in=folding.keys(nickname)) | Q(owner=user, is_nickname=True)
    # All rows at once, in the order of _claim: two who want each other's names would else wait for each other.
    list(ReservedName.objects.select_for_update().filter(concerned).order_by("folded"))
    keep_nickname(user)
    _claim(user, nickname=nickname)


def keep_nickname(user: User) -> None:
    """Leave the user's nickname, but keep it from others for NICKNAME_KEPT: the first half of a change."""
    rows = ReservedName.objects.filter(owner=user, is_nickname=True)
    rows.update(is_nickname=False, kept_until=timezone.now() + NICKNAME_KEPT)


def claim_all(users: Iterable[User]) -> None:
    """The handles and nicknames of many new users at once, in two statements. Raises NameTaken when any is not free."""
    rows: dict[str, ReservedName] = {}
    for user in users:
        for use, name in (("handle", user.handle), ("nickname", user.nickname)):
            for key in folding.keys(name):
                row = rows.setdefault(key, ReservedName(folded=key, owner=user))
                if row.owner_id != user.pk:
                    raise NameTaken(use)
                setattr(row, f"is_{use}", True)
    try:
        with transaction.atomic():
            ReservedName.objects.bulk_create([rows[key] for key in sorted(rows)], batch_size=5000)
    except IntegrityError:
        raise NameTaken("handle") from None


def _claim(user: User, **names: str) -> None:
    """Take every key of these names (use → name). Rows are locked and made in one order, so that no claims deadlock."""
    uses: dict[str, list[str]] = {}
    for use, name in names.items():
        for key in folding.keys(name):
            uses.setdefault(key, []).append(use)
    held = list(ReservedName.objects.select_for_update().filter(folded__in=uses).order_by("folded"))
    for row in held:
        if not row.free_for(user):
            raise NameTaken(uses[row.folded][0])
        _take(row, user, uses[row.folded]).save()
    fresh = sorted(uses.keys() - {row.folded for row in held})
    try:
        with transaction.atomic():
            ReservedName.objects.bulk_create(_take(ReservedName(folded=key), user, uses[key]) for key in fresh)
    except IntegrityError:
        quicker = ReservedName.objects.filter(folded__in=fresh).order_by("folded").first()
        raise NameTaken(uses[quicker.folded][0] if quicker else next(iter(names))) from None


def _take(row: ReservedName, user: User, uses: Iterable[str]) -> ReservedName:
    row.owner, row.kept_until = user, None
    for use in uses:
        setattr(row, f"is_{use}", True)
    return row
