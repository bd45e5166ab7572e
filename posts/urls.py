from django.urls import path

from posts.views import deleting, drafts, editing, pinning, reading, writing

app_name = "posts"

urlpatterns = [
    path("p/<int:post_id>/", reading.show, name="show"),
    path("p/<int:post_id>/photo/<int:number>/", reading.photo, name="photo"),
    path("posts/cards/", reading.some_cards, name="cards"),
    path("compose/", writing.compose, name="compose"),
    path("compose/groups/", writing.groups, name="groups"),
    path("posts/publish/", writing.publish, name="publish"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/save/", drafts.save, name="save_draft"),
    path("drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<int:draft_id>/publish/", drafts.publish, name="publish_draft"),
    path("drafts/<int:draft_id>/unschedule/", drafts.unschedule, name="unschedule"),
    path("drafts/<int:draft_id>/delete/", drafts.delete, name="delete_draft"),
    path("p/<int:post_id>/edits/", editing.edits, name="edits"),
    path("posts/<int:post_id>/edit/", editing.edit, name="edit"),
    path("posts/<int:post_id>/audience/", editing.change_audience, name="change_audience"),
    path("posts/<int:post_id>/delete/", deleting.delete, name="delete"),
    path("posts/<int:post_id>/restore/", deleting.restore, name="restore"),
    path("posts/<int:post_id>/pin/", pinning.pin, name="pin"),
    path("posts/<int:post_id>/unpin/", pinning.unpin, name="unpin"),
]
