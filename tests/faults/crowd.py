"""What the tests ask of the site from its inside: a crowd of readers, sessions, homes as readers would find them.

Every function here is called in a process with the site's environment (tests.faults.inside), takes and returns JSON.
"""

import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.actions import create_account, create_crowd
from accounts.models import User
from core import outbox, redis
from follows.actions import bulk_follow
from follows.queries import follower_ids
from media.intake import receive
from posts import ids
from posts.actions import save_draft
from posts.audience import PLAIN
from posts.models import Post
from posts.pictures import PICTURE
from tests.media import pictures
from timelines import home
from timelines.models import LargeAccount
from timelines.store import store
from timelines.store.lists import LISTS

BACKEND = "accounts.backends.StatefulBackend"
PASSWORD = "a-good-long-phrase"
# Of every so many readers one has the page drawn too: the ids are the same for all, the rest costs ten times as much.
DRAWN = 100
TRIES = 10
T = TypeVar("T")
GARBAGE: dict[str, Callable[[Any, str], Any]] = {
    "another type": lambda r, name: r.set(name, "17") if LISTS in name else r.rpush(name, "17"),
    "text": lambda r, name: r.rpush(name, "seventeen", "w") if LISTS in name else r.set(name, "seventeen"),
    "bytes": lambda r, name: r.rpush(name, b"\xff\xfe\x00", b"\xff") if LISTS in name else r.set(name, b"\xff\xfe"),
    "half an id": lambda r, name: r.rpush(name, "17", "18,") if LISTS in name else r.set(name, "17,18x"),
}


def members(*handles: str) -> list[str]:
    """Makes members who are signed in; returns the cookies that say so."""
    for handle in handles:
        create_account(handle=handle, nickname=handle, password=PASSWORD, email=f"{handle}@example.org")
    return [session(handle) for handle in handles]


def upload(handle: str) -> int:
    """A new member's picture that takes a while to decode, on its way to a worker; returns its file's id."""
    owner = create_account(
        handle=handle, nickname=handle, password=PASSWORD, email=f"{handle}@example.org", email_confirmed=True
    )
    content = pictures.bare_png(6000, 6000, bits=8, colour=2)
    return receive(owner=owner, purpose=PICTURE, upload=pictures.upload(content, "large.png")).pk


