"""The form of one's profile, and the two choices that visitors have as well."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.models import BIO_LENGTH, NICKNAME_LENGTH, REGION_LENGTH, User
from accounts.pictures import PURPOSES, may_upload
from core.cleaning import PlainTextField
from core.refusals import Refusal, TooLarge, TooMany
from media.fields import PictureField
from media.models import File
from media.storage import StorageAway

# A short text about oneself, not a way to push everything else off the screen.
STATUSES = {refusal.code: refusal.status for refusal in (TooLarge, TooMany, StorageAway)}
EMPTY_LINES = re.compile(r"\n{3,}")


class ProfileForm(forms.Form):
    """Nickname, bio, region and pictures of `user`.

    A good picture survives the errors of other fields: the view holds it and names it in `kept_avatar` or `kept_cover`.
    """

    avatar = PictureField(
        label=_("Picture"),
        help_text=_("Shown round. JPEG, PNG, WEBP, AVIF, HEIC or GIF, 20 MB at most."),
        required=False,
    )
    cover = PictureField(
        label=_("Cover"), help_text=_("Three times as wide as it is high, cut from the middle."), required=False
    )
    nickname = PlainTextField(label=_("Nickname"), max_length=NICKNAME_LENGTH[1])
    bio = PlainTextField(
        label=_("About you"),
        max_length=BIO_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": ""}),
    )
    region = PlainTextField(label=_("Region"), max_length=REGION_LENGTH, required=False)
    kept_avatar = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_cover = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        initial = {"nickname": user.nickname, "bio": user.bio, "region": user.region}
        super().__init__(*args, **{"initial": initial} | options)
        self.user = user
        self.fields["nickname"].help_text = _nickname_hint(user)
        # The browser counts astral characters twice, the server once: the server's count is the one that is told.
        del self.fields["bio"].widget.attrs["maxlength"], self.fields["region"].widget.attrs["maxlength"]
        for name in PURPOSES:
            self.fields[name].widget.attrs |= {"data-preview": f"{name}-preview", "aria-labelledby": f"{name}-label"}
            if not self.open_to_pictures:
                self.fields[name].widget.attrs["disabled"] = True

    @cached_property
    def open_to_pictures(self) -> bool:
        return may_upload(self.user)

    @property
    def status(self) -> int:
        """The answer's status when something is wrong."""
        codes = [error.code for errors in self.errors.as_data().values() for error in errors]
        return max(STATUSES.get(code or "", 400) for code in codes)

    def refuse(self, field: str, refusal: Refusal) -> None:
        """Tell beside the field what an action refused."""
        self.add_error(field, ValidationError(str(refusal.message), code=refusal.code))

    def clean_nickname(self) -> str:
        nickname = self.cleaned_data["nickname"]
        if nickname != self.user.nickname:
            names.check_nickname(nickname)
            names.check_not_reserved(nickname)
        return nickname

    def clean_bio(self) -> str:
        return EMPTY_LINES.sub("\n\n", self.cleaned_data["bio"])

    def clean_region(self) -> str:
        return " ".join(self.cleaned_data["region"].split())

    def clean(self) -> dict[str, Any]:
        for name in PURPOSES:
            key = self.cleaned_data.pop(f"kept_{name}", "")
            if not self.open_to_pictures and (key or self.cleaned_data.get(name)):
                self.add_error(name, ValidationError(_("Confirm your e-mail address first."), code="unconfirmed"))
            elif key and not self.cleaned_data.get(name) and name not in self.errors:
                self._find_kept(name, key)
        return self.cleaned_data

    def _find_kept(self, name: str, key: str) -> None:
        kept = File.objects.of(self.user, name).filter(state=File.State.HELD, key=key).first()
        if kept is None:
            self.add_error(name, ValidationError(_("This picture is not kept any more. Choose it again."), code="gone"))
        self.cleaned_data[f"kept_{name}"] = kept

    def name_kept(self, files: list[File]) -> None:
        """Let the form, shown again, name the pictures that are held for it."""
        kept = {f"kept_{name}": "" for name in PURPOSES} | {f"kept_{file.purpose}": file.key for file in files}
        self.data = {name: self.data.get(name, "") for name in self.fields} | kept


def _nickname_hint(user: User) -> str:
    """When the nickname may next be changed: told before somebody thinks of a new one."""
    changed = user.nickname_changed_at
    again = changed + names.NICKNAME_CHANGE_EVERY if changed else None
    if again is None or again <= timezone.now():
        return gettext("2 to 30 letters of any script, digits, _ or -. Then it stays for 90 days.")
    return gettext("You changed it lately: it can be changed again from %(date)s.") % {
        "date": date_format(timezone.localtime(again), pgettext("date of another year", "j M Y"))
    }


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES, widget=forms.RadioSelect)


class PrivacyForm(forms.Form):
    """What of the member's is open to others; later settings of the kind join it."""

    pictures_downloadable = forms.BooleanField(label=_("Others may save my pictures"), required=False)
    likes_shown = forms.BooleanField(label=_("Others see on my page what I like"), required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        initial = {name: getattr(user, name) for name in self.base_fields}
        super().__init__(*args, **{"initial": initial} | options)


class AppearanceForm(forms.Form):
    appearance = forms.ChoiceField(label=_("Appearance"), choices=User.Appearance.choices, widget=forms.RadioSelect)
