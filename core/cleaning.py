"""What no text of ours may hold: characters that hide, reverse or break the page, wherever they came from."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# NUL and control characters other than tab and line feed; bidi embeddings, overrides and isolates (they can make a name
# or an address read backwards); U+FFFD, which is what invalid UTF-8 becomes; surrogates and noncharacters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[" + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)) + "]"
)
FORBIDDEN_MESSAGE = _("There is a hidden or broken character in this text. Delete it, or type the text again.")


def forbidden(text: str) -> bool:
    """Whether the text (line ends already LF) holds a character that we refuse."""
    return FORBIDDEN.search(text) is not None


def lines(raw: str) -> str:
    """Line ends of every kind as LF, composed characters (NFC)."""
    return unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))


class PlainTextField(forms.CharField):
    """A text field that refuses what no text of ours may hold, beside the field, with what was typed kept."""

    default_error_messages = {"max_length": _("Use at most %(limit_value)d characters; now there are %(show_value)d.")}

    def to_python(self, value: object) -> str:
        text = lines(str(value)) if value not in self.empty_values else ""
        if forbidden(text):
            raise ValidationError(FORBIDDEN_MESSAGE, code="forbidden_character")
        return super().to_python(text) or ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Django's own validator would answer a NUL with a second, vaguer message.
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]
