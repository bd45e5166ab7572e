"""The pages of editing: what they offer, what they keep, and what they answer."""

import re

import pytest
from django.utils import timezone

from follows.actions import create_group, delete_group
from posts import actions
from posts.models import EDIT_WINDOW, Post, Revision
from posts.pictures import PICTURE, Attachment
from tests.factories import make_post
from tests.media.renditions import make_ready, pending
from tests.posts.editing import fields

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def old(post: Post) -> Post:
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - EDIT_WINDOW)
    return post


def test_the_form_holds_the_post_and_saves_it(as_, alice):
    files = [make_ready(pending(alice, PICTURE)) for _ in range(2)]
    pictures = [Attachment(file.key, "a lake") for file in files]
    post = make_post(author=alice, text="at teh lake", attachments=pictures, comment_policy="followers")
    first, second = post.pictures.order_by("position")
    page = as_(alice).get(f"/posts/{post.pk}/edit/")
    assert page.status_code == 200
    assert "at teh lake</textarea>" in page.text
    assert page.text.count("a lake</textarea>") == 2
    assert 'value="followers" selected' in page.text
    form = fields(post, "at the lake", picture=[first.pk, second.pk], alt=["", "a duck"], remove=[first.pk], next="/")
    answer = as_(alice).post(f"/posts/{post.pk}/edit/", form)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    saved = Post.objects.get(pk=post.pk)
    assert (saved.text, saved.picture_count, saved.comment_policy) == ("at the lake", 1, "everyone")
    assert saved.pictures.get().alt == "a duck"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "长" * 2001}, "Too long by 1"),
        ({"text": ""}, "Write something first"),
        ({"visibility": "nobody"}, "Choose who may see this post"),
        ({"comment_policy": ""}, "Choose who may comment"),
        ({"picture": ["{picture}"], "alt": ["x" * 1001]}, "Picture 1: a description"),
    ],
)
def test_what_is_wrong_is_told_beside_it_and_the_text_kept(as_, alice, form, said):
    post = make_post(author=alice, text="as it was", attachments=[Attachment(pending(alice, PICTURE).key)])
    given = {name: [str(post.pictures.get().pk)] if name == "picture" else value for name, value in form.items()}
    given = fields(post, "what I wrote") | given
    if given["text"] == "":
        given["remove"] = [post.pictures.get().pk]
    answer = as_(alice).post(f"/posts/{post.pk}/edit/", given, headers=ENGLISH)
    assert answer.status_code == 400
    assert said in answer.text
    assert f"{given['text']}</textarea>" in answer.text
    assert Post.objects.get(pk=post.pk).text == "as it was"


def test_past_the_window_it_says_so_keeps_the_text_and_offers_the_audience(as_, alice):
    post = old(make_post(author=alice, text="set in stone"))
    browser = as_(alice)
    page = browser.get(f"/posts/{post.pk}/edit/", headers=ENGLISH)
    assert page.status_code == 200
    assert "for 24 hours" in page.text
    assert f'action="/posts/{post.pk}/audience/"' in page.text
    assert 'name="text"' not in page.text
    answer = browser.post(f"/posts/{post.pk}/edit/", fields(post, "changed my mind"), headers=ENGLISH)
    assert answer.status_code == 403
    assert "changed my mind</textarea>" in answer.text
    assert not Revision.objects.exists()


def test_the_menu_offers_what_can_be_done(as_, alice):
    fresh, stone = make_post(author=alice), old(make_post(author=alice))
    page = as_(alice).get("/u/alice/").text
    assert f'href="/posts/{fresh.pk}/edit/"' in page
    assert f'href="/posts/{stone.pk}/edit/"' not in page
    for post in (fresh, stone):
        assert f'href="/posts/{post.pk}/audience/"' in page
        assert f'formaction="/posts/{post.pk}/pin/"' in page


def test_words_wait_for_whoever_has_to_sign_in_again(as_, alice, visitor):
    post, other = make_post(author=alice), make_post(author=alice)
    answer = visitor.post(f"/posts/{post.pk}/edit/", fields(post, "written while the session ended"))
    assert (answer.status_code, answer["Location"]) == (303, f"/accounts/login/?next=/posts/{post.pk}/edit/")
    visitor.force_login(alice, backend="accounts.backends.StatefulBackend")
    assert "written while" not in visitor.get(f"/posts/{other.pk}/edit/").text
    assert "written while" in visitor.get(f"/posts/{post.pk}/edit/").text
    assert "written while" not in visitor.get(f"/posts/{post.pk}/edit/").text


def test_nonsense_in_the_form_is_nobodys_picture(as_, alice):
    post = make_post(author=alice, text="still here")
    form = fields(post, "still here", picture=["x", "-1", str(2**70)], alt=["a", "b", "c"], remove=["0", "1e3"])
    assert as_(alice).post(f"/posts/{post.pk}/edit/", form).status_code == 303
    assert as_(alice).get(f"/posts/{2**64}/edit/").status_code == 404
    actions.delete(post_id=post.pk, by=alice)
    assert as_(alice).post(f"/posts/{post.pk}/edit/", form).status_code == 404


def test_the_form_costs_the_same_whatever_it_holds(as_, alice, query_guard):
    from follows.actions import create_group

    post, browser = make_post(author=alice), as_(alice)
    names = iter(range(100))
    query_guard(
        page=lambda: browser.get(f"/posts/{post.pk}/edit/"),
        one_more=lambda: create_group(owner=alice, name=f"Group {next(names)}"),
    )


def test_of_two_windows_the_second_is_told_and_may_save_all_the_same(as_, alice):
    post, browser = make_post(author=alice, text="as it was"), as_(alice)
    address = f"/posts/{post.pk}/edit/"

    def opened_at(page):
        return re.search(r'name="opened_at" value="([^"]+)"', page.text)[1]

    first = opened_at(browser.get(address))
    assert browser.post(address, fields(post, "from the one", opened_at=first)).status_code == 303
    told = browser.post(address, fields(post, "from the other", opened_at=first), headers=ENGLISH)
    assert told.status_code == 409
    assert "changed in another window" in told.text and "from the other</textarea>" in told.text
    assert Post.objects.get(pk=post.pk).text == "from the one"
    assert browser.post(address, fields(post, "from the other", opened_at=opened_at(told))).status_code == 303
    assert list(Revision.objects.order_by("pk").values_list("text", flat=True)) == ["as it was", "from the one"]
    assert browser.post(address, fields(post, "no", opened_at="x" * 9000)).status_code == 409


def test_what_was_for_a_group_that_went_says_that_it_is_its_authors_alone(as_, alice, bob):
    group = create_group(owner=alice, name="Family")
    post = make_post(author=alice, text="for us", visibility=f"group:{group.pk}")
    page = as_(alice).get(f"/p/{post.pk}/", headers=ENGLISH)
    assert "A group" in page.text
    delete_group(owner=alice, group_id=group.pk)
    page = as_(alice).get(f"/p/{post.pk}/", headers=ENGLISH)
    assert "Only me" in page.text and "A group" not in page.text
    assert as_(bob).get(f"/p/{post.pk}/").status_code == 404
