from django.urls import path

from operations import design, views

app_name = "operations"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("help/", views.help_page, name="help"),
    path("help/verification/", views.help_verification, name="help_verification"),
    path("design/", design.design, name="design"),
]
