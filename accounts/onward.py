"""Where a form leads when it is done."""

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from core.htmx import next_address

# What core.Submission keeps of an address.
LONGEST = 300


def onward(request: HttpRequest, default: str) -> str:
    """The safe address in `next`, as it stands in a header; `default` for none, one elsewhere, or one too long."""
    address = iri_to_uri(next_address(request, default))
    return address if len(address) <= LONGEST else default
