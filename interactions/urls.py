from django.urls import path

from interactions.views import comment_verbs, comments, favourites, folders, likes, reposts, spread

app_name = "interactions"

urlpatterns = [
    path("posts/<int:post_id>/like/", likes.like, name="like"),
    path("posts/<int:post_id>/unlike/", likes.unlike, name="unlike"),
    path("p/<int:post_id>/likes/", likes.likes, name="likes"),
    path("posts/<int:post_id>/favourite/", favourites.favourite, name="favourite"),
    path("posts/<int:post_id>/unfavourite/", favourites.unfavourite, name="unfavourite"),
    path("posts/<int:post_id>/favourite/move/", favourites.move, name="move_favourite"),
    path("posts/<int:post_id>/repost/", reposts.repost, name="repost"),
    path("p/<int:post_id>/reposts/", reposts.reposts, name="reposts"),
    path("p/<int:post_id>/spread/", spread.spread, name="spread"),
    path("posts/<int:post_id>/comment/", comments.comment, name="comment"),
    path("p/<int:post_id>/comments/<int:comment_id>/", comments.thread, name="thread"),
    path("comments/<int:comment_id>/delete/", comment_verbs.delete, name="delete_comment"),
    *(
        path(f"comments/<int:comment_id>/{name}/", comment_verbs.verb, {"name": name}, name=f"{name}_comment")
        for name in comment_verbs.VERBS
    ),
    *(
        path(f"posts/<int:post_id>/{name}/", comment_verbs.post_verb, {"name": name}, name=name.replace("-", "_"))
        for name in comment_verbs.POST_VERBS
    ),
    path("favourites/", favourites.favourites, name="favourites"),
    path("favourites/collections/", favourites.collections, name="collections"),
    path("favourites/folders/", folders.folders, name="folders"),
    path("favourites/folders/new/", folders.new, name="new_folder"),
    path("favourites/folders/<int:folder_id>/edit/", folders.edit, name="edit_folder"),
    path("favourites/folders/<int:folder_id>/delete/", folders.delete, name="delete_folder"),
    path("favourites/folders/<int:folder_id>/follow/", folders.follow, name="follow_folder"),
    path("favourites/folders/<int:folder_id>/unfollow/", folders.unfollow, name="unfollow_folder"),
    path("favourites/<int:folder_id>/", folders.folder, name="folder"),
]
