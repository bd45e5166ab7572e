from django.urls import path

from operations import design, views

app_name = "operations"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("design/", design.design, name="design"),
]
