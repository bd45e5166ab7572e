"""Editing a post within a day: what changes, what is kept, and who hears of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.refusals import Missing
from media.models import File
from posts import actions, events
from posts.models import EDIT_WINDOW, Mention, Post, Revision
from posts.pictures import PICTURE, AltRefused, Attachment
from posts.text import EmptyText, TextTooLong
from tests.factories import make_follow, make_post, make_user
from tests.media.renditions import make_ready, pending
from tests.posts.editing import edit
from topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Any:
    """Whom each edit named for the first time."""
    heard: list[list[int]] = []

    def listen(post: Post, newly_mentioned: list[int], **_: Any) -> None:
        heard.append(newly_mentioned)

    events.post_edited.connect(listen)
    yield heard
    events.post_edited.disconnect(listen)


def pictured(author, number: int = 3, text: str = "Look") -> Post:
    files = [pending(author, PICTURE) for _ in range(number)]
    return make_post(author=author, text=text, attachments=[Attachment(file.key, f"alt {file.key}") for file in files])


def uses() -> dict[str, int]:
    return {topic.name: topic.post_count for topic in Topic.objects.filter(post_count__gt=0)}


def test_the_former_text_is_kept_with_its_time(alice, told):
    post = make_post(author=alice, text="Good mroning")
    edited = edit(post, "Good morning")
    assert (edited.text, edited.units, edited.version) == ("Good morning", 6, post.version + 1)
    former = Revision.objects.get()
    assert (former.text, former.written_at, former.picture_count) == ("Good mroning", post.created_at, 0)
    again = edit(post, "Good morning!")
    assert again.edited_at and edited.edited_at
    assert list(post.revisions.order_by("pk").values_list("written_at", flat=True)) == [
        post.created_at,
        edited.edited_at,
    ]
    assert told == [[], []]


def test_nothing_changed_leaves_no_trace(alice, told):
    post = pictured(alice)
    same = edit(post, "Look ", removed=[2**40], alts={2**40: "another's"})
    assert (same.edited_at, same.version, Revision.objects.count(), told) == (None, post.version, 0, [])


def test_topics_follow_the_text_and_count_what_changed(alice):
    post = make_post(author=alice, text="#tea# and #cake#")
    make_post(author=alice, text="more #tea#")
    edit(post, "#cake# and #coffee#")
    assert uses() == {"tea": 1, "cake": 1, "coffee": 1}
    assert {topic.name for topic in post.topics.all()} == {"cake", "coffee"}


def test_only_public_posts_count_for_topics(alice):
    post = make_post(author=alice, text="#tea#", visibility="self")
    assert uses() == {}
    edit(post, "#tea# #cake#", visibility="public")
    assert uses() == {"tea": 1, "cake": 1}
    edit(post, "#tea# #coffee#", visibility="followers")
    assert uses() == {}
    actions.delete(post_id=post.pk, by=alice)
    actions.restore(post_id=post.pk, by=alice)
    assert uses() == {}


def test_whoever_was_named_before_hears_nothing_again(alice, bob, star, told):
    post = make_post(author=alice, text="with @bob and @nobody-yet")
    row = Mention.objects.get()
    edit(post, "with @bob and @阿星")
    assert told[-1] == [star.pk]
    edit(post, "with @star and @bob!")
    assert told[-1] == []
    assert set(Mention.objects.values_list("pk", "word")) >= {(row.pk, "bob")}
    assert Mention.objects.get(user=star).word == "star"
    edit(post, "alone")
    assert not Mention.objects.exists()
    edit(post, "after all with @阿星, @bob and @alice")
    assert told[-1] == [alice.pk]


def test_a_word_that_stays_means_whom_it_meant(alice, star):
    from accounts.models import User

    post = make_post(author=alice, text="@阿星 sings")
    User.objects.filter(pk=star.pk).update(nickname="renamed")
    edit(post, "@阿星 sings well")
    assert Mention.objects.get().user == star


def test_pictures_go_for_good_and_the_rest_close_up(alice, visitor, as_, django_capture_on_commit_callbacks):
    post = pictured(alice)
    for row in post.pictures.all():
        make_ready(row.file)
    first, second, third = post.pictures.order_by("position")
    key = second.file.renditions.first().key
    with django_capture_on_commit_callbacks(execute=True):
        edited = edit(post, removed=[second.pk], alts={third.pk: "a cat"})
    assert visitor.get(f"/media/{key}").status_code == as_(alice).get(f"/media/{key}").status_code == 404
    assert not File.objects.filter(pk=second.file_id).exists()
    assert list(post.pictures.order_by("position").values_list("pk", "position", "alt")) == [
        (first.pk, 0, first.alt),
        (third.pk, 1, "a cat"),
    ]
    assert (edited.picture_count, Revision.objects.get().picture_count) == (2, 3)
    assert visitor.get(f"/p/{post.pk}/photo/2/").status_code == 200


def test_another_posts_picture_is_nobodys_to_remove(alice, mallory):
    post, theirs = pictured(alice), pictured(mallory)
    edit(post, removed=[theirs.pictures.first().pk], alts={theirs.pictures.first().pk: "mine now"})
    assert theirs.pictures.count() == 3
    assert not theirs.pictures.filter(alt="mine now").exists()


def test_descriptions_and_marks_are_no_revision(alice, told):
    post = pictured(alice)
    edited = edit(post, alts={post.pictures.first().pk: "a dog"}, sensitive=True, spoiler=True)
    assert (edited.sensitive, edited.spoiler, edited.edited_at) == (True, True, None)
    assert edited.version == post.version + 1
    assert not Revision.objects.exists()
    assert told == [[]]
    with pytest.raises(AltRefused):
        edit(post, alts={post.pictures.first().pk: "x" * 1001})
    assert edit(make_post(author=alice), sensitive=True).sensitive is False


def test_a_post_must_say_or_show_something(alice):
    post = pictured(alice, 2)
    edit(post, "", removed=[post.pictures.first().pk])
    with pytest.raises(EmptyText):
        edit(post, "", removed=[post.pictures.get().pk])
    assert post.pictures.count() == 1
    with pytest.raises(TextTooLong):
        edit(post, "长" * 2001)


def test_a_repost_may_be_edited_and_say_nothing(alice, bob):
    root = make_post(author=alice, text="the root")
    repost = make_post(author=bob, text="Look! //@alice: so it is", quoted=root)
    edited = edit(repost, "")
    assert (edited.text, edited.root_id, edited.parent_id) == ("", root.pk, root.pk)


def test_after_the_window_only_its_audience_changes(alice, told):
    post = pictured(alice)
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - EDIT_WINDOW)
    for change in ({"text": "else"}, {"removed": [post.pictures.first().pk]}, {"spoiler": True}):
        with pytest.raises(actions.TooLateToEdit):
            edit(post, **change)
    assert post.pictures.count() == 3
    edited = edit(post, visibility="followers", comment_policy="nobody")
    assert (edited.visibility, edited.comment_policy, told) == ("followers", "nobody", [])


def test_just_before_its_end_the_window_is_open(alice):
    post = make_post(author=alice)
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - EDIT_WINDOW + timedelta(minutes=1))
    assert edit(post, "in time").text == "in time"


def test_only_its_author_edits_a_post(alice, mallory, moderator):
    post, private = make_post(author=alice), make_post(author=alice, visibility="self")
    for other in (mallory, moderator):
        with pytest.raises(actions.NotYours):
            edit(post, "mine", by=other)
        with pytest.raises(Missing):
            edit(private, "mine", by=other)
    actions.delete(post_id=post.pk, by=alice)
    with pytest.raises(Missing):
        edit(post, "too late")


def test_fifty_edits_are_enough(alice, monkeypatch):
    monkeypatch.setattr("posts.actions.editing.MOST_EDITS", 2)
    post = make_post(author=alice)
    edit(post, "one")
    edit(post, "two")
    with pytest.raises(actions.TooManyEdits):
        edit(post, "three")


def test_the_audience_changes_at_any_time_and_tells_so(alice, bob, as_, visitor):
    heard = []

    def listen(post: Post, **_: Any) -> None:
        heard.append(post.visibility)

    events.post_audience_changed.connect(listen)
    post = make_post(author=alice, text="for whom? #tea#")
    repost = make_post(author=make_user(), quoted=post)
    version = Post.objects.get(pk=post.pk).version
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - EDIT_WINDOW)
    form = {"visibility": "followers", "comment_policy": "followers"}
    assert as_(alice).post(f"/posts/{post.pk}/audience/", form).status_code == 303
    as_(alice).post(f"/posts/{post.pk}/audience/", form)
    events.post_audience_changed.disconnect(listen)
    assert heard == ["followers"]
    assert Post.objects.get(pk=post.pk).version == version + 1
    assert (visitor.get(f"/p/{post.pk}/").status_code, as_(bob).get(f"/p/{post.pk}/").status_code) == (404, 200)
    assert "for whom?" not in visitor.get(f"/p/{repost.pk}/").text
    assert uses() == {}


def test_a_group_is_ones_own_and_may_be_gone(alice, bob, as_):
    from follows.actions import create_group

    make_follow(follower=alice, followee=bob)
    group, theirs = create_group(owner=alice, name="Friends"), create_group(owner=bob, name="Bob's")
    post = make_post(author=alice, visibility=f"group:{group.pk}")
    group.delete()
    page = as_(alice).get(f"/posts/{post.pk}/audience/")
    assert 'value="group:" checked' in page.text
    for chosen in ("group:", f"group:{theirs.pk}", f"group:{group.pk}", "everybody"):
        form = {"visibility": chosen, "comment_policy": "everyone"}
        assert as_(alice).post(f"/posts/{post.pk}/audience/", form).status_code == 400
    assert Post.objects.get(pk=post.pk).visibility == "group"
