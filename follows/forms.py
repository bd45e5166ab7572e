"""What one types about the people and the words of one's lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.cleaning import PlainTextField
from core.refusals import Refusal


class ShortForm(forms.Form):
    """A form of one short text. How long it may be is its action's rule, told beside it with what was typed kept."""

    @property
    def field(self) -> forms.BoundField:
        return self[next(iter(self.fields))]

    def refuse(self, refusal: Refusal) -> None:
        """Tell beside the field what the action refused."""
        self.add_error(self.field.name, str(refusal.message))


class GroupForm(ShortForm):
    name = PlainTextField(
        label=pgettext_lazy("of a group", "Name"),
        help_text=_("1 to 20 characters, for example Family or Football."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the group a name of 1 to 20 characters.")},
    )

    def __init__(self, *args: Any, optional: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if optional:
            self.fields["name"].required = False
            self.fields["name"].label = _("New group")


class WordForm(ShortForm):
    word = PlainTextField(
        label=_("Word or phrase"),
        help_text=_("1 to 30 characters. It counts wherever it stands, inside a longer word too."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Type a word of 1 to 30 characters.")},
    )
