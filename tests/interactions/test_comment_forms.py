"""Sending a comment: with and without a script, and what is kept when it is refused."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from follows.models import Block
from interactions import actions
from interactions.models import Comment
from interactions.pictures import PICTURE
from media.models import File
from posts.models import Post
from tests.factories import make_comment, make_post, make_user
from tests.media.pictures import jpeg, upload
from tests.media.renditions import make_ready, pending

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true", "Accept-Language": "en"}


def token_of(client: Client, address: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def send(client: Client, post: Post, text: object = "hello", **fields: Any) -> Any:
    """Send the form as the post's page has it, with a fresh token unless one is given."""
    headers = fields.pop("headers", {"Accept-Language": "en"})
    token = fields.pop("token", None) or token_of(client, f"/p/{post.pk}/")
    return client.post(f"/posts/{post.pk}/comment/", {"text": text, "token": token} | fields, headers=headers)


def test_a_comment_leads_back_to_where_it_stands(as_, post, bob):
    answer = send(as_(bob), post)
    made = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/p/{post.pk}/#comment-{made.pk}")
    page = f"/p/{post.pk}/comments/{made.pk}/"
    answer = send(as_(bob), post, "below", to=made.pk, next=page)
    reply = Comment.objects.get(parent=made)
    assert (answer.status_code, answer["Location"]) == (303, f"{page}#comment-{reply.pk}")
    assert send(as_(bob), post, "away", next="//evil.example/")["Location"].startswith(f"/p/{post.pk}/#")


def test_the_same_form_twice_makes_one_comment(as_, post, bob):
    browser = as_(bob)
    token = token_of(browser, f"/p/{post.pk}/")
    first, second = send(browser, post, "once", token=token), send(browser, post, "twice", token=token)
    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert Comment.objects.count() == 1


def test_a_script_is_given_the_comment_and_a_fresh_form(as_, post, bob):
    answer = send(as_(bob), post, "by script", headers=SCRIPT)
    made, page = Comment.objects.get(), answer.content.decode()
    assert answer.status_code == 200
    assert f'id="comment-{made.pk}"' in page
    assert "<title>" not in page
    assert "<p data-said>Sent.</p>" in page
    assert len(re.findall(r'name="token"', page)) == 1
    answer = send(as_(bob), post, "字" * 561, headers=SCRIPT)
    assert answer.status_code == 400
    assert "Too long by 1: a comment has at most 560 characters." in answer.content.decode()
    assert "字" * 561 in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        ("", 400, "Write something first."),
        ("字" * 561, 400, "at most 560"),
        ("again", 409, "You just said exactly this here."),
        ("a\x00b", 400, "hidden or broken character"),
        ("<script>alert(1)</script>" * 60, 400, "Too long"),
    ],
)
def test_what_is_refused_is_kept_beside_its_reason(as_, post, bob, text, status, told):
    make_comment(author=bob, post=post, text="again")
    answer = send(as_(bob), post, text)
    page = answer.content.decode()
    assert (answer.status_code, told in page) == (status, True)
    assert "<script>alert(1)" not in page
    assert text[:5].replace("<", "&lt;") in page
    assert Comment.objects.count() == 1


def test_a_form_without_our_token_is_refused_and_its_text_kept(as_, post, bob, mallory):
    for token in ("x", token_of(as_(mallory), f"/p/{post.pk}/")):
        answer = send(as_(bob), post, "keep me", token=token)
        assert (answer.status_code, "keep me" in answer.content.decode()) == (400, True)
    assert not Comment.objects.exists()


def test_too_many_are_told_when_to_come_back(as_, post, settings):
    settings.OPEN_LIMITS = False
    eager = make_user(email_confirmed=False)
    for _ in range(10):
        make_comment(author=eager, post=post)
    answer = send(as_(eager), post, "one more")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "one more" in answer.content.decode()


