"""The forms of choosing another password, and of what needs the present one."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.entry import NEW_PASSWORD_HINT
from accounts.forms.fields import EmailAddressField, PasswordField
from accounts.models import User

WRONG_PASSWORD = _("This is not your current password.")


class ResetRequestForm(forms.Form):
    email = EmailAddressField()


class NewPasswordForm(forms.Form):
    password1 = PasswordField(label=_("New password"), autocomplete="new-password", help_text=NEW_PASSWORD_HINT)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]


class PresentPasswordMixin(forms.Form):
    """Needs the present password as well: a borrowed browser is not enough."""

    oldpassword = PasswordField(label=_("Current password"), autocomplete="current-password")
    user: User

    def clean_oldpassword(self) -> str:
        if not self.user.check_password(self.cleaned_data["oldpassword"]):
            raise ValidationError(WRONG_PASSWORD, code="wrong")
        return self.cleaned_data["oldpassword"]


class ChangePasswordForm(PresentPasswordMixin, NewPasswordForm):
    field_order = ("oldpassword", "password1")


class ChangeEmailForm(PresentPasswordMixin):
    email = EmailAddressField(label=_("New e-mail address"))
    field_order = ("email", "oldpassword")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        if self.cleaned_data["email"] == self.user.email:
            raise ValidationError(_("This is your address already."), code="same")
        return self.cleaned_data["email"]
