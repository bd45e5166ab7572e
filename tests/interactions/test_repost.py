"""Reposting: what the form brings, what is posted, what goes along as a comment, and what is refused."""

from collections.abc import Callable

import pytest
from django.db.models import F
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from accounts.models import User
from core.refusals import Missing
from follows.models import Block, Mute
from interactions.actions import Also, CommentRefused
from interactions.models import Comment, Spread
from interactions.queries.reposts import NotPublic, RootUnavailable
from posts.actions import RepeatedText, delete, restore
from posts.audience import Options
from posts.models import Mention, Post
from posts.text import MAX_UNITS, count_units, fit, quote, take_apart
from tests.factories import make_follow, make_post, make_user
from tests.interactions.reposts import hide, number_of, opened, repost, send, tree_of
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
SCRIPT = {"HX-Request": "true", "Accept-Language": "en"}
ENGLISH = {"Accept-Language": "en"}


def said(post: Post) -> list[tuple[int, str]]:
    return list(Comment.objects.filter(post=post).order_by("pk").values_list("author", "text"))


def test_a_repost_embeds_the_root_and_quotes_its_parent(alice: User, bob: User, mallory: User, post: Post) -> None:
    first = repost(author=bob, of=post, raw="好")
    assert (first.root_id, first.parent_id, first.text) == (post.pk, post.pk, "好")
    second = repost(author=mallory, of=first, raw="嗯//@bob:好")
    assert (second.root_id, second.parent_id, second.text) == (post.pk, first.pk, "嗯//@bob:好")
    assert [mention.user for mention in Mention.objects.filter(post=second)] == [bob]
    assert (number_of(post), number_of(first), number_of(second)) == (2, 1, 0)
    assert tree_of(post) == [(first.pk, post.pk, 1, 0), (second.pk, first.pk, 2, 0)]


def test_the_field_holds_the_chain_of_what_is_reposted(as_: As, bob: User, mallory: User, post: Post) -> None:
    browser = as_(mallory)
    assert opened(browser, post).composer.text == ""
    first = repost(author=bob, of=post, raw="好//@nobody:嗯")
    assert opened(browser, first).composer.text == "//@bob:好//@nobody:嗯"
    User.objects.filter(pk=bob.pk).update(nickname="老鲍")
    assert opened(browser, first).composer.text == "//@老鲍:好//@nobody:嗯"


def test_a_chain_that_was_covered_stays_so(as_: As, visitor: Client, bob: User, mallory: User, post: Post) -> None:
    covered = repost(author=bob, of=post, raw="He dies", options=Options(spoiler=True))
    assert not opened(as_(mallory), post).composer.options.spoiler
    assert opened(as_(mallory), covered).composer.options.spoiler
    stream = visitor.get(f"/p/{post.pk}/?view=conversation").content.decode().partition(f'id="post-{covered.pk}"')[2]
    assert stream.index("veil-cover") < stream.index("He dies")


@pytest.mark.parametrize(("language", "word"), [("en", "Repost"), ("zh-hans", "转发微博")])
def test_without_words_it_is_quoted_in_the_reposters_language(
    as_: As, bob: User, mallory: User, post: Post, language: str, word: str
) -> None:
    bare = repost(author=bob, of=post)
    assert (bare.text, bare.units) == ("", 0)
    with translation.override(language):
        page = as_(mallory).get(f"/posts/{bare.pk}/repost/", headers={"Accept-Language": language})
    assert page.context["form"].composer.text == f"//@bob:{word}"


def test_what_is_too_long_leaves_out_the_oldest_quotes(as_: As, bob: User, mallory: User, post: Post) -> None:
    long = repost(author=bob, of=post, raw="字" * 1000 + "//@a:" + "嗯" * 980 + "//@b:哈")
    form = opened(as_(mallory), long)
    assert form.dropped == () and count_units(form.composer.text) <= MAX_UNITS
    answer = send(as_(mallory), long, "我说" * 20 + form.composer.text)
    made = Post.objects.get(author=mallory)
    assert answer["Location"] == f"/p/{made.pk}/"
    assert take_apart(made.text) == ("我说" * 20, ("//@bob:" + "字" * 1000,))


def test_a_chain_that_is_too_long_by_itself_says_whose_quotes_go(as_: As, bob: User, mallory: User, post: Post) -> None:
    full = repost(author=bob, of=post, raw="字" * 1000 + "//@a:" + "嗯" * 991 + "//@b:哈")
    page = as_(mallory).get(f"/posts/{full.pk}/repost/", headers=ENGLISH)
    assert page.context["form"].dropped == ("b",)
    assert "Left out: @b" in page.content.decode()
    everything = repost(author=mallory, of=post, raw="字" * MAX_UNITS)
    assert opened(as_(bob), everything).composer.text == ""


def test_two_hundred_reposts_deep(bob: User, mallory: User, post: Post) -> None:
    text = "第一层"
    for _turn in range(198):
        text = fit("楼上说得对" + quote(text, "somebody")).text
    deep = repost(author=bob, of=post, raw=text)
    Spread.objects.filter(pk=deep.pk).update(depth=199)
    last = repost(author=mallory, of=deep, raw="楼上说得对" + quote(deep.text, "bob"))
    assert tree_of(post)[-1][2] == 200
    assert count_units(last.text) <= MAX_UNITS and len(take_apart(last.text).quotes) > 150


