from django.urls import path

from follows.views import people, verbs, welcome

app_name = "follows"

urlpatterns = [
    path("u/<str:handle>/following/", people.following, name="following"),
    path("u/<str:handle>/followers/", people.followers, name="followers"),
    path("follows/<str:handle>/follow/", verbs.follow, name="follow"),
    path("follows/<str:handle>/unfollow/", verbs.unfollow, name="unfollow"),
    path("follows/<str:handle>/remove/", verbs.remove, name="remove"),
    path("welcome/", welcome.interests, name="welcome"),
    path("welcome/people/", welcome.people, name="welcome_people"),
    path("welcome/hello/", welcome.hello, name="welcome_hello"),
]
