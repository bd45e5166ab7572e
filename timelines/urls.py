from django.urls import path

from timelines import views

app_name = "timelines"

urlpatterns = [
    path("", views.home, name="home"),
    path("home/new/", views.newer, name="newer"),
    path("groups/special/", views.special, name="special"),
    path("groups/<int:group_id>/", views.group, name="group"),
]
