"""What every page knows of the site."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


def site(request: HttpRequest) -> dict[str, object]:
    wanted = request.COOKIES.get("appearance", "")
    appearance = wanted if wanted in User.Appearance.values else User.Appearance.SYSTEM
    return {"SITE_NAME": settings.SITE_NAME, "appearance": appearance}
