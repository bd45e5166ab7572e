"""How a member wants the site to look and speak, and what others are offered of theirs."""

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import BadRequest


class UnknownPreference(BadRequest):
    message = _("Choose one of the values offered.")


def set_language(*, user: User, language: str) -> User:
    """A language of the interface. Raises UnknownPreference."""
    if language not in dict(settings.LANGUAGES):
        raise UnknownPreference
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
    return user


def set_appearance(*, user: User, appearance: str) -> User:
    """Light, dark or as the device says. Raises UnknownPreference."""
    if appearance not in User.Appearance.values:
        raise UnknownPreference
    User.objects.filter(pk=user.pk).update(appearance=appearance)
    user.appearance = appearance
    return user


def set_privacy(*, user: User, pictures_downloadable: bool, likes_shown: bool) -> User:
    """Whether others are offered this member's pictures as files, which cards say: they are drawn anew. And whether
    others see what the member likes."""
    shown = {"pictures_downloadable": pictures_downloadable, "likes_shown": likes_shown}
    User.objects.filter(pk=user.pk).update(**shown, version=F("version") + 1)
    user.pictures_downloadable, user.likes_shown = pictures_downloadable, likes_shown
    return user