def session(handle: str) -> str:
    """A new session of the member's."""
    client = Client()
    client.force_login(User.objects.by_handle(handle).get(), backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@transaction.atomic
def gather(author: str, readers: int, posts: int) -> str:
    """Makes an author who wrote so many posts and has so many followers; returns the author's session."""
    [cookie] = members(author)
    writer = User.objects.get(handle=author)
    crowd = create_crowd({"handle": f"{author}_{n}", "nickname": f"{author}_{n}"} for n in range(readers))
    bulk_follow(pairs=((reader.pk, writer.pk) for reader in crowd))
    remember(author, posts)
    return cookie


def join(author: str, crowd_of: str) -> str:
    """Makes another author for the followers of the first; returns the author's session."""
    [cookie] = members(author)
    writer = User.objects.get(handle=author)
    bulk_follow(pairs=((reader, writer.pk) for reader in _followers(crowd_of)))
    return cookie


def remember(author: str, posts: int) -> None:
    """Posts of the past, one a minute, which nobody was told of."""
    writer, now = User.objects.get(handle=author), timezone.now()
    moments = (now - timedelta(minutes=minute + 1) for minute in range(posts))
    rows = [Post(pk=ids.new_id(at), author=writer, text=f"{at:%F %R}", units=8, created_at=at) for at in moments]
    Post.objects.bulk_create(rows, batch_size=500)


def fill_lists(author: str) -> int:
    """Gives each follower the list that opening home would; returns how many. Their follows must be alike."""
    readers = _followers(author)
    made = home.rebuild(User.objects.get(pk=readers[0]))
    for reader in readers[1:]:
        _patiently(lambda reader=reader: store.fill(reader, made, generation=store.begin(reader)))  # type: ignore[misc]
    return len(readers)


def forget_lists(author: str, share: float) -> int:
    """Makes some of the followers cold; returns how many."""
    readers = _followers(author)
    cold = readers[: round(len(readers) * share)]
    store.forget(cold)
    return len(cold)


def lists(author: str) -> int:
    """How many of the followers have a list that counts, in the life of the server that answers now."""
    present = redis.ask(lambda _: redis.mortal_key(LISTS, ""))
    names = [f"{present}{reader}" for reader in _followers(author)]
    parts = (names[start : start + 500] for start in range(0, len(names), 500))
    return sum(_patiently(lambda part=part: redis.ask(lambda r: r.exists(*part))) for part in parts)  # type: ignore[misc]


def homes(author: str, posts: Sequence[int], part: int = 0, of: int = 1) -> dict[str, Any]:
    """Opens the home of every follower (of a part of them); says who finds a post not once, and what instead."""
    readers = User.objects.in_bulk(_followers(author)[part::of])
    wrong = {reader.handle: found for reader in readers.values() if (found := _wrong(reader, posts))}
    return {"opened": len(readers), "wrong": len(wrong), "such as": dict(list(wrong.items())[:3])}


def pages_with(author: str, post: int, of: int) -> dict[str, int]:
    """Opens the page of one follower of so many; how many have the post on it."""
    readers = User.objects.in_bulk(_followers(author)[::of]).values()
    return {"opened": len(readers), "with": sum(post in home_of(reader.handle) for reader in readers)}


def _wrong(reader: User, posts: Sequence[int]) -> dict[int, int]:
    found = Counter(_patiently(lambda: home.stored_ids(reader, below=None, limit=home.WANTED)))
    if reader.pk % DRAWN == 0:
        found = Counter(row.pk for row in home.page(reader).posts)
    return {post: found[post] for post in posts if found[post] != 1}


def _patiently(ask: Callable[[], T]) -> T:
    """Again, if a busy machine made Redis slow: a page would go to the truth, which is not what is asked here."""
    for _ in range(TRIES):
        with suppress(redis.Away):
            return ask()
        time.sleep(1)
    return ask()


def home_of(handle: str) -> list[int]:
    """The ids on the first page of the member's home."""
    return [row.pk for row in home.page(User.objects.get(handle=handle)).posts]


def suspend(handle: str) -> None:
    actions.suspend(user=User.objects.get(handle=handle), by=None, reason="a test")


def restore(handle: str) -> None:
    actions.restore(user=User.objects.get(handle=handle), by=None, reason="a test")


def delete_account(handle: str) -> None:
    actions.delete_account(user=User.objects.get(handle=handle))


def list_of(user_id: int) -> list[str]:
    """What Redis holds of the reader's list."""
    return redis.ask(lambda r: r.lrange(redis.mortal_key(LISTS, user_id), 0, -1))


def schedule(handle: str, number: int) -> None:
    """A new member's posts, so many, whose time has come."""
    author = create_account(handle=handle, nickname=handle, password=PASSWORD, email=f"{handle}@example.org")
    at = timezone.now() - timedelta(seconds=1)
    for turn in range(number):
        save_draft(author=author, raw=f"Planned, number {turn}", options=PLAIN, publish_at=at)


def spoil(room: str, handle: str, kind: str) -> None:
    """Puts garbage where the member's list (room `timeline`), or outbox (`outbox`), is kept."""
    name = redis.ask(lambda _: redis.mortal_key(room, User.objects.get(handle=handle).pk))
    redis.ask(lambda r: r.delete(name))
    redis.ask(lambda r: GARBAGE[kind](r, name))


def make_large(handle: str) -> None:
    LargeAccount.objects.get_or_create(pk=User.objects.get(handle=handle).pk)


def follow_dormant(handle: str, number: int) -> None:
    """Lets the member follow so many who never wrote."""
    silent = create_crowd({"handle": f"silent_{n}", "nickname": f"silent_{n}"} for n in range(number))
    reader = User.objects.get(handle=handle)
    bulk_follow(pairs=((reader.pk, person.pk) for person in silent))


def enqueue_on_every_queue() -> None:
    """A piece of work for each queue: the lists of nobody are forgotten."""
    for queue in settings.CELERY_TASK_QUEUES:
        key, nobody = f"every-queue:{uuid.uuid4()}", {"readers": [0]}
        outbox.write(task="timelines.tasks.forget_lists", key=key, payload=nobody, queue=queue.name)


def _followers(author: str) -> list[int]:
    return follower_ids(User.objects.get(handle=author).pk, after=0, limit=1_000_000)
