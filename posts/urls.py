from django.urls import path

from posts import views

app_name = "posts"

urlpatterns = [
    path("p/<int:post_id>/", views.show, name="show"),
    path("p/<int:post_id>/photo/<int:number>/", views.photo, name="photo"),
    path("posts/cards/", views.some_cards, name="cards"),
    path("compose/", views.compose, name="compose"),
    path("posts/publish/", views.publish, name="publish"),
    path("posts/<int:post_id>/delete/", views.delete, name="delete"),
]
