"""What a reader muted is in no list of theirs; what they ask for by itself they get."""

import pytest
from django.test import Client

from accounts.models import User
from follows.actions import mute, mute_word, unmute, unmute_word
from follows.models import MutedWord
from posts.models import Post
from tests.factories import make_follow, make_post, make_user
from tests.queries import counted
from timelines import home
from timelines.store import store

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str = "/") -> list[int]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [card.id for card in answer.context["cards"]] if "cards" in answer.context else in_page(answer)


def in_page(answer) -> list[int]:
    return [row.pk for row in answer.context["posts"]]


def mutes(reader: User, word: str) -> MutedWord:
    row = mute_word(owner=reader, word=word)
    reader.refresh_from_db()
    return row


def repost(root: Post, *, by: User, text: str = "") -> Post:
    return Post.objects.create(pk=make_post(author=by).pk + 1, author=by, text=text, units=1, root=root, parent=root)


@pytest.fixture
def carol(bob: User) -> User:
    user = make_user(handle="carol")
    make_follow(follower=bob, followee=user)
    return user


def test_muted_people_and_reposts_of_theirs_are_left_out_of_home(as_, alice, bob, carol):
    hers, other = make_post(author=alice), make_post(author=carol)
    passed_on = repost(hers, by=carol)
    client = as_(bob)
    assert {hers.pk, other.pk, passed_on.pk} <= set(shown(client))
    mute(muter=bob, muted=alice)
    assert hers.pk not in shown(client)
    assert passed_on.pk not in shown(client)
    assert other.pk in shown(client)
    unmute(muter=bob, muted=alice)
    assert {hers.pk, passed_on.pk} <= set(shown(client))


def test_muted_words_hide_posts_and_reposts_of_posts_that_hold_them(as_, alice, bob, carol):
    plain = make_post(author=alice, text="The weather is fine")
    said, answered = make_post(author=alice, text="The MATCH ended 3:2"), make_post(author=carol, text="Good morning")
    passed_on = repost(said, by=carol, text="what a day")
    word = mutes(bob, "match")
    assert shown(as_(bob)) == [pk for pk in shown(as_(bob)) if pk not in (said.pk, passed_on.pk)]
    assert {plain.pk, answered.pk} <= set(shown(as_(bob)))
    unmute_word(owner=bob, word_id=word.pk)
    bob.refresh_from_db()
    assert {said.pk, passed_on.pk} <= set(shown(as_(bob)))


def test_one_s_own_posts_are_never_left_out(as_, alice, bob):
    mute(muter=bob, muted=alice)
    own = make_post(author=bob, text="a word of mine")
    passed_on = repost(make_post(author=alice, text="a word of hers"), by=bob)
    mutes(bob, "word")
    assert {own.pk, passed_on.pk} <= set(shown(as_(bob)))


def test_a_shell_tells_neither_whose_it_was_nor_what_it_said(as_, alice, bob, carol):
    """Mute a guess, and see whether the shell goes: that would tell."""
    root = make_post(author=alice, text="nobody may know of the xylophone")
    passed_on = repost(root, by=carol, text="look")
    Post.objects.filter(pk=root.pk).update(visibility="self")
    mute(muter=bob, muted=alice)
    mutes(bob, "xylophone")
    assert passed_on.pk in shown(as_(bob))
    assert "xylophone" not in as_(bob).get("/").content.decode()


def test_topics_and_the_square_leave_out_the_same(as_, alice, bob, carol):
    muted, hidden = make_post(author=alice, text="#tea# first"), make_post(author=carol, text="#tea# with milk")
    kept = make_post(author=carol, text="#tea# last")
    mute(muter=bob, muted=alice)
    mutes(bob, "milk")
    assert in_page(as_(bob).get("/topics/tea/")) == [kept.pk]
    assert set(in_page(as_(carol).get("/topics/tea/"))) == {muted.pk, hidden.pk, kept.pk}
    from posts import queries

    assert [row.pk for row in queries.newest(viewer=bob).rows] == [kept.pk]


def test_what_is_asked_for_by_itself_is_shown(as_, alice, bob):
    post = make_post(author=alice, text="a muted word")
    mute(muter=bob, muted=alice)
    mutes(bob, "muted word")
    client = as_(bob)
    assert client.get(f"/p/{post.pk}/").status_code == 200
    assert f'id="post-{post.pk}"' in client.get("/u/alice/").content.decode()


def test_new_posts_are_counted_as_they_are_shown(as_, alice, bob, carol):
    first = make_post(author=carol)
    client = as_(bob)
    client.get("/")
    mute(muter=bob, muted=alice)
    mutes(bob, "milk")
    fresh = [make_post(author=alice), make_post(author=carol, text="milk"), make_post(author=carol, text="honey")]
    for post in fresh:
        store.push(post_id=post.pk, reader_ids=[bob.pk])
    assert client.get("/home/new/", {"after": first.pk, "shown": first.pk}).json()["count"] == 1


def test_a_page_of_which_all_is_muted_goes_on(as_, alice, bob, carol):
    """A hundred posts of somebody muted lie between those of others."""
    oldest = [make_post(author=carol).pk for _ in range(3)]
    muted = [Post(pk=oldest[-1] + n, author=alice, text="x", units=1) for n in range(1, home.WANTED * 3)]
    Post.objects.bulk_create(muted)
    mute(muter=bob, muted=alice)
    client, address, seen, pages = as_(bob), "/", [], 0
    while address:
        answer = client.get(address)
        seen += [card.id for card in answer.context["cards"]]
        address, pages = answer.context["more_url"], pages + 1
        assert "Further down there is more" in answer.content.decode() or seen
    assert seen == oldest[::-1]
    assert pages == 2


def test_who_mutes_no_words_pays_nothing_and_who_does_one_query(as_, alice, bob, carol):
    for _ in range(3):
        make_post(author=alice)
    client = as_(bob)
    client.get("/")
    with counted() as without:
        client.get("/")
    mute(muter=bob, muted=carol)
    with counted() as people:
        client.get("/")
    mutes(bob, "nothing that anybody said")
    for _ in range(20):
        make_post(author=alice)
    client.get("/")
    with counted() as words:
        client.get("/")
    assert len(people) == len(without)
    assert len(words) == len(without) + 1
