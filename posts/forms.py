"""The composer's form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ComposeForm(forms.Form):
    """What the composer sends. The rules of a text are posts.text's; its refusals are put beside the field by the view."""

    text = forms.CharField(label=_("Your post"), strip=False, required=False, widget=forms.Textarea)
    visibility = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
