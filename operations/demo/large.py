"""Fills a site with as many accounts, posts and follows as one that grew for years: all of it, once, or nothing.

Few accounts have most of the followers, few write most of the posts, few topics are used most. With the same sizes and
the same seed everything is the same, but for the ids that the database gives. Texts repeat, and mention nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, cycle, islice
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import verification
from accounts.actions import create_account, create_crowd
from accounts.interests import Field
from accounts.kinds import KINDS
from accounts.models import ACTIVE, ReservedName, User
from core import audit, copying
from core.models import AuditEntry
from follows import bulk as follow_rows
from follows.actions import recount as recount_follows
from follows.models import Follow
from operations.demo import crowd, graph, texts
from operations.demo.progress import Tell, silent, stage, watched
from operations.demo.shares import rising, zipf
from operations.demo.sign_ins import LARGE_HANDLES, LARGE_SEEDED, PASSWORD
from posts import bulk as post_rows
from posts.models import Post, PostTopic
from topics.models import Topic

# More would not fit into the memory of the machines that this is for.
MOST = {"users": 1_000_000, "posts": 20_000_000, "follows": 50_000_000}
TABLES = (User, ReservedName, Follow, Post, PostTopic, Topic)
# What is done lies in the last two years; everybody had joined by then.
SPAN = timedelta(days=730)
OLDEST = timedelta(days=730 * 2)
# Different texts.
TEXTS = 20_000
# Part of everybody who opened home within accounts.models.ACTIVE; the rest did so before, or never did.
ACTIVE_PART, NEVER_PART = 0.3, 0.2
# The numbers in the names of the demo's own crowd are lower, so that both fit into one site.
FIRST_NUMBER = 10_000
MEMBERS_AT_ONCE = 5_000
AUTHORS_AT_ONCE = 10_000
# Steepness and level of Zipf's law for posts by author, and how far writing much is from being read much.
WRITING, LEVEL, APART = 1.0, 20.0, 1.5
# The V goes to so many of the most popular, but to no more than one in a hundred.
VERIFIED, VERIFIED_OF = 100, 100


class Unfit(ValueError):
    """Such a data set can't be made; the message, one line, says why."""


class SeededAlready(Exception):
    """The database holds a large data set."""


@dataclass(frozen=True)
class Sizes:
    """How many of each. Raises Unfit for what can't be."""

    users: int
    posts: int = 0
    follows: int = 0

    def __post_init__(self) -> None:
        for name, most in MOST.items():
            if not 0 <= getattr(self, name) <= most:
                raise Unfit(f"{name} must be from 0 to {most:,}.")
        if not self.users:
            raise Unfit("users must be at least 1: somebody has to write and to follow.")
        possible = self.users * (self.users - 1)
        if self.follows > possible:
            raise Unfit(f"{self.users:,} users have at most {possible:,} follows among them.")


def is_large() -> bool:
    return AuditEntry.objects.filter(verb=LARGE_SEEDED).exists()


def seed_large(
    *, users: int, posts: int = 0, follows: int = 0, seed: int = 1, now: datetime | None = None, tell: Tell = silent
) -> list[User]:
    """Make a data set of these sizes; returns the accounts that can sign in: the famous, the reader, the collector.

    Raises Unfit, SeededAlready, and accounts.names.NameTaken where somebody has one of its names. `tell` gets a line
    now and then. Outside a transaction PostgreSQL's tables are vacuumed at the end.
    """
    sizes, now = Sizes(users, posts, follows), now or timezone.now()
    with transaction.atomic():
        if is_large():
            raise SeededAlready
        named = _make_named(sizes.users, now)
        people = _make_people(named, sizes.users, now, Random(f"people {seed}"), tell)
        _make_follows(people, sizes.follows, now, Random(f"follows {seed}"), tell)
        _make_posts(people, sizes.posts, now, Random(f"posts {seed}"), tell)
        audit.record(actor=None, verb=LARGE_SEEDED, subject=named[0])
    with stage("Tables vacuumed", len(TABLES), tell):
        copying.vacuum(*TABLES)
    return list(User.objects.filter(pk__in=[user.pk for user in named]).order_by("pk"))


