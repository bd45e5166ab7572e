"""The browser's memory of language and appearance: two cookies, so that a page need not ask for the member's row."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User

APPEARANCE_COOKIE = "appearance"


def appearance_of(request: HttpRequest) -> str:
    """What this browser was told, else the device's own."""
    wanted = request.COOKIES.get(APPEARANCE_COOKIE, "")
    return wanted if wanted in User.Appearance.values else User.Appearance.SYSTEM


def remember(answer: HttpResponse, user: User) -> HttpResponse:
    """What the member chose, on whatever device they sign in."""
    if user.language:
        remember_language(answer, user.language)
    return remember_appearance(answer, user.appearance)


def remember_language(answer: HttpResponse, language: str) -> HttpResponse:
    return _set(answer, settings.LANGUAGE_COOKIE_NAME, language)


def remember_appearance(answer: HttpResponse, appearance: str) -> HttpResponse:
    return _set(answer, APPEARANCE_COOKIE, appearance)


def _set(answer: HttpResponse, name: str, value: str) -> HttpResponse:
    answer.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer
