"""The comments below a post: orders, pages, replies, who sees what; and the pages of a comment and of its form."""

import re
from datetime import timedelta

import pytest

from accounts.models import User
from follows.models import Block, Mute, MutedWord
from interactions import actions
from interactions.models import Comment
from tests.factories import make_comment, make_post, make_user

pytestmark = pytest.mark.django_db


def shown(client, address: str) -> list[int]:
    """The ids of the comments on the page, in its order."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', answer.content.decode())]


def walked(client, address: str) -> list[int]:
    """The same of all pages, from this one on."""
    found = []
    while address:
        found += shown(client, address)
        more = re.search(r'href="([^"]*)" rel="next"', client.get(address).content.decode())
        address = more[1].replace("&amp;", "&") if more else ""
    return found


def test_hot_first_or_the_newest_first(visitor, post, bob, mallory):
    first, second, third = (make_comment(author=bob, post=post) for _ in range(3))
    actions.like_comment(comment_id=second.pk, by=mallory)
    assert shown(visitor, f"/p/{post.pk}/") == [second.pk, third.pk, first.pk]
    assert shown(visitor, f"/p/{post.pk}/?sort=newest") == [third.pk, second.pk, first.pk]


@pytest.mark.parametrize("order", ["", "sort=newest", "view=conversation"])
def test_every_comment_is_on_one_page(visitor, post, bob, order):
    made = [make_comment(author=bob, post=post).pk for _ in range(45)]
    Comment.objects.filter(pk__in=made[10:30]).update(like_count=1)
    Comment.objects.filter(pk__in=made[30:33]).update(like_count=7)
    found = walked(visitor, f"/p/{post.pk}/?{order}")
    assert sorted(found) == sorted(made)
    rows = {comment.pk: comment for comment in Comment.objects.all()}
    likes = (lambda pk: rows[pk].like_count) if not order else (lambda pk: 0)
    assert found == sorted(made, key=lambda pk: (-likes(pk), -pk))


@pytest.mark.parametrize(
    "query",
    ["cursor=x", "cursor=5", "cursor=-5", "cursor=5--5", "cursor=9999999999999-5", "sort=newest&cursor=1-5"]
    + [f"cursor=1-{2**63}", "view=conversation&cursor=0", "cursor=１-5"],
)
def test_a_cursor_that_no_page_gave_is_told(visitor, post, query):
    answer = visitor.get(f"/p/{post.pk}/?{query}")
    assert (answer.status_code, "error-code" in answer.content.decode()) == (400, True)


def test_the_pinned_one_is_first_in_both_orders_and_once(visitor, as_, post, bob, mallory):
    first, second, third = (make_comment(author=bob, post=post) for _ in range(3))
    actions.like_comment(comment_id=second.pk, by=mallory)
    actions.pin(comment_id=third.pk, by=post.author)
    actions.pin(comment_id=first.pk, by=post.author)
    assert shown(visitor, f"/p/{post.pk}/") == [first.pk, second.pk, third.pk]
    assert shown(visitor, f"/p/{post.pk}/?sort=newest") == [first.pk, third.pk, second.pk]
    actions.hide(comment_id=first.pk, by=post.author)
    assert not Comment.objects.filter(is_pinned=True).exists()


def test_a_few_replies_stand_below_and_all_on_a_page(visitor, post, bob, mallory):
    first = make_comment(author=bob, post=post)
    replies = [make_comment(author=mallory, to=first).pk for _ in range(23)]
    assert shown(visitor, f"/p/{post.pk}/") == [first.pk, *replies[:3]]
    page = f"/p/{post.pk}/comments/{first.pk}/"
    assert page in visitor.get(f"/p/{post.pk}/").content.decode()
    assert shown(visitor, page) == [first.pk, *replies[:20]]
    assert shown(visitor, f"{page}?cursor={replies[19]}") == [first.pk, *replies[20:]]
    answer = visitor.get(f"/p/{post.pk}/comments/{replies[9]}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{page}?cursor={replies[9] - 1}#comment-{replies[9]}")
    assert shown(visitor, answer["Location"]) == [first.pk, *replies[9:]]


def test_what_one_just_wrote_is_there_wherever_it_stands_by_order(as_, post, bob, mallory, monkeypatch):
    liked = [make_comment(author=mallory, post=post).pk for _ in range(25)]
    Comment.objects.filter(pk__in=liked).update(like_count=3)
    replies = [make_comment(author=mallory, to=Comment.objects.get(pk=liked[-1])).pk for _ in range(4)]
    mine = make_comment(author=bob, post=post)
    reply = make_comment(author=bob, to=Comment.objects.get(pk=liked[-1]))
    assert shown(as_(bob), f"/p/{post.pk}/")[:6] == [mine.pk, liked[-1], *replies[:3], reply.pk]
    assert shown(as_(mallory), f"/p/{post.pk}/")[0] == liked[-1]
    monkeypatch.setattr("interactions.queries.comments.LATELY", timedelta())
    assert shown(as_(bob), f"/p/{post.pk}/")[:5] == [liked[-1], *replies[:3], liked[-2]]


def test_hidden_ones_are_left_to_writer_and_author(visitor, as_, post, bob, mallory):
    first, other = make_comment(author=bob, post=post), make_comment(author=mallory, post=post)
    reply = make_comment(author=mallory, to=first)
    actions.hide(comment_id=first.pk, by=post.author)
    page = f"/p/{post.pk}/comments/{first.pk}/"
    for client, sees in ((visitor, False), (as_(mallory), False), (as_(bob), True), (as_(post.author), True)):
        assert (first.pk in shown(client, f"/p/{post.pk}/")) is sees
        assert (reply.pk in shown(client, f"/p/{post.pk}/")) is sees
        assert (reply.pk in shown(client, f"/p/{post.pk}/?view=conversation")) is sees
        assert other.pk in shown(client, f"/p/{post.pk}/")
        assert (client.get(page).status_code == 200) is sees
    assert as_(mallory).post(f"/comments/{first.pk}/like/").status_code == 404
    assert as_(mallory).post(f"/comments/{reply.pk}/like/").status_code == 404
    actions.unhide(comment_id=first.pk, by=post.author)
    assert first.pk in shown(visitor, f"/p/{post.pk}/")


def test_only_what_the_author_chose(visitor, as_, post, bob, mallory):
    first, second = make_comment(author=bob, post=post), make_comment(author=mallory, post=post)
    own = make_comment(author=post.author, post=post)
    reply = make_comment(author=mallory, to=first)
    below = make_comment(author=mallory, to=own)
    actions.select_comments(post_id=post.pk, by=post.author)
    later = make_comment(author=post.author, post=post)
    address = f"/p/{post.pk}/?sort=newest"
    assert shown(visitor, address) == [later.pk, own.pk, below.pk]
    assert shown(as_(bob), address) == [first.pk, reply.pk, later.pk, own.pk, below.pk]
    assert shown(as_(post.author), address) == [later.pk, own.pk, below.pk, second.pk, first.pk, reply.pk]
    assert reply.pk not in shown(visitor, f"/p/{post.pk}/?view=conversation")
    actions.select(comment_id=first.pk, by=post.author)
    assert shown(visitor, address) == [later.pk, own.pk, below.pk, first.pk, reply.pk]
    assert second.pk in shown(as_(mallory), address)
    actions.unselect(comment_id=first.pk, by=post.author)
    assert shown(visitor, address) == [later.pk, own.pk, below.pk]
    actions.show_comments(post_id=post.pk, by=post.author)
    assert shown(visitor, address) == [later.pk, own.pk, below.pk, second.pk, first.pk, reply.pk]


@pytest.mark.parametrize("order", ["", "sort=newest", "view=conversation"])
def test_what_is_not_chosen_is_there_for_its_writer_at_its_place(visitor, as_, post, bob, mallory, monkeypatch, order):
    monkeypatch.setattr("interactions.queries.comments.LATELY", timedelta())
    made = [make_comment(author=author, post=post).pk for _ in range(15) for author in (bob, mallory, post.author)]
    actions.select_comments(post_id=post.pk, by=post.author)
    for pk in made[1::3]:
        actions.select(comment_id=pk, by=post.author)
    for client, sees in ((visitor, set(made) - set(made[0::3])), (as_(bob), set(made)), (as_(post.author), set(made))):
        assert walked(client, f"/p/{post.pk}/?{order}") == sorted(sees, reverse=True)


def test_a_chosen_comment_takes_its_replies_along_and_later_ones(visitor, post, bob, mallory):
    first = make_comment(author=bob, post=post)
    before = make_comment(author=mallory, to=first)
    actions.select_comments(post_id=post.pk, by=post.author)
    actions.select(comment_id=first.pk, by=post.author)
    after = make_comment(author=mallory, to=first)
    address = f"/p/{post.pk}/?view=conversation"
    assert shown(visitor, address) == [after.pk, before.pk, first.pk]
    actions.unselect(comment_id=first.pk, by=post.author)
    assert shown(visitor, address) == []


def test_where_nothing_is_chosen_a_sentence_says_so(visitor, post, bob):
    make_comment(author=bob, post=post)
    actions.select_comments(post_id=post.pk, by=post.author)
    page = visitor.get(f"/p/{post.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "The author chooses which comments are shown here." in page


@pytest.mark.parametrize("how", ["viewer blocked", "viewer was blocked", "muted", "word", "suspended"])
def test_whom_one_does_not_read(as_, post, bob, mallory, how):
    first, other = make_comment(author=mallory, post=post, text="SPOILER!"), make_comment(author=post.author, post=post)
    reply, below = make_comment(author=mallory, to=other, text="Ｓpoiler"), make_comment(author=post.author, to=first)
    if how == "viewer blocked":
        Block.objects.create(blocker=bob, blocked=mallory)
    elif how == "viewer was blocked":
        Block.objects.create(blocker=mallory, blocked=bob)
    elif how == "muted":
        Mute.objects.create(muter=bob, muted=mallory)
    elif how == "word":
        MutedWord.objects.create(owner=bob, word="spoiler", folded="spoiler")
        User.objects.filter(pk=bob.pk).update(mutes_words=True)
    else:
        User.objects.filter(pk=mallory.pk).update(state="suspended")
    assert shown(as_(bob), f"/p/{post.pk}/") == [other.pk]
    seen = shown(as_(bob), f"/p/{post.pk}/?view=conversation")
    assert not {first.pk, reply.pk} & set(seen)
    assert (below.pk in seen) is (how in ("muted", "word"))
    # Who is muted is still there when asked for.
    status = as_(bob).get(f"/p/{post.pk}/comments/{first.pk}/").status_code
    assert (status == 200) is (how in ("muted", "word"))


def test_whom_one_is_apart_from_is_not_named_as_answered(as_, post, bob, mallory):
    carol = make_user(handle="carol")
    first = make_comment(author=post.author, post=post)
    answer = make_comment(author=carol, to=make_comment(author=mallory, to=first))
    assert 'href="/u/mallory/">@' in as_(bob).get(f"/p/{post.pk}/").content.decode()
    Block.objects.create(blocker=bob, blocked=mallory)
    page = as_(bob).get(f"/p/{post.pk}/").content.decode()
    assert f'id="comment-{answer.pk}"' in page
    assert "mallory" not in page


def test_conversation_mixes_comments_and_reposts_with_words(visitor, as_, post, bob, mallory):
    from interactions.actions import repost

    first = make_comment(author=bob, post=post)
    said = repost(author=mallory, post_id=post.pk, raw="look at this")
    silent = repost(author=bob, post_id=post.pk, raw="")
    reply = make_comment(author=mallory, to=first)
    page = visitor.get(f"/p/{post.pk}/?view=conversation").content.decode()
    entries = re.findall(r'<li class="comment" id="(\w+-\d+)"', page)
    assert entries == [f"comment-{reply.pk}", f"post-{said.pk}", f"comment-{first.pk}"]
    assert f"post-{silent.pk}" not in page
    Mute.objects.create(muter=bob, muted=mallory)
    assert f"post-{said.pk}" not in as_(bob).get(f"/p/{post.pk}/?view=conversation").content.decode()


def test_text_is_escaped_drawn_and_whole(visitor, post, bob, star):
    hostile = '<script>alert(1)</script> @star你好 #a&b# [doge] https://evil.example/"onx=1\n//@x:'
    make_comment(author=bob, post=post, text=hostile)
    page = visitor.get(f"/p/{post.pk}/").content.decode()
    assert "<script>alert" not in page
    assert '<a class="mention" href="/u/star/">@star</a>你好' in page
    assert '<a class="topic" href="/topics/a%26b/">' in page
    assert 'href="https://evil' not in page


def test_a_conversation_leaves_out_bare_chains_and_not_what_passes_on_a_muted_author(as_, post, bob, mallory):
    from interactions.actions import repost

    said = repost(author=mallory, post_id=post.pk, raw="look at this")
    bare = repost(author=make_user(), post_id=said.pk, raw="//@mallory:look at this")
    Mute.objects.create(muter=bob, muted=post.author)
    page = as_(bob).get(f"/p/{post.pk}/?view=conversation").content.decode()
    assert f'id="post-{said.pk}"' in page and f"post-{bare.pk}" not in page


@pytest.mark.parametrize("view", ["", "?view=conversation"])
def test_where_all_is_out_of_sight_nobody_is_told_that_there_is_nothing(as_, visitor, post, bob, mallory, view):
    address, headers = f"/p/{post.pk}/{view}", {"Accept-Language": "en"}
    nothing = "Nothing here that you can see."
    assert nothing not in visitor.get(address, headers=headers).text
    make_comment(author=mallory, post=post)
    Block.objects.create(blocker=mallory, blocked=bob)
    assert nothing in as_(bob).get(address, headers=headers).text


def test_a_visitor_is_asked_to_sign_in_only_where_that_may_help(visitor, alice):
    for policy, asked in (("followers", True), ("nobody", False)):
        there = make_post(author=alice, comment_policy=policy)
        page = visitor.get(f"/p/{there.pk}/", headers={"Accept-Language": "en"}).text
        assert ("to say something about it" in page) is asked
        assert ("does not take comments" in page) is not asked
