"""Posts with pictures: what a form may name, who keeps what when it is refused, and what becomes of the files."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from media.models import File
from posts.models import MAX_ALT, MAX_PICTURES, Post
from posts.pictures import PICTURE
from tests.media import pictures
from tests.media.renditions import pending
from tests.posts.forms import send, token_of

pytestmark = pytest.mark.django_db


def uploads(owner: User, number: int = 1, **fields: Any) -> list[File]:
    return [pending(owner, PICTURE, **fields) for _ in range(number)]


def keys(files: list[File]) -> list[str]:
    return [file.key for file in files]


def shown(post: Post) -> list[tuple[str, str]]:
    return [(picture.file.key, picture.alt) for picture in post.pictures.order_by("position")]


def test_a_post_shows_its_pictures_in_the_forms_order_with_what_they_say(as_, alice):
    one, two, three = keys(uploads(alice, 3))
    answer = send(as_(alice), "Three", uploads=[three, one, two], alt=["A cat", "", "A  dog\r\nasleep "])
    assert answer.status_code == 303
    post = Post.objects.get()
    assert shown(post) == [(three, "A cat"), (one, ""), (two, "A  dog\nasleep")]
    assert (post.picture_count, post.sensitive) == (3, False)
    assert not File.objects.unclaimed().exists()


def test_pictures_need_no_words(as_, alice):
    (file,) = uploads(alice)
    assert send(as_(alice), "", uploads=[file.key]).status_code == 303
    post = Post.objects.get()
    assert (post.text, post.units, post.picture_count) == ("", 0, 1)


def test_a_post_of_neither_words_nor_pictures_is_refused_in_the_database_too(alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(pk=1, author=alice, text="", units=0)
    Post.objects.create(pk=1, author=alice, text="", units=0, picture_count=1)


def test_the_same_words_may_stand_below_other_pictures(as_, alice):
    one, two = keys(uploads(alice, 2))
    assert send(as_(alice), "Morning", uploads=[one]).status_code == 303
    assert send(as_(alice), "Morning", uploads=[two]).status_code == 303
    assert send(as_(alice), "Morning").status_code == 303
    assert send(as_(alice), "Morning").status_code == 409


def test_only_what_has_pictures_can_be_called_sensitive(as_, alice):
    (file,) = uploads(alice)
    send(as_(alice), "Spiders", uploads=[file.key], sensitive="1")
    send(as_(alice), "Only words", sensitive="1")
    assert list(Post.objects.order_by("pk").values_list("sensitive", flat=True)) == [True, False]


def test_ten_pictures_are_one_too_many_and_all_are_kept(as_, alice):
    files = uploads(alice, MAX_PICTURES + 1)
    answer = send(as_(alice), "Too many", uploads=keys(files))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "九张" in page or "nine pictures" in page
    assert "Too many" in page
    assert all(file.key in page for file in files)
    assert File.objects.unclaimed().count() == MAX_PICTURES + 1
    assert not Post.objects.exists()


@pytest.mark.parametrize("whose", ["anothers", "nobodys", "sent already", "an avatar", "twice"])
def test_what_is_not_the_authors_to_send_answers_alike(as_, alice, mallory, whose: str):
    from accounts.pictures import AVATAR

    (mine,) = uploads(alice)
    strange = {
        "anothers": lambda: uploads(mallory)[0].key,
        "nobodys": lambda: "x" * 24,
        "sent already": lambda: pending(alice, PICTURE, claimed_at=timezone.now()).key,
        "an avatar": lambda: pending(alice, AVATAR).key,
        "twice": lambda: mine.key,
    }[whose]()
    answer = send(as_(alice), "Mine?", uploads=[mine.key, strange])
    assert answer.status_code == 409
    assert "Mine?" in answer.content.decode()
    assert not Post.objects.exists()
    assert File.objects.unclaimed().filter(owner=alice, key=mine.key).exists()


def test_a_picture_that_failed_is_told_before_it_is_sent(as_, alice):
    failed = pending(alice, PICTURE, state=File.State.FAILED, reason=File.Reason.DAMAGED, has_original=False)
    (good,) = uploads(alice)
    answer = send(as_(alice), "With a torn one", uploads=[failed.key, good.key])
    page = answer.content.decode()
    assert answer.status_code == 400
    assert str(File.Reason.DAMAGED.label) in page
    assert good.key in page


@pytest.mark.parametrize("alt", ["x" * (MAX_ALT + 1), "a\u202eb", "a\x07b"], ids=["long", "bidi", "bell"])
def test_a_description_that_can_not_be_kept_is_refused_with_all_that_was_written(as_, alice, alt: str):
    (file,) = uploads(alice)
    answer = send(as_(alice), "Described", uploads=[file.key], alt=[alt])
    assert answer.status_code == 400
    assert "Described" in answer.content.decode() and file.key in answer.content.decode()


def test_pictures_that_come_with_the_form_are_taken_in_order_after_those_that_wait(as_, alice):
    (waits,) = uploads(alice)
    images = [pictures.upload(pictures.jpeg(300 + 10 * place, 200), f"{place}.jpg") for place in range(2)]
    answer = send(as_(alice), "Plain form", uploads=[waits.key], images=images, alt=["first", "second", "third"])
    assert answer.status_code == 303
    post = Post.objects.get()
    widths = [picture.file.width for picture in post.pictures.order_by("position")]
    assert widths == [1200, 300, 310]
    assert [alt for _key, alt in shown(post)] == ["first", "second", "third"]


def test_of_several_files_the_bad_ones_are_told_and_the_good_ones_kept(as_, alice):
    images = [
        pictures.upload(pictures.jpeg(), "good.jpg"),
        pictures.upload(b"just words", "words.jpg"),
        pictures.upload(b"", "empty.png"),
    ]
    answer = send(as_(alice), "Some are bad", images=images)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "words.jpg" in page and "empty.png" in page and "good.jpg" not in page
    assert "Some are bad" in page
    kept = File.objects.unclaimed().get(owner=alice)
    assert f'value="{kept.key}"' in page
    assert send(as_(alice), "Some are bad", uploads=[kept.key]).status_code == 303


def test_a_file_past_twenty_megabytes_answers_413_beside_the_others(as_, alice):
    large = pictures.upload(pictures.jpeg() + bytes(20_000_001), "large.jpg")
    answer = send(as_(alice), "One is large", images=[large, pictures.upload(pictures.jpeg())])
    assert answer.status_code == 413
    assert "large.jpg" in answer.content.decode()
    assert File.objects.unclaimed().count() == 1


def test_an_error_in_the_words_loses_no_picture(as_, alice):
    answer = send(as_(alice), "字" * 2001, images=[pictures.upload(pictures.jpeg())])
    assert answer.status_code == 400
    assert f'value="{File.objects.unclaimed().get().key}"' in answer.content.decode()


def test_a_form_that_is_out_of_date_loses_no_picture_either(as_, alice):
    answer = send(as_(alice), "Stale", images=[pictures.upload(pictures.jpeg())], token="stale")
    assert answer.status_code == 400
    assert f'value="{File.objects.unclaimed().get().key}"' in answer.content.decode()


def test_the_second_click_leaves_nothing_waiting(as_, alice):
    client = as_(alice)
    token = token_of(client)
    answers = [send(client, "Once", images=[pictures.upload(pictures.jpeg())], token=token) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {Post.objects.get().get_absolute_url()}
    assert File.objects.count() == 1


@override_settings(OPEN_LIMITS=False)
def test_who_has_not_confirmed_an_address_may_write_but_not_upload(as_, alice):
    User.objects.filter(pk=alice.pk).update(email_confirmed=False)
    alice.refresh_from_db()
    page = as_(alice).get("/compose/").content.decode()
    assert "data-choose-pictures" not in page
    assert "/accounts/email/" in page
    answer = send(as_(alice), "Let me", images=[pictures.upload(pictures.jpeg())])
    assert answer.status_code == 403
    assert "me.jpg" in answer.content.decode()
    assert not File.objects.exists()


# --- The buttons of a page without a script -------------------------------------------------------------------------
def press(client: Any, do: str, **fields: Any) -> Any:
    return client.post("/compose/", {"text": "Arranging", "do": do} | fields)


def arranged(client: Any) -> list[str]:
    return [each.file.key for each in client.get("/compose/").context["composer"].pictures]


def test_pictures_are_added_moved_and_taken_away_without_a_script(as_, alice):
    client = as_(alice)
    answer = press(client, "add", images=[pictures.upload(pictures.jpeg()), pictures.upload(pictures.jpeg())])
    assert (answer.status_code, answer["Location"]) == (303, "/compose/")
    one, two = arranged(client)
    press(client, f"later:{one}", uploads=[one, two], alt=["a", "b"])
    assert arranged(client) == [two, one]
    press(client, f"earlier:{one}", uploads=[two, one], alt=["b", "a"])
    assert arranged(client) == [one, two]
    press(client, f"remove:{one}", uploads=[one, two], alt=["a", "b"])
    assert arranged(client) == [two]
    shown = client.get("/compose/").context["composer"]
    assert (shown.text, shown.pictures[0].alt) == ("Arranging", "b")
    assert not File.objects.filter(key=one).exists()


@pytest.mark.parametrize(
    "do",
    ["", "dance", "remove", "remove:", "later:x", "earlier:" + "x" * 24, "retry:x", "remove:\0", "retry:\0" + "x" * 23],
)
def test_an_unknown_button_changes_nothing(as_, alice, do: str):
    client = as_(alice)
    (file,) = uploads(alice)
    assert press(client, do, uploads=[file.key]).status_code == 303
    assert arranged(client) == [file.key]


def test_a_second_try_that_is_not_needed_loses_no_words(as_, alice):
    client = as_(alice)
    file = pending(alice, PICTURE, state=File.State.QUEUED)
    answer = press(client, f"retry:{file.key}", uploads=[file.key], images=[pictures.upload(pictures.jpeg())])
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Arranging" in page and file.key in page
    assert len(arranged(client)) == 2


@pytest.mark.parametrize("text", ["x" * 8001, "a\x07b"], ids=["long", "bell"])
def test_words_that_could_not_be_sent_are_not_cut_while_pictures_are_arranged(as_, alice, text: str):
    answer = as_(alice).post("/compose/", {"text": text, "do": "add", "images": [pictures.upload(pictures.jpeg())]})
    assert answer.status_code == 400
    assert text in answer.content.decode()


def test_forty_files_are_told_beside_the_words(as_, alice):
    answer = send(as_(alice), "Too many", images=[pictures.upload(pictures.jpeg(80, 80)) for _ in range(40)])
    assert answer.status_code == 400
    assert "Too many" in answer.content.decode()
    assert File.objects.unclaimed().count() == MAX_PICTURES


def test_nobody_arranges_anothers_pictures(as_, alice, mallory):
    (file,) = uploads(alice)
    client = as_(mallory)
    press(client, f"remove:{file.key}", uploads=[file.key])
    assert File.objects.filter(key=file.key).exists()
    assert arranged(client) == []


def test_what_was_arranged_survives_signing_in_again(visitor, alice):
    answer = visitor.post("/posts/publish/", {"text": "Still here", "uploads": uploads(alice)[0].key, "alt": "me"})
    assert answer["Location"] == "/accounts/login/?next=/compose/"
    assert visitor.post("/compose/", {"text": "Still here"}).status_code == 303