def test_own_words_too_long_are_refused_and_kept(as_: As, bob: User, post: Post) -> None:
    answer = send(as_(bob), post, "字" * 2001 + "//@a:嗯")
    assert answer.status_code == 400
    assert answer.context["composer"].text == "字" * 2001 + "//@a:嗯"
    assert answer.context["composer"].error
    assert number_of(post) == 0


def test_numbers_follow_what_is_there(bob: User, mallory: User, post: Post) -> None:
    first = repost(author=bob, of=post)
    second = repost(author=mallory, of=first, raw="嗯")
    delete(post_id=second.pk, by=mallory)
    assert (number_of(post), number_of(first)) == (1, 0)
    restore(post_id=second.pk, by=mallory)
    assert (number_of(post), number_of(first)) == (2, 1)
    delete(post_id=first.pk, by=bob)
    assert number_of(post) == 1
    # A place in the tree is kept.
    assert len(tree_of(post)) == 2


def test_reach_is_what_the_author_had_then(alice: User, bob: User, post: Post) -> None:
    make_follow(follower=alice, followee=bob)
    repost(author=bob, of=post)
    make_follow(follower=make_user(), followee=bob)
    assert [reach for *_, reach in tree_of(post)] == [1]


def test_a_deleted_account_takes_its_reposts_along(bob: User, mallory: User, post: Post) -> None:
    from posts.actions import remove_all

    repost(author=mallory, of=repost(author=bob, of=post), raw="嗯")
    remove_all(author=bob)
    assert number_of(post) == 1


@pytest.mark.parametrize("raw", ["好", ""])
def test_the_same_of_the_same_twice_in_a_row_is_refused(bob: User, post: Post, raw: str) -> None:
    first = repost(author=bob, of=post, raw=raw)
    with pytest.raises(RepeatedText):
        repost(author=bob, of=post, raw=raw)
    # Of something else, or once something else was said, it is not the same.
    again = repost(author=bob, of=first, raw=raw)
    repost(author=bob, of=post, raw=raw)
    assert number_of(post) == 3 and number_of(again) == 0


def test_what_cannot_be_reposted(alice: User, bob: User, mallory: User, post: Post) -> None:
    only_followers = make_post(author=alice, visibility="followers")
    with pytest.raises(NotPublic):
        repost(author=bob, of=only_followers)
    with pytest.raises(Missing):
        repost(author=mallory, of=only_followers)
    with pytest.raises(Missing):
        repost(author=bob, of=Post(pk=2**70))
    first = repost(author=bob, of=post, raw="好", options=Options(visibility="followers"))
    with pytest.raises(NotPublic):
        repost(author=bob, of=first)
    second = repost(author=bob, of=post, raw="嗯")
    delete(post_id=post.pk, by=alice)
    with pytest.raises(RootUnavailable):
        repost(author=mallory, of=second)
    with pytest.raises(Missing):
        repost(author=mallory, of=post)


@pytest.mark.parametrize("out_of_sight", ["private", "blocked", "suspended", "deleted"])
def test_a_root_out_of_sight_is_refused_alike(
    as_: As, alice: User, bob: User, mallory: User, post: Post, out_of_sight: str
) -> None:
    first = repost(author=bob, of=post, raw="好")
    browser = as_(mallory)
    form = opened(browser, first)
    hide(post, from_=mallory, how=out_of_sight)
    answer = browser.get(f"/posts/{first.pk}/repost/", headers=ENGLISH)
    assert answer.status_code == 403
    assert escape(str(RootUnavailable.message)) in answer.content.decode()
    answer = send(browser, first, "我写的", token=form.composer.token, headers=ENGLISH)
    assert answer.status_code == 403
    assert "我写的" in answer.content.decode() and "This post is not available" in answer.content.decode()
    assert not Post.objects.filter(author=mallory).exists()


def test_comments_go_along_where_they_may(as_: As, alice: User, bob: User, mallory: User, post: Post) -> None:
    first = repost(author=bob, of=post, raw="好")
    assert [offer.place for offer in opened(as_(mallory), post).offers] == ["parent"]
    assert [offer.place for offer in opened(as_(mallory), first).offers] == ["parent", "root"]
    send(as_(mallory), first, "说得对//@bob:好", also=["parent", "root"])
    assert said(post) == said(first) == [(mallory.pk, "说得对")]
    send(as_(alice), post, "", also=["parent"], headers=ENGLISH)
    assert said(post)[1:] == [(alice.pk, "Repost")]
    closed = make_post(author=alice, comment_policy="nobody")
    assert opened(as_(mallory), closed).offers == []


