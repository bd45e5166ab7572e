"""Form fields for uploads."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from core.refusals import Refusal
from media.headers import read_header

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif"


class PictureField(forms.FileField):
    """A picture to upload; what we don't take is told beside the field (code `too_large` or `unfit_picture`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_empty_file", True)  # read_header has the better words for it.
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPTED}), **options)

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            read_header(upload)
        except Refusal as refusal:
            raise ValidationError(str(refusal.message), code=refusal.code) from None
        return upload
