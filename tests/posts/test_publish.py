"""Publishing: what becomes of a text, and what is told when it can't be posted."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone, translation

from accounts.verification import grant
from core.models import Submission
from posts import actions, ids
from posts.models import Mention, Post
from tests.factories import make_post, make_user
from tests.posts.forms import send, token_of
from topics.models import Topic

pytestmark = pytest.mark.django_db


def test_a_post_keeps_its_topics_mentions_and_length(alice, star):
    post = actions.publish(author=alice, raw="今天天气真好 #早安# @star [doge]")
    assert post.units == 16
    assert [topic.name for topic in post.topics.all()] == ["早安"]
    assert [(m.word, m.user) for m in Mention.objects.filter(post=post)] == [("star", star)]
    alice.refresh_from_db()
    assert alice.post_count == 1
    assert Topic.objects.get(name="早安").post_count == 1


def test_it_leads_to_the_post_or_where_the_page_asked(as_, alice):
    answer = send(as_(alice))
    assert answer.status_code == 303
    assert answer["Location"] == Post.objects.get().get_absolute_url()
    assert send(as_(alice), "again, from home", next="/")["Location"] == "/"


@pytest.mark.parametrize(
    "evil", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_it_never_leads_off_the_site(as_, alice, evil):
    assert send(as_(alice), next=evil)["Location"] == Post.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "\u200b\u2060",
        "字" * 2001,
        "a\x00b",
        "ab\u202eevil",
        "x\ufffd",
        "e\u0301\u0301\u0301\u0301\u0301",
        "a" * 8001,
    ],
    ids=["empty", "blank", "invisible", "too long", "nul", "bidi", "replacement", "stacked", "code points"],
)
def test_a_text_that_cannot_be_posted_is_kept_beside_its_reason(as_, alice, text):
    answer = send(as_(alice), text)
    assert answer.status_code == 400
    composer = answer.context["composer"]
    assert composer.error
    assert composer.text == text
    assert not Post.objects.exists()
    assert not Submission.objects.exists()


def test_the_limit_itself_is_accepted(as_, alice):
    assert send(as_(alice), "字" * 2000).status_code == 303
    assert send(as_(alice), "a" * 4000).status_code == 303


def test_bytes_that_are_no_utf8_are_refused(as_, alice):
    client = as_(alice)
    body = b"text=%FF%FEhello&visibility=public&token=" + token_of(client).encode().replace(b":", b"%3A")
    answer = client.post("/posts/publish/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert not Post.objects.exists()


@pytest.mark.parametrize("level", ["everyone", "group:1", "group:x", "group", "PUBLIC"])
def test_a_visibility_that_is_not_offered_is_refused(as_, alice, level):
    answer = send(as_(alice), visibility=level)
    assert answer.status_code == 400
    assert answer.context["composer"].text == "今天天气真好 #早安#"


def test_the_same_form_twice_makes_one_post(as_, alice):
    client = as_(alice)
    token = token_of(client)
    first, second = send(client, token=token), send(client, token=token)
    assert first["Location"] == second["Location"]
    assert second.status_code == 303
    assert Post.objects.count() == 1


@pytest.mark.parametrize("token", ["", "nonsense", "W1wiYVwiXQ:1abc:def"])
def test_a_form_without_our_token_is_refused_and_its_text_kept(as_, alice, token):
    answer = as_(alice).post("/posts/publish/", {"text": "precious words", "visibility": "public", "token": token})
    assert answer.status_code == 400
    assert answer.context["composer"].text == "precious words"


def test_another_members_token_is_refused(as_, alice, mallory):
    answer = send(as_(mallory), token=token_of(as_(alice)))
    assert answer.status_code == 400
    assert not Post.objects.exists()


def test_the_same_text_twice_in_a_row_is_refused(as_, alice):
    client = as_(alice)
    send(client, "hello")
    assert send(client, "hello").status_code == 409
    assert send(client, "something else").status_code == 303
    assert send(client, "hello").status_code == 303


@override_settings(OPEN_LIMITS=False)
def test_thirty_posts_an_hour_and_deleting_does_not_refresh_them(as_, alice):
    posts = [make_post(author=alice) for _ in range(30)]
    actions.delete(post_id=posts[0].pk, by=alice)
    answer = send(as_(alice), "one too many")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) == 3600
    assert answer.context["composer"].text == "one too many"


@override_settings(OPEN_LIMITS=False)
def test_an_account_with_a_v_has_no_fixed_number(alice, admin):
    grant(user=alice, kind="personal", declaration="Writes about stars", by=admin)
    alice.refresh_from_db()
    for _ in range(31):
        make_post(author=alice)
    assert Post.objects.count() == 31


@override_settings(OPEN_LIMITS=False)
def test_the_allowance_is_back_an_hour_later(alice):
    old = timezone.now() - timedelta(minutes=61)
    Post.objects.bulk_create(
        Post(id=ids.new_id(old + timedelta(seconds=n)), author=alice, text=f"old {n}", units=3) for n in range(30)
    )
    assert actions.publish(author=alice, raw="new").pk


def test_a_suspended_member_cannot_post(alice):
    type(alice).objects.filter(pk=alice.pk).update(state="suspended")
    with pytest.raises(actions.MayNotPost):
        actions.publish(author=alice, raw="hello")


def test_a_session_that_ended_while_writing_loses_no_text(visitor, alice):
    answer = visitor.post("/posts/publish/", {"text": "一个字也不能丢"})
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/login/?next=/compose/")
    visitor.force_login(alice, backend="accounts.backends.StatefulBackend")
    assert visitor.get("/compose/").context["composer"].text == "一个字也不能丢"
    assert send(visitor, "一个字也不能丢").status_code == 303
    assert visitor.get("/compose/").context["composer"].text == ""


def test_ids_rise_with_time_and_tell_it(alice):
    first, second = make_post(author=alice), make_post(author=alice)
    assert 0 < first.pk < second.pk < 2**63
    assert abs(ids.moment_of(first.pk) - first.created_at) < timedelta(milliseconds=2)


def test_a_taken_id_is_tried_again(alice, monkeypatch):
    taken = make_post(author=alice).pk
    answers = iter([taken, taken, taken + 1])
    monkeypatch.setattr(ids, "new_id", lambda at=None: next(answers))
    assert make_post(author=alice).pk == taken + 1


def test_an_imported_post_has_the_id_of_its_date_and_no_fan_out(alice):
    from core.models import OutboxRow

    at = timezone.now() - timedelta(days=400)
    post = actions.import_post(author=alice, raw="long ago #history", at=at)
    assert abs(ids.moment_of(post.pk) - at) < timedelta(milliseconds=2)
    assert not OutboxRow.objects.filter(task="timelines.tasks.fan_out").exists()


def test_mentions_find_nicknames_handles_and_handles_before_chinese(alice, star):
    reader = make_user(handle="reader", nickname="小满爱读书")
    post = actions.publish(author=alice, raw="@阿星 @STAR你好 @小满爱读书：好 @nobody a@star")
    assert {(m.word, m.user_id) for m in post.mentions.all()} == {
        ("阿星", star.pk),
        ("STAR", star.pk),
        ("小满爱读书", reader.pk),
    }


def test_spellings_of_a_topic_are_one_topic_counted_once_a_post(alice):
    actions.publish(author=alice, raw="#Café #CAFÉ #ｃａｆé#")
    topic = Topic.objects.get()
    assert (topic.name, topic.post_count) == ("Café", 1)


def test_publishing_costs_the_same_whatever_the_text_names(alice, django_assert_max_num_queries):
    names = " ".join(f"#topic{n} @member{n}" for n in range(60))
    with django_assert_max_num_queries(32):
        actions.publish(author=alice, raw=names)


@override_settings(OPEN_LIMITS=False)
def test_who_has_not_confirmed_hears_what_would_help(as_, db):
    newcomer = make_user(handle="newcomer", email_confirmed=False)
    for _ in range(5):
        make_post(author=newcomer)
    answer = send(as_(newcomer), "one too many")
    assert answer.status_code == 429
    with translation.override("zh-hans"):
        assert answer.context["composer"].error == str(actions.PostingTooFast.unconfirmed)
