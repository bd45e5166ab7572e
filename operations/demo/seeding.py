"""Fills a site with people, what they wrote and whom they follow: all of it, once, or nothing.

Everything goes through the apps' actions or their bulk forms, so that every counter is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts import pictures, verification
from accounts.actions import create_account, create_crowd
from accounts.models import User
from core import audit
from core.models import AuditEntry
from follows.actions import bulk_follow
from follows.models import Follow
from media.actions import adopt, hold
from operations.demo import art, content, crowd, shelves, talk
from operations.demo.content import Person, Written
from operations.demo.photographs.camera import photograph
from operations.demo.sign_ins import PASSWORD
from operations.groups import MODERATORS
from posts.actions import import_post
from posts.audience import Options
from posts.pictures import PICTURE, Attachment
from topics.actions import describe, ensure

SEEDED = gettext_noop("seed demo")
# All of them follow star: a fan-out that takes several chunks.
CROWD = 5000
# How many of the crowd follow somebody else: one with a V, and one without.
AUDIENCE = {True: (120, 1900), False: (4, 70)}
# Whom one of the cast follows besides.
CIRCLE = (8, 18)

Cast = dict[str, User]


@dataclass(frozen=True)
class Seeded:
    """What was made."""

    people: int
    crowd: int
    follows: int
    posts: int


def is_seeded() -> bool:
    return AuditEntry.objects.filter(verb=SEEDED).exists()


@transaction.atomic
def seed(*, now: datetime, size: int = CROWD) -> Seeded:
    """Make everything, with a crowd of `size`. Raises accounts.names.NameTaken where somebody has one of its names."""
    people = content.people()
    cast = _make_cast(people, now)
    _verify(people, cast)
    _illustrate(people, cast)
    others = _make_crowd(people, now, size)
    bulk_follow(pairs=_pairs(cast, others))
    posts = content.posts(now)
    # The newest first: its pictures are then the first to be prepared, and they are what a visitor sees.
    for post in reversed(posts):
        _publish(post, cast[post.handle])
    _describe_topics(cast["moderator"])
    reposts = talk.seed(cast, others, now=now)
    shelves.seed(cast)
    audit.record(actor=None, verb=SEEDED, subject=cast["demo"])
    return Seeded(len(cast), len(others), Follow.objects.count(), len(posts) + reposts)


def _make_cast(people: list[Person], now: datetime) -> Cast:
    silent = [_columns(person, now) for person in people if not person.role]
    users = create_crowd(silent) + [_make_sign_in(person, now) for person in people if person.role]
    return {user.handle: user for user in users}


def _columns(person: Person, now: datetime) -> dict[str, Any]:
    joined = now - timedelta(days=person.joined)
    shown = {name: getattr(person, name) for name in ("handle", "nickname", "bio", "region", "field")}
    return shown | {"created_at": joined, "welcomed_at": joined}


def _make_sign_in(person: Person, now: datetime) -> User:
    staff = person.role in ("moderator", "administrator")
    user = create_account(
        email=f"{person.handle}@demo.example",
        email_confirmed=True,
        password=PASSWORD,
        is_staff=staff,
        is_superuser=person.role == "administrator",
        **_columns(person, now),
    )
    if person.role == "moderator":
        user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def _verify(people: list[Person], cast: Cast) -> None:
    for person in people:
        if person.kind:
            verification.grant(user=cast[person.handle], kind=person.kind, declaration=person.declaration)


def _illustrate(people: list[Person], cast: Cast) -> None:
    for person in people:
        owner, handle = cast[person.handle], person.handle
        if person.motif:
            drawn = {
                o.name: art.avatar(*person.motif, o.box.width, o.box.height) for o in pictures.AVATAR.recipe.orders
            }
            adopt(owner=owner, purpose=pictures.AVATAR, pictures=drawn)
        if person.cover:
            drawn = {o.name: art.cover(handle, o.box.width, o.box.height) for o in pictures.COVER.recipe.orders}
            adopt(owner=owner, purpose=pictures.COVER, pictures=drawn)


def _make_crowd(people: list[Person], now: datetime, size: int) -> list[User]:
    taken = [name for person in people for name in (person.handle, person.nickname)]
    chance = Random("crowd")
    members = crowd.members(size, taken=taken)
    joined = {"welcomed_at": now}
    return create_crowd(
        [member | joined | {"created_at": now - timedelta(hours=chance.randint(1, 9000))} for member in members]
    )


def _pairs(cast: Cast, others: list[User]) -> Iterator[tuple[int, int]]:
    """(follower, followee) ids; the cast comes last, so that people stand above the crowd in a list of followers."""
    chance = Random("follows")
    everybody = list(cast.values())
    yield from ((member.pk, cast["star"].pk) for member in others)
    for person in everybody:
        least, most = AUDIENCE[person.badge != User.Badge.NONE]
        reach = round(least * (most / least) ** chance.random())
        yield from ((member.pk, person.pk) for member in chance.sample(others, min(reach, len(others))))
    # Known to some hundred others: what they repost goes further.
    for person in others[: talk.KNOWN]:
        reach = round(AUDIENCE[False][0] * (AUDIENCE[True][1] / 9 / AUDIENCE[False][0]) ** chance.random())
        yield from ((member.pk, person.pk) for member in chance.sample(others, min(reach, len(others))))
    for person in everybody:
        if person.handle not in ("demo", "admin"):
            circle = [other for other in everybody if other not in (person, cast["demo"])]
            yield from ((person.pk, other.pk) for other in chance.sample(circle, chance.randint(*CIRCLE)))
    yield from ((cast[follower].pk, cast[followee].pk) for follower, followee in content.follows())


def _publish(post: Written, author: User) -> None:
    attachments = list(_attachments(post, author))
    options = Options(sensitive=post.sensitive)
    import_post(author=author, raw=post.text, at=post.at, options=options, attachments=attachments)


def _attachments(post: Written, author: User) -> Iterator[Attachment]:
    """The post's photographs, taken now; they are kept as uploads are, and prepared as those are.

    Should the seeding fail, their bytes have no row, and go with the next sweep.
    """
    last = max(1, len(post.pictures) - 1)
    for place, picture in enumerate(post.pictures):
        taken = photograph(picture.scene, picture.light, picture.size, series=post.text, step=place / last)
        upload = SimpleUploadedFile(picture.scene, taken)
        yield Attachment(hold(owner=author, purpose=PICTURE, upload=upload).key, picture.alt)


def _describe_topics(moderator: User) -> None:
    descriptions = content.topics()
    for topic, description in zip(ensure(descriptions), descriptions.values(), strict=True):
        describe(topic=topic, description=description, by=moderator)
