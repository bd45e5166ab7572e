from django.urls import path

from topics import views

app_name = "topics"

urlpatterns = [path("topics/<str:name>/", views.topic, name="topic")]
