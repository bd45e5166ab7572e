"""Why a text cannot be posted, each reason with its code and its words for a person."""

import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.cleaning import FORBIDDEN_MESSAGE, forbidden, lines
from posts.text.length import units_of
from posts.text.limits import MAX_CODE_POINTS, MAX_MARKS, MAX_UNITS, MAX_URL
from posts.text.tokens import tokenize


class TextRefused(ValueError):
    """A text that cannot be posted. `str()` is the message that stands beside the field, in the reader's language."""

    code: str
    message: Promise

    def __init__(self, **figures: int) -> None:
        self.figures = figures
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % {name: f"{figure:,}" for name, figure in self.figures.items()}


class EmptyText(TextRefused):
    code = "empty"
    message = _("Write something first.")


class TextTooLong(TextRefused):
    code = "too_long"
    message = _("Too long by %(over)s: a post has at most %(most)s characters.")


class TooManyCodePoints(TextRefused):
    code = "too_many_code_points"
    message = _("This text holds too many characters, seen and unseen. Make it shorter.")


class UrlTooLong(TextRefused):
    code = "url_too_long"
    message = _("A link in this text is longer than %(most)s characters.")


class StackedMarks(TextRefused):
    code = "stacked_marks"
    message = _("Too many accents are stacked on one letter.")


class ForbiddenCharacter(TextRefused):
    code = "forbidden_character"
    message = FORBIDDEN_MESSAGE


def check(text: str, *, may_be_empty: bool = False, most: int = MAX_UNITS) -> None:
    """Refuse a normalised text that cannot be posted; it may be empty beside an attachment or on a repost.

    `most`: how many units it may have.

    Raises ForbiddenCharacter, TooManyCodePoints, StackedMarks, UrlTooLong, TextTooLong, EmptyText (all TextRefused).
    """
    check_readable(text)
    if _longest_run_of_marks(text) > MAX_MARKS:
        raise StackedMarks
    tokens = tokenize(text)
    if any(token.kind == "url" and len(token.value) > MAX_URL for token in tokens):
        raise UrlTooLong(most=MAX_URL)
    units = units_of(text, tokens)
    if units > most:
        raise TextTooLong(over=units - most, most=most)
    # Marks on nothing count 0: there is nothing to read either.
    if units == 0 and not (may_be_empty and not text):
        raise EmptyText


def check_readable(text: str) -> None:
    """Refuse what no page of ours could show again: more than any post may hold, or what hides and breaks.

    Raises TooManyCodePoints, ForbiddenCharacter.
    """
    if len(text) > MAX_CODE_POINTS:
        raise TooManyCodePoints
    if forbidden(lines(text)):
        raise ForbiddenCharacter


def _longest_run_of_marks(text: str) -> int:
    """Marks that take no room of their own; a spacing vowel sign (Burmese has three in a row) ends the run."""
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        longest = max(longest, run)
    return longest
