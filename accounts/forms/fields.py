"""The fields of names, addresses and passwords: what may be typed, said beside the field."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.models import HANDLE_LENGTH, NICKNAME_LENGTH
from core.cleaning import PlainTextField

EMAIL_LENGTH = 254
# Argon2 would hash a megabyte too: a cheap way to keep a server busy.
PASSWORD_LENGTH = 128
# What mailboxes are really called. Left out although standards know them: quoted parts, comments, `%` and `!` (they
# reroute), addresses in brackets; each has been used to send a site's letters to somebody else.
LOCAL_PART = re.compile(r"[A-Za-z0-9_+~=&'/^{}|*#$-]+(\.[A-Za-z0-9_+~=&'/^{}|*#$-]+)*")
DOMAIN = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]")


HANDLE_HINT = _("3–30 English letters, digits, _ or -. It is your address for good: choose it well.")


class HandleField(PlainTextField):
    """A name for one's address, none of the reserved words; whether it is taken shows when it is claimed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Handle"))
        options.setdefault("help_text", HANDLE_HINT)
        super().__init__(**options)
        self.widget.attrs |= {
            "maxlength": HANDLE_LENGTH[1],
            "minlength": HANDLE_LENGTH[0],
            "autocapitalize": "none",
            "spellcheck": "false",
        }

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if value:
            names.check_handle(value)
            names.check_not_reserved(value)


class NicknameField(PlainTextField):
    """The name that people see, none of the reserved words."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Nickname"))
        super().__init__(**options)
        self.widget.attrs |= {"maxlength": NICKNAME_LENGTH[1], "minlength": NICKNAME_LENGTH[0], "spellcheck": "false"}

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if value:
            names.check_nickname(value)
            names.check_not_reserved(value)


class EmailAddressField(forms.CharField):
    """An e-mail address in small letters. A line break or other hidden character is refused, not trimmed away."""

    widget = forms.EmailInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("E-mail address"))
        super().__init__(max_length=EMAIL_LENGTH, **options)
        self.widget.attrs |= {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        self.validators = []

    def to_python(self, value: Any) -> str:
        raw = str(value or "")
        # Before lower(): it would make a `k` of the Kelvin sign, and somebody else's address of this one.
        if not raw.isascii() or any(ord(letter) < 32 for letter in raw):
            raise ValidationError(ADDRESS_UNREADABLE, code="invalid")
        return (super().to_python(raw) or "").lower()

    def run_validators(self, value: str) -> None:
        local, _at, domain = value.rpartition("@")
        fits = len(value) <= EMAIL_LENGTH and len(local) <= 64
        if value and not (fits and LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain)):
            raise ValidationError(ADDRESS_UNREADABLE, code="invalid")


ADDRESS_UNREADABLE = _("That does not look like an e-mail address. Check it for odd characters.")


class PasswordField(forms.CharField):
    """A password, never shown again. `autocomplete`: `current-password` or `new-password`."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        options.setdefault("label", _("Password"))
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=PASSWORD_LENGTH, widget=widget, **options)
