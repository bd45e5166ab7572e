from django.urls import path, register_converter

from media.models import KEY_FORM
from media.views import serving, uploads

app_name = "media"


class KeyConverter:
    """The only form that keys have: anything else is not ours, and costs no query."""

    regex = KEY_FORM

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "mediakey")

urlpatterns = [
    path("media/uploads/", uploads.uploads, name="uploads"),
    path("media/uploads/new/", uploads.upload, name="upload"),
    path("media/uploads/<mediakey:key>/discard/", uploads.discard, name="discard"),
    path("media/uploads/<mediakey:key>/retry/", uploads.retry, name="retry"),
    path("media/<mediakey:key>", serving.serve, name="serve"),
]
