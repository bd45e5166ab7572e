from django.urls import path

from follows.views import apart, groups, people, verbs, welcome

app_name = "follows"

urlpatterns = [
    path("u/<str:handle>/following/", people.following, name="following"),
    path("u/<str:handle>/followers/", people.followers, name="followers"),
    path("follows/<str:handle>/follow/", verbs.follow, name="follow"),
    path("follows/<str:handle>/unfollow/", verbs.unfollow, name="unfollow"),
    path("follows/<str:handle>/remove/", verbs.remove, name="remove"),
    path("follows/<str:handle>/special/", verbs.special, name="special"),
    path("follows/<str:handle>/unspecial/", verbs.unspecial, name="unspecial"),
    path("follows/<str:handle>/groups/", groups.of_person, name="groups_of_person"),
    path("follows/<str:handle>/block/", verbs.block, name="block"),
    path("follows/<str:handle>/unblock/", verbs.unblock, name="unblock"),
    path("follows/<str:handle>/mute/", verbs.mute, name="mute"),
    path("follows/<str:handle>/unmute/", verbs.unmute, name="unmute"),
    path("settings/blocks/", apart.blocks, name="blocks"),
    path("settings/mutes/", apart.mutes, name="mutes"),
    path("settings/words/", apart.words, name="words"),
    path("settings/words/<int:word_id>/remove/", apart.remove_word, name="remove_word"),
    path("settings/groups/", groups.groups, name="groups"),
    path("settings/groups/<int:group_id>/", groups.group, name="group"),
    path("settings/groups/<int:group_id>/rename/", groups.rename, name="rename_group"),
    path("settings/groups/<int:group_id>/delete/", groups.delete, name="delete_group"),
    path("settings/groups/<int:group_id>/add/", groups.add, name="add_to_group"),
    path("settings/groups/<int:group_id>/remove/<str:handle>/", groups.take_out, name="remove_from_group"),
    path("welcome/", welcome.interests, name="welcome"),
    path("welcome/people/", welcome.people, name="welcome_people"),
    path("welcome/hello/", welcome.hello, name="welcome_hello"),
]
