"""What a password must be, in our words: Django has no Chinese for the first and knows no handles for the second."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """At least 8 characters."""

    def get_error_message(self) -> str:
        return _("Use at least %(least)d characters.") % {"least": self.min_length}


class LikenessValidator(UserAttributeSimilarityValidator):
    """Not the handle, the nickname or the e-mail address, nor nearly so."""

    def __init__(self, **options: Any) -> None:
        super().__init__(user_attributes=("handle", "nickname", "email"), **options)

    def get_error_message(self) -> str:
        return _("This is too much like your handle, nickname or e-mail address.")
