"""What may be searched for."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from core.cleaning import PlainTextField

# Twice the longest name there is; a longer one can't be the beginning of anything.
MAX_QUERY = 64


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: the beginning of a name, and whether an `@` or `#` before it said of whom or what."""

    text: str
    kind: str = "all"


class SearchForm(forms.Form):
    q = PlainTextField(
        required=False,
        max_length=MAX_QUERY,
        label=_("Search people and topics"),
        error_messages={"max_length": _("That is too long to search for: 64 characters at most.")},
    )

    def wanted(self) -> Wanted:
        """Call it on a valid form."""
        typed = self.cleaned_data["q"].strip()
        if typed[:1] in ("@", "＠"):
            return Wanted(typed[1:].strip(), "people")
        if typed[:1] in ("#", "＃"):
            return Wanted(typed.strip("#＃").strip(), "topics")
        return Wanted(typed)
