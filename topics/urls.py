from django.urls import path

from topics import views

app_name = "topics"

urlpatterns = [path("<str:name>/", views.topic, name="topic")]
