"""The forms of signing up and in."""

from typing import Any

from captcha.fields import CaptchaField
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.codes import DIGITS
from accounts.forms.fields import EMAIL_LENGTH, EmailAddressField, HandleField, NicknameField, PasswordField
from accounts.models import User
from core.cleaning import PlainTextField

NICKNAME_HINT = _("What people see, in any script. Left empty, it is your handle.")
NEW_PASSWORD_HINT = _("At least 8 characters. A few words in a row are easy to remember and hard to guess.")


class SignUpForm(forms.Form):
    username = HandleField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
    nickname = NicknameField(required=False, help_text=NICKNAME_HINT)
    email = EmailAddressField()
    password1 = PasswordField(autocomplete="new-password", help_text=NEW_PASSWORD_HINT)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        owner = User(**{column: typed.get(field, "") for field, column in COLUMNS.items()})
        if "password1" in typed:
            try:
                validate_password(typed["password1"], owner)
            except ValidationError as error:
                self.add_error("password1", error)
        return typed

    def account(self) -> dict[str, str]:
        """What `actions.sign_up` wants of it."""
        return {column: self.cleaned_data[field] for field, column in COLUMNS.items()} | {
            "password": self.cleaned_data["password1"]
        }


# A password must not resemble these.
COLUMNS = {"username": "handle", "nickname": "nickname", "email": "email"}


class SignInForm(forms.Form):
    login = PlainTextField(
        label=_("Handle or e-mail address"),
        max_length=EMAIL_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField(autocomplete="current-password")

    def typed_login(self) -> str:
        """What the form will read as login, ahead of all else; empty when it takes none.

        Cleaned as it will be: with other eyes, blanks in front would count as somebody else's failures.
        """
        try:
            return self.fields["login"].clean(self.data.get("login", ""))
        except ValidationError:
            return ""

    def ask_for_letters(self) -> "SignInForm":
        """Want the letters off a picture as well."""
        picture = CaptchaField(label=_("Letters in the picture"), error_messages=CAPTCHA_ERRORS)
        self.fields.setdefault("captcha", picture)
        return self


CAPTCHA_ERRORS = {
    "invalid": _("These are not the letters of the picture. Here is another."),
    "required": _("Type the letters of the picture: there were several tries that failed."),
}


class CodeRequestForm(forms.Form):
    email = EmailAddressField()


class CodeForm(forms.Form):
    code = PlainTextField(
        label=_("Sign-in code"),
        max_length=2 * DIGITS,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
