"""A repost's card: its root as it is now, and a shell that is the same whatever the reason; nothing is widened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.actions import change_nickname
from accounts.models import User
from core.refusals import Missing
from follows.models import Block
from interactions.queries.reposts import NotPublic
from posts import actions
from posts.audience import PLAIN
from posts.models import Post
from posts.pictures import PICTURE, Attachment
from tests.factories import make_post
from tests.interactions.reposts import repost
from tests.media.renditions import make_ready, pending

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
REASONS = ("deleted", "private", "blocked", "suspended", "purged")


def card(client: Client, post: Post) -> str:
    """The card as a page that takes it over gets it, the same with nothing kept and once it is."""
    cache.clear()
    cold, warm = (client.get("/posts/cards/", {"post": post.pk}).content.decode() for _ in range(2))
    assert cold == warm
    return cold


@contextmanager
def out_of_sight(post: Post, viewer: User, how: str) -> Iterator[None]:
    """For one reason, until the block ends; a row that is gone stays gone."""
    here = Post.objects.filter(pk=post.pk)
    author = User.objects.filter(pk=post.author_id)
    if how == "deleted":
        here.update(deleted_at=timezone.now())
    elif how == "private":
        here.update(visibility="self", version=F("version") + 1)
    elif how == "blocked":
        Block.objects.create(blocker=post.author, blocked=viewer)
    elif how == "suspended":
        author.update(state=User.State.SUSPENDED, version=F("version") + 1)
    else:
        here.delete()
    yield
    here.update(deleted_at=None, visibility="public")
    Block.objects.all().delete()
    author.update(state=User.State.ACTIVE)


def test_the_shell_is_the_same_to_the_byte_whatever_the_reason(
    as_: As, visitor: Client, alice: User, bob: User, mallory: User
) -> None:
    root = make_post(author=alice, text="只有现在看得到", attachments=[Attachment(pending(alice, PICTURE).key)])
    make_ready(root.pictures.get().file)
    passed_on = repost(author=bob, of=root, raw="看")
    browser, seen = as_(mallory), set()
    whole = card(browser, passed_on)
    assert "只有现在看得到" in whole and "/u/alice/" in whole and "/media/" in whole
    address = f"/media/{root.pictures.get().file.renditions.earliest('pk').key}"
    for how in REASONS:
        with out_of_sight(root, mallory, how):
            seen.add(card(browser, passed_on))
            # What is public stays readable signed out, and its files with it.
            if how != "blocked":
                assert browser.get(address).status_code == 404, how
                assert card(visitor, passed_on).count("post-shell") == 1
    (shell,) = seen
    assert "alice" not in shell and "只有现在" not in shell and str(root.pk) not in shell and "/media/" not in shell


def test_the_root_is_shown_as_it_is_now(as_: As, alice: User, bob: User, mallory: User, post: Post) -> None:
    passed_on = repost(author=bob, of=post, raw="看")
    browser = as_(mallory)
    browser.get("/posts/cards/", {"post": passed_on.pk})
    actions.edit(post_id=post.pk, by=alice, raw="改过的话", options=PLAIN)
    assert "改过的话" in kept_card(browser, passed_on)
    change_nickname(user=alice, nickname="爱丽丝")
    assert "爱丽丝" in kept_card(browser, passed_on)
    actions.delete(post_id=post.pk, by=alice)
    assert "改过的话" not in kept_card(browser, passed_on)
    actions.restore(post_id=post.pk, by=alice)
    assert "改过的话" in kept_card(browser, passed_on)


def kept_card(client: Client, post: Post) -> str:
    return client.get("/posts/cards/", {"post": post.pk}).content.decode()


@pytest.mark.parametrize("level", ["followers", "mutual", "group", "self"])
def test_a_repost_makes_nothing_more_public_than_it_is(
    as_: As, visitor: Client, alice: User, bob: User, mallory: User, post: Post, level: str
) -> None:
    first = repost(author=bob, of=post, raw="看")
    Post.objects.filter(pk=post.pk).update(visibility=level, version=F("version") + 1)
    with pytest.raises(NotPublic):
        repost(author=alice, of=post)
    with pytest.raises(NotPublic if level == "followers" else Missing):
        repost(author=bob, of=post)
    with pytest.raises(Missing):
        repost(author=mallory, of=post)
    # Who reposted it before does not show it to those who could not see it.
    for client in (visitor, as_(mallory)):
        assert post.text not in kept_card(client, first)
    assert (post.text in kept_card(as_(bob), first)) == (level == "followers")
    assert post.text in kept_card(as_(alice), first)


def test_a_repost_without_words_says_so_in_the_readers_language(visitor: Client, bob: User, post: Post) -> None:
    bare = repost(author=bob, of=post)
    for language, word in (("en", "Repost"), ("zh-hans", "转发微博")):
        page = visitor.get("/posts/cards/", {"post": bare.pk}, headers={"Accept-Language": language})
        assert f'<div class="post-text">{word}</div>' in page.content.decode()
