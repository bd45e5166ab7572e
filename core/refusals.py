"""What a request is told when it cannot have what it asked: an exception with a status and a sentence for a person."""

from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Answered by RefusalMiddleware with a page of its own; forms catch the ones that belong beside a field.

    The page is the status's, or another template that `page` names; it is given the refusal's `detail`.
    """

    status = 400
    code = "refused"
    page = ""
    message: str | Promise = _("That didn't work.")

    def __init__(self, message: str | Promise | None = None, **detail: Any) -> None:
        self.message = message or self.message
        self.detail = detail
        super().__init__(str(self.message))

    def mark(self, answer: HttpResponse) -> HttpResponse:
        """The answer with what belongs in its headers: when to try again, if that is known."""
        if "retry_after" in self.detail:
            answer["Retry-After"] = str(self.detail["retry_after"])
        return answer


class BadRequest(Refusal):
    message = _("We can't read this address or form.")


class NotAllowed(Refusal):
    status = 403
    code = "forbidden"
    message = _("You can't do that here.")


class Missing(Refusal):
    status = 404
    code = "missing"
    message = _("It may have been deleted, or the address has a slip in it.")


class WrongMethod(Refusal):
    status = 405
    code = "method"
    message = _("Only a form leads here. Go back, and press the button there once more.")


class Conflict(Refusal):
    status = 409
    code = "conflict"
    message = _("Somebody was quicker. Look again, then try once more.")


class TooLarge(Refusal):
    status = 413
    code = "too_large"
    message = _("That is too large to send.")


class TooMany(Refusal):
    status = 429
    code = "too_many"
    message = _("That was a lot at once. Take a breath, then try again.")
