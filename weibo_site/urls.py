"""The site's index: one include per app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("timelines.urls")),
    path("", include("accounts.urls")),
    path("", include("posts.urls")),
    path("", include("interactions.urls")),
    path("topics/", include("topics.urls")),
    path("", include("follows.urls")),
    path("", include("search.urls")),
    path("", include("media.urls")),
    path("", include("operations.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "operations.errors.bad_request"
handler403 = "operations.errors.forbidden"
handler404 = "operations.errors.not_found"
handler500 = "operations.errors.server_error"