def test_where_one_may_not_comment_a_sentence_stands_in_the_forms_place(as_, visitor, alice, mallory):
    post = make_post(author=alice, comment_policy="followers")
    told = "Only followers of alice can comment on this post."
    for address in (f"/p/{post.pk}/", f"/posts/{post.pk}/comment/"):
        page = as_(mallory).get(address, headers={"Accept-Language": "en"}).content.decode()
        assert told in page
        assert 'name="token"' not in page
    answer = send(as_(mallory), post, "let me in", token=token_of(as_(mallory), "/compose/"))
    page = answer.content.decode()
    assert (answer.status_code, told in page, "let me in" in page) == (403, True, True)
    page = visitor.get(f"/p/{post.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Sign in" in page
    assert told not in page


def test_what_is_gone_takes_no_words_along(as_, alice, post, bob):
    browser = as_(bob)
    token = token_of(browser, f"/p/{post.pk}/")
    first = make_comment(author=alice, post=post)
    actions.delete_comment(comment_id=first.pk, by=alice)
    answer = send(browser, post, "my reply", to=first.pk, token=token)
    page = answer.content.decode()
    assert (answer.status_code, "my reply" in page, "not there any more" in page) == (404, True, True)
    Block.objects.create(blocker=alice, blocked=bob)
    answer = send(browser, post, "my words", token=token)
    assert (answer.status_code, "my words" in answer.content.decode()) == (404, True)
    assert browser.post("/posts/1/comment/", {"text": "my words"}).status_code == 404


def test_words_of_somebody_whose_session_ended_wait(client, alice, post, bob):
    first = make_comment(author=alice, post=post)
    answer = client.post(f"/posts/{post.pk}/comment/", {"text": "almost lost", "to": first.pk})
    assert (answer.status_code, answer["Location"]) == (303, f"/accounts/login/?next=%2Fposts%2F{post.pk}%2Fcomment%2F")
    client.force_login(bob, backend="accounts.backends.StatefulBackend")
    page = client.get(f"/posts/{post.pk}/comment/").content.decode()
    assert "almost lost" in page
    assert f'name="to" value="{first.pk}"' in page
    assert send(client, post, "almost lost", to=first.pk).status_code == 303
    assert "almost lost" not in client.get(f"/posts/{post.pk}/comment/").content.decode()


def test_the_form_of_a_reply_names_whom_it_answers_by_page_and_by_script(as_, alice, post, bob):
    first = make_comment(author=alice, post=post, text="the first")
    address = f"/posts/{post.pk}/comment/?to={first.pk}"
    page = as_(bob).get(address).content.decode()
    assert "the first" in page
    fragment = as_(bob).get(address, headers=SCRIPT).content.decode()
    assert "<title>" not in fragment
    for shown in (page, fragment):
        assert f'name="to" value="{first.pk}"' in shown
    for nobody in ("1", "x", str(2**64), "0"):
        assert as_(bob).get(f"/posts/{post.pk}/comment/?to={nobody}").status_code == 404


def test_a_picture_comes_with_the_form_or_ahead_of_it(as_, post, bob):
    assert send(as_(bob), post, "", images=upload(jpeg())).status_code == 303
    ahead = pending(bob, PICTURE)
    assert send(as_(bob), post, "", uploads=ahead.key, alt="A cat").status_code == 303
    one, two = Comment.objects.order_by("pk")
    assert (one.text, one.picture.purpose, two.picture, two.alt) == ("", "comment", ahead, "A cat")
    assert not File.objects.unclaimed().exists()


def test_a_refusal_loses_no_picture(as_, post, bob):
    answer = send(as_(bob), post, "字" * 561, images=upload(jpeg()))
    kept = File.objects.unclaimed().get()
    assert (answer.status_code, f'value="{kept.key}"' in answer.content.decode()) == (400, True)
    answer = send(as_(bob), post, "shorter", uploads=kept.key, alt="x\u202ey")
    assert (answer.status_code, f'value="{kept.key}"' in answer.content.decode()) == (400, True)
    assert send(as_(bob), post, "shorter", uploads=kept.key).status_code == 303


@pytest.mark.parametrize(
    ("state", "status"), [("another's", 409), ("sent", 409), ("of posts", 409), ("failed", 400), ("two", 400)]
)
def test_pictures_that_can_not_be_sent_are_told(as_, post, bob, mallory, state, status):
    from posts.pictures import PICTURE as OF_POSTS

    owner, purpose = mallory if state == "another's" else bob, OF_POSTS if state == "of posts" else PICTURE
    keys = [pending(owner, purpose).key for _ in range(2 if state == "two" else 1)]
    if state == "sent":
        send(as_(bob), post, "", uploads=keys)
    if state == "failed":
        File.objects.filter(key=keys[0]).update(state="failed", reason="damaged")
    before = Comment.objects.count()
    answer = send(as_(bob), post, "look", uploads=keys)
    assert (answer.status_code, "look" in answer.content.decode()) == (status, True)
    assert "field-error" in answer.content.decode()
    assert Comment.objects.count() == before


def test_what_is_no_picture_is_told_and_the_words_kept(as_, post, bob, settings):
    settings.OPEN_LIMITS = False
    answer = send(as_(bob), post, "see", images=upload(b"MZ\x90 no picture", "me.jpg"))
    page = answer.content.decode()
    assert (answer.status_code, "see" in page, "field-error" in page) == (400, True, True)
    nobody = make_user(email_confirmed=False)
    answer = send(as_(nobody), post, "see", images=upload(jpeg()))
    assert (answer.status_code, "see" in answer.content.decode()) == (403, True)
    assert not Comment.objects.exists()


def test_without_a_script_a_picture_is_taken_away_again(as_, post, bob):
    file = pending(bob, PICTURE)
    answer = send(as_(bob), post, "still here", uploads=file.key, do=f"remove:{file.key}")
    assert (answer.status_code, "still here" in answer.content.decode()) == (200, True)
    assert not File.objects.exists()
    assert not Comment.objects.exists()


def test_a_picture_is_as_private_as_its_comment(as_, visitor, alice, bob, mallory):
    post = make_post(author=alice, visibility="followers")
    file = pending(bob, PICTURE)
    made = make_comment(author=bob, post=post, attachment=_attachment(file))
    address = f"/media/{make_ready(file).renditions.earliest('pk').key}"

    def seen_by(*people: User | None) -> list[bool]:
        return [(as_(person) if person else visitor).get(address).status_code == 200 for person in people]

    assert seen_by(alice, bob, mallory, None) == [True, True, False, False]
    Post.objects.filter(pk=post.pk).update(visibility="public")
    assert seen_by(alice, bob, mallory, None) == [True] * 4
    actions.hide(comment_id=made.pk, by=alice)
    assert seen_by(alice, bob, mallory, None) == [True, True, False, False]
    actions.delete_comment(comment_id=made.pk, by=bob)
    assert seen_by(alice, bob, mallory, None) == [False] * 4


def _attachment(file: File) -> Any:
    from posts.pictures import Attachment

    return Attachment(file.key)
