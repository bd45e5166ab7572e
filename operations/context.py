"""What every page knows of the site."""

from django.conf import settings
from django.http import HttpRequest

from accounts.preferences import appearance_of


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "SITE_NAME": settings.SITE_NAME,
        "appearance": appearance_of(request),
        # The demo closes nothing to members who have not confirmed their address.
        "all_is_open": settings.OPEN_LIMITS,
    }