def test_a_comment_that_is_refused_posts_nothing(as_: As, alice: User, mallory: User) -> None:
    closed = make_post(author=alice, comment_policy="nobody")
    with pytest.raises(CommentRefused):
        repost(author=mallory, of=closed, raw="好", also=[Also.PARENT])
    post = make_post(author=alice)
    answer = send(as_(mallory), post, "字" * 561, also=["parent"], headers=ENGLISH)
    assert answer.status_code == 400
    assert answer.context["form"].comment_error and not answer.context["composer"].error
    assert answer.context["form"].offers[0].is_chosen
    assert (number_of(closed), number_of(post), said(post)) == (0, 0, [])


def test_a_script_is_given_the_new_numbers(as_: As, bob: User, mallory: User, post: Post) -> None:
    first = repost(author=bob, of=post, raw="好")
    answer = send(as_(mallory), first, "嗯", headers=SCRIPT)
    page = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in page
    assert f'data-acts="{post.pk}"' in page and f'data-acts="{first.pk}"' in page
    assert "<p data-said>Reposted.</p>" in page
    assert send(as_(mallory), first, "字" * 2001, headers=SCRIPT).status_code == 400


def test_one_form_makes_one_repost(as_: As, bob: User, post: Post) -> None:
    browser = as_(bob)
    token = opened(browser, post).composer.token
    answers = [send(browser, post, "好", token=token) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/p/{Post.objects.get(author=bob).pk}/"}
    stale = send(browser, post, "嗯", token="nonsense")
    assert stale.status_code == 400 and stale.context["composer"].text == "嗯"


def test_it_leads_back_to_where_the_page_was(as_: As, bob: User, post: Post) -> None:
    assert send(as_(bob), post, next="/u/alice/")["Location"] == "/u/alice/"
    assert send(as_(bob), post, "嗯", next="//evil.example")["Location"] != "//evil.example"


def test_signed_out_one_signs_in_and_finds_the_words_again(
    as_: As, visitor: Client, alice: User, bob: User, post: Post
) -> None:
    there = f"/accounts/login/?next=%2Fposts%2F{post.pk}%2Frepost%2F"
    assert visitor.get(f"/posts/{post.pk}/repost/")["Location"] == f"/accounts/login/?next=/posts/{post.pk}/repost/"
    answer = visitor.post(f"/posts/{post.pk}/repost/", {"text": "等我登录"})
    assert (answer.status_code, answer["Location"]) == (303, there)
    visitor.force_login(bob, backend="accounts.backends.StatefulBackend")
    assert opened(visitor, post).composer.text == "等我登录"
    assert opened(visitor, make_post(author=alice)).composer.text == ""
    send(visitor, post, "等我登录")
    assert opened(visitor, post).composer.text == ""


def test_the_list_of_reposts_is_newest_first_without_those_one_does_not_see(
    as_: As, visitor: Client, alice: User, bob: User, mallory: User, post: Post, query_guard: QueryGuard
) -> None:
    first, tired_of = repost(author=bob, of=post, raw="好"), repost(author=mallory, of=post, raw="烦")
    private = repost(author=bob, of=post, raw="悄悄", options=Options(visibility="self"))
    onward = repost(author=make_user(), of=first, raw="嗯//@bob:好")

    def listed(client: Client, of: Post) -> list[int]:
        return [card.id for card in client.get(f"/p/{of.pk}/reposts/").context["onward"]]

    assert listed(visitor, post) == [onward.pk, tired_of.pk, first.pk]
    assert listed(as_(bob), post) == [onward.pk, private.pk, tired_of.pk, first.pk]
    assert listed(visitor, first) == [onward.pk]
    Mute.objects.create(muter=alice, muted=mallory)
    Block.objects.create(blocker=bob, blocked=alice)
    assert listed(as_(alice), post) == [onward.pk]
    # What was asked for is not left out, whoever wrote it.
    Mute.objects.create(muter=mallory, muted=alice)
    assert listed(as_(mallory), post) == [onward.pk, tired_of.pk, first.pk]
    browser = as_(make_user())
    query_guard(
        page=lambda: browser.get(f"/p/{post.pk}/reposts/"),
        one_more=lambda: repost(author=make_user(), of=post, raw="再来"),
    )


@pytest.mark.parametrize("why", ["deleted", "blocked"])
def test_words_about_a_post_that_went_are_given_back(as_: As, alice: User, bob: User, post: Post, why: str) -> None:
    browser = as_(bob)
    token = opened(browser, post).composer.token
    hide(post, from_=bob, how=why)
    answer = send(browser, post, "在这儿呢", token=token)
    assert answer.status_code == 404
    assert "在这儿呢" in answer.text and "alice" not in answer.text


def test_what_passes_on_something_that_is_not_for_everybody_offers_no_repost(
    as_: As, alice: User, bob: User, post: Post
) -> None:
    made = repost(author=bob, of=post, raw="好")
    make_follow(follower=bob, followee=alice)
    button = f'href="/posts/{made.pk}/repost/"'
    assert button in as_(bob).get(f"/p/{made.pk}/").text
    Post.objects.filter(pk=post.pk).update(visibility="followers", version=F("version") + 1)
    page = as_(bob).get(f"/p/{made.pk}/").text
    assert post.text in page and button not in page
