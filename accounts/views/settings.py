"""One's own settings: profile, pictures, language and appearance."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, names, preferences
from accounts.actions.preferences import UnknownPreference
from accounts.forms.profile import AppearanceForm, LanguageForm, PrivacyForm, ProfileForm
from accounts.models import User
from accounts.pictures import PURPOSES, UPLOADS_AN_HOUR
from accounts.requests import MemberRequest, button_of
from core import ratelimit
from core.htmx import SeeOther, next_address
from core.refusals import Missing, Refusal
from media import queries as media
from media.models import File
from media.purposes import Purpose
from media.storage import StorageAway

PROFILE, APPEARANCE, PRIVACY = "/settings/profile/", "/settings/appearance/", "/settings/privacy/"


@login_required
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    return render(request, "accounts/settings.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """One form for all of it: saved whole, or shown again with what was typed and the pictures that were good."""
    if request.method != "POST":
        return _profile(request, ProfileForm(user=request.user))
    form = ProfileForm(request.POST, request.FILES, user=request.user)
    form.full_clean()
    for _name in getattr(request, "unkept_uploads", []):
        form.refuse(next(iter(PURPOSES)), StorageAway())
    pictures = _held(request, form)
    if form.errors or not _saved(form, pictures):
        form.name_kept(pictures)
        return _profile(request, form, status=form.status)
    said = _("Saved. Your new picture appears in a moment.") if pictures else _("Saved.")
    messages.success(request, said)
    return SeeOther(PROFILE)


def _held(request: MemberRequest, form: ProfileForm) -> list[File]:
    """The form's good pictures as pending uploads: sent now, or kept from the last try."""
    pictures = [form.cleaned_data[f"kept_{name}"] for name in PURPOSES if form.cleaned_data.get(f"kept_{name}")]
    for name, purpose in PURPOSES.items():
        if upload := form.cleaned_data.get(name):
            try:
                pictures.append(_hold(request.user, purpose, upload))
            except Refusal as refusal:
                form.refuse(name, refusal)
    return pictures


def _hold(user: User, purpose: Purpose, upload: UploadedFile) -> File:
    if not settings.OPEN_LIMITS:
        ratelimit.hit("upload", str(user.pk), limit=UPLOADS_AN_HOUR, window=ratelimit.HOUR)
    return actions.hold_picture(user=user, purpose=purpose, upload=upload)


def _saved(form: ProfileForm, pictures: list[File]) -> bool:
    """Save the form; False when somebody has the name, or the old one is too new: told beside the field."""
    texts = {name: form.cleaned_data[name] for name in ("nickname", "bio", "region")}
    try:
        actions.edit_profile(user=form.user, **texts, pictures=pictures)
    except actions.NotWaiting as refusal:
        form.refuse("avatar", refusal)
    except (names.NameTaken, actions.NicknameChangedLately) as refusal:
        form.refuse("nickname", refusal)
    return not form.errors


def _profile(request: MemberRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    context = {
        "form": form,
        "person": user,
        "waiting": media.waiting(user, list(PURPOSES)),
        "pictures": list(PURPOSES),
        "page_title": _("Profile"),
    }
    return render(request, "accounts/settings_profile.html", context, status=status)


@button_of(PROFILE)
@require_POST
def remove_picture(request: MemberRequest, name: str) -> HttpResponse:
    actions.remove_picture(user=request.user, purpose=_purpose(name))
    messages.success(request, _("Removed."))
    return SeeOther(PROFILE)


@button_of(PROFILE)
@require_POST
def retry_picture(request: MemberRequest, name: str) -> HttpResponse:
    actions.retry_picture(user=request.user, purpose=_purpose(name))
    messages.success(request, _("Trying again. Your new picture appears in a moment."))
    return SeeOther(PROFILE)


def _purpose(name: str) -> Purpose:
    if name not in PURPOSES:
        raise Missing
    return PURPOSES[name]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: MemberRequest) -> HttpResponse:
    form = PrivacyForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_privacy(user=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return SeeOther(PRIVACY)
    return render(request, "accounts/settings_privacy.html", {"form": form, "page_title": _("Privacy")})


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device says; for visitors in a cookie. The page offers the language too."""
    if request.method == "POST":
        return _chosen(request, AppearanceForm(request.POST), actions.set_appearance, preferences.remember_appearance)
    worn = request.COOKIES.get(preferences.APPEARANCE_COOKIE, User.Appearance.SYSTEM)
    forms = AppearanceForm(initial={"appearance": worn}), LanguageForm(initial={"language": get_language()})
    context = {"forms": forms, "page_title": _("Language and appearance")}
    return render(request, "accounts/settings_appearance.html", context)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    return _chosen(request, LanguageForm(request.POST), actions.set_language, preferences.remember_language)


def _chosen(
    request: HttpRequest,
    form: AppearanceForm | LanguageForm,
    keep: Callable[..., User],
    remember: Callable[[HttpResponse, str], HttpResponse],
) -> HttpResponse:
    """Keep one choice, in the member's row and in the browser, and go back. Raises UnknownPreference."""
    if not form.is_valid():
        raise UnknownPreference
    if request.user.is_authenticated:
        keep(user=request.user, **form.cleaned_data)
    (value,) = form.cleaned_data.values()
    answer = SeeOther(next_address(request, APPEARANCE))
    return remember(answer, value)
