from django.urls import path

from posts.views import deleting, reading, writing

app_name = "posts"

urlpatterns = [
    path("p/<int:post_id>/", reading.show, name="show"),
    path("p/<int:post_id>/photo/<int:number>/", reading.photo, name="photo"),
    path("posts/cards/", reading.some_cards, name="cards"),
    path("compose/", writing.compose, name="compose"),
    path("posts/publish/", writing.publish, name="publish"),
    path("posts/<int:post_id>/delete/", deleting.delete, name="delete"),
]
