"""Who lives on a benchmark's site: readers and authors, their posts, follows, sessions and full lists."""

import itertools
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User

FOLLOWS, CARDS = 50, 25
# Whom nobody but one of those followed reads.
STRANGERS = 5
# Posts of a home to which something happened; which of five are reposts; who likes each third.
LIVELY, REPOSTS, LIKES = 60, (1, 3), 20
# Between the posts of a list.
APART = timedelta(minutes=90)
# Ids that no member has.
NOBODY = 10**12
_number = itertools.count()

# Every list from a ready one of its length: COPY stays inside the server.
COPIES = """
for i = 3, #ARGV do
  local key = ARGV[1] .. ARGV[i]
  redis.call('COPY', KEYS[tonumber(ARGV[i]) % #KEYS + 1], key)
  redis.call('EXPIRE', key, ARGV[2])
end
"""
# Few enough that no script keeps the others waiting.
CHUNK = 1000


def member(handle: str = "") -> "User":
    """Somebody new, here a moment ago."""
    from django.utils import timezone

    from accounts.actions import create_account

    handle = handle or f"member{next(_number)}"
    columns: dict[str, Any] = {"home_opened_at": timezone.now(), "welcomed_at": timezone.now(), "email_confirmed": True}
    return create_account(handle=handle, email=f"{handle}@example.org", password=None, **columns)


def members(count: int) -> list[int]:
    """The ids of so many others, in order."""
    from django.utils import timezone

    from accounts.actions import create_crowd

    now = timezone.now()
    made = [{"handle": f"reader{next(_number)}", "home_opened_at": now} for _ in range(count)]
    return sorted(user.pk for user in create_crowd(made))


def follow(pairs: Sequence[tuple[int, int]]) -> None:
    from follows.actions import bulk_follow

    bulk_follow(pairs=pairs)


def author(readers: Sequence[int]) -> "User":
    """Somebody whom all of these follow."""
    made = member()
    follow([(reader, made.pk) for reader in readers])
    made.refresh_from_db()
    return made


def reader_with_home(follows: int = FOLLOWS, posts_each: int = 2) -> "User":
    """A member who follows so many, each of whom has written something of a real post's kind; with tabs above their
    home, and people to follow beside it."""
    from posts.actions import publish

    reader = member()
    authors, strangers = [member() for _ in range(follows)], [member() for _ in range(STRANGERS)]
    follow([(reader.pk, author.pk) for author in authors])
    follow([(authors[0].pk, stranger.pk) for stranger in strangers])
    for number, writer in enumerate(authors * posts_each):
        publish(author=writer, raw=text(number, authors[0].handle))
    _sort(reader, authors)
    live(reader, authors)
    reader.refresh_from_db()
    return reader


def live(reader: "User", people: Sequence["User"]) -> None:
    """Let things have happened to the newest posts of a reader's home: two of five are reposts, these people liked
    them, and the reader liked and kept some."""
    from django.utils import timezone

    from interactions import bulk
    from interactions.models import Like
    from posts.models import Post
    from timelines import truth

    home = truth.home_ids(reader, below=None, limit=LIVELY)
    for number, post_id in enumerate(home):
        if number % 5 in REPOSTS and (root := home[number - number % 5 + 5 : number - number % 5 + 6]):
            Post.objects.filter(pk=post_id).update(root_id=root[0], parent_id=root[0])
    now, liking = timezone.now(), [*people[:LIKES], reader]
    # Another reader's home may hold the same posts.
    Like.objects.filter(post__in=home).delete()
    bulk.like((person.pk, post_id, now) for post_id in home[::3] for person in liking)
    bulk.favourite((reader.pk, post_id, now) for post_id in home[::10])
    bulk.recount(posts=home)


def _sort(reader: "User", people: Sequence["User"]) -> None:
    from follows.actions import add_to_group, create_group

    group = create_group(owner=reader, name="朋友")
    add_to_group(owner=reader, group_id=group.pk, people=[person.pk for person in people[:10]])


def text(number: int, mentioned: str) -> str:
    """What a post may look like: a topic, a mention, an emoticon, one to eight lines of a card."""
    return f"今天的云像棉花糖一样 #早安# @{mentioned} 第 {number} 朵 [doge]\n" + "又是新的一天，" * (number % 12)


def signed_in(user: "User") -> dict[str, str]:
    """The headers of a browser in which the user signed in, and which the user's list of devices knows."""
    from allauth.usersessions.models import UserSession
    from django.conf import settings
    from django.test import Client

    from accounts.sign_in import BACKEND

    browser = Client()
    browser.force_login(user, backend=BACKEND)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="benchmark")
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}; language=zh-hans"}


def publish(writer: "User", raw: str = "") -> tuple[int, float]:
    """A new post's id, and the moment (time.time) of its commit, before anybody is told of it."""
    from django.db import transaction

    from posts.actions import publish as publish_post

    committed: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.time()))
        post = publish_post(author=writer, raw=raw or f"number {next(_number)}")
    return post.pk, committed[0]


def fill_lists(readers: Sequence[int]) -> None:
    """Give each of these a full list in Redis. Lengths lie between both limits, so that trims spread as in use.

    Redis rewrites its append-only file no more from here on: whether it happens to do so meanwhile (a fork of 800 MB
    stalls it for 90 ms, and doubles the time of a push until it is done) must not decide about a figure.
    """
    from core import redis
    from timelines.store import KEPT, TRIM_AT, store
    from timelines.store.lists import LISTS, SECONDS

    ready = [made_list(NOBODY + length, length) for length in range(KEPT, TRIM_AT)]
    copy = redis.client().register_script(COPIES)
    names, prefix = [redis.mortal_key(LISTS, reader) for reader in ready], redis.mortal_key(LISTS, "")
    for start in range(0, len(readers), CHUNK):
        copy(keys=names, args=[prefix, SECONDS, *readers[start : start + CHUNK]])
    store.forget(ready)
    redis.client().config_set("auto-aof-rewrite-percentage", 0)


def made_list(reader: int, length: int) -> int:
    """A list as a rebuild and pushes make it, with posts of the last months; returns its reader."""
    from django.utils import timezone

    from posts import ids
    from timelines.store import KEPT, Listed, store

    post_ids = [ids.new_id(timezone.now() - n * APART) for n in range(length)]
    generation = store.begin(reader)
    store.fill(reader, Listed(post_ids[-KEPT:], whole=False), generation=generation)
    for post_id in reversed(post_ids[:-KEPT]):
        store.push(post_id=post_id, reader_ids=[reader])
    return reader