def _make_named(users: int, now: datetime) -> list[User]:
    joined: dict[str, Any] = {"created_at": now - OLDEST, "welcomed_at": now - OLDEST, "home_opened_at": now}
    return [
        create_account(handle=handle, email=f"{handle}@demo.example", email_confirmed=True, password=PASSWORD, **joined)
        for handle in LARGE_HANDLES[:users]
    ]


def _make_people(named: Sequence[User], users: int, now: datetime, chance: Random, tell: Tell) -> list[int]:
    """Ids of everybody, the most popular first: the famous, the crowd in any order, the reader, the collector."""
    first, *last = named
    others: list[int] = []
    left = users - len(named)
    with stage("Accounts", users, tell):
        members = watched(_members(left, now, chance), "accounts", left, tell)
        while chunk := list(islice(members, MEMBERS_AT_ONCE)):
            others += [user.pk for user in create_crowd(chunk)]
        # Popularity is no matter of age.
        chance.shuffle(others)
        people = [first.pk, *others, *(user.pk for user in last)]
        _verify(people[: min(VERIFIED, users // VERIFIED_OF)])
    return people


def _members(count: int, now: datetime, chance: Random) -> Iterator[dict[str, Any]]:
    taken = ReservedName.objects.values_list("folded", flat=True).iterator()
    fields = cycle([*Field.values, "", ""])
    for member in crowd.members(count, taken=taken, first=FIRST_NUMBER):
        joined = now - SPAN - (OLDEST - SPAN) * chance.random()
        times = {"created_at": joined, "welcomed_at": joined, "home_opened_at": _last_visit(now, chance)}
        yield member | times | {"field": next(fields)}


def _last_visit(now: datetime, chance: Random) -> datetime | None:
    drawn = chance.random()
    if drawn < NEVER_PART:
        return None
    if drawn < NEVER_PART + ACTIVE_PART:
        # Short of the last day: that the set is some hours old makes nobody idle.
        return now - (ACTIVE - timedelta(days=1)) * chance.random() ** 2
    return now - ACTIVE - (SPAN - ACTIVE) * chance.random()


def _verify(popular: Iterable[int]) -> None:
    users = User.objects.in_bulk(list(popular))
    for pk, kind in zip(popular, cycle(KINDS), strict=False):
        verification.grant(user=users[pk], kind=kind, declaration=str(users[pk]))


def _make_follows(people: Sequence[int], follows: int, now: datetime, chance: Random, tell: Tell) -> None:
    if not follows:
        return
    with stage("Follows drawn", follows, tell):
        pairs = graph.pairs(people, follows, chance)
    with stage("Follows", follows, tell):
        moments = rising(follows, since=now - SPAN, until=now, chance=chance)
        rows = ((follower, followee, at) for (follower, followee), at in zip(pairs, moments, strict=True))
        follow_rows.insert(watched(rows, "follows", follows, tell))
    with stage("Counters of follows", len(people), tell):
        recount_follows(people=people)


def _make_posts(people: Sequence[int], posts: int, now: datetime, chance: Random, tell: Tell) -> None:
    if not posts:
        return
    different = min(posts, TEXTS)
    with stage("Texts", different, tell):
        drafts = post_rows.drafts(texts.compose(different, chance))
    with stage("Posts", posts, tell):
        moments = rising(posts, since=now - SPAN, until=now, chance=chance)
        written = map(post_rows.Written, _authors(people, posts, chance), moments, _any_of(drafts, chance))
        post_rows.insert(watched(written, "posts", posts, tell), chance=chance)
    with stage("Counters of posts", len(people), tell):
        post_rows.recount(authors=people, topics={topic for draft in drafts for topic in draft.topics})


def _authors(people: Sequence[int], posts: int, chance: Random) -> Iterator[int]:
    """Who writes each post: the popular write more, on the whole."""
    ranked = sorted(range(len(people)), key=lambda rank: (rank + 1) * chance.lognormvariate(0, APART))
    by_writing = [people[rank] for rank in ranked]
    reach = list(accumulate(zipf(len(people), steep=WRITING, level=LEVEL)))
    for start in range(0, posts, AUTHORS_AT_ONCE):
        yield from chance.choices(by_writing, cum_weights=reach, k=min(AUTHORS_AT_ONCE, posts - start))


def _any_of(drafts: Sequence[post_rows.Draft], chance: Random) -> Iterator[post_rows.Draft]:
    """For ever: each once, in any order, then again."""
    while True:
        yield from chance.sample(drafts, len(drafts))
