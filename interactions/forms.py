"""Forms of what people do with posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.cleaning import PlainTextField
from interactions import naming
from interactions.models import MAX_FOLDER_NAME


class FolderForm(forms.Form):
    """A folder of favourites."""

    name = PlainTextField(
        label=pgettext_lazy("of a folder", "Name"),
        max_length=MAX_FOLDER_NAME,
        help_text=_("At most 20 characters."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_public = forms.BooleanField(
        label=_("Public"), help_text=_("Anybody can look into it and follow it as a collection."), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The browser counts astral characters twice, the server once: the server's count is the one that is told.
        del self.fields["name"].widget.attrs["maxlength"]

    def clean_name(self) -> str:
        name = naming.cleaned(self.cleaned_data["name"])
        naming.check(name)
        return name
