"""What a folder may be called, and when two names are one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.folding import fold
from core.cleaning import FORBIDDEN_MESSAGE, forbidden
from interactions.models import MAX_FOLDER_NAME
from topics.naming import INVISIBLE


def cleaned(raw: str) -> str:
    """The name on one line, without blanks around it or several in a row."""
    return " ".join(raw.split())


def folded(name: str) -> str:
    """What two spellings of a name have in common: case, width, script of Han, and characters that leave no trace."""
    return " ".join(fold(INVISIBLE.sub("", name)).split())


def check(name: str) -> None:
    """Raises ValidationError unless the text, cleaned, may name a folder."""
    if forbidden(name):
        raise ValidationError(FORBIDDEN_MESSAGE, code="forbidden_character")
    # Folding lengthens: one Arabic ligature stands for eighteen letters.
    if len(name) > MAX_FOLDER_NAME or len(folded(name)) > 2 * MAX_FOLDER_NAME:
        raise ValidationError(_("Use at most 20 characters."), code="length")
    if not folded(name):
        raise ValidationError(_("Give it a name that can be seen."), code="blank")
