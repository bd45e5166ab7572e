from django.urls import path, register_converter

from media import views

app_name = "media"


class KeyConverter:
    """The only form that keys have: anything else is not ours, and costs no query."""

    regex = "[A-Za-z0-9_-]{24}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "mediakey")

urlpatterns = [
    path("media/<mediakey:key>", views.serve, name="serve"),
]
