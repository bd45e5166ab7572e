"""What interactions do when something below them has happened."""

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from accounts.events import account_deleted
from accounts.models import User
from interactions.actions import clearing, leaving, removing, reposting
from posts.events import post_deleted, post_published, post_restored, posts_purging
from posts.models import Post


@receiver(account_deleted)
def on_account_deleted(user: User, **_: Any) -> None:
    clearing.hold_comments(user=user)
    clearing.remove_comments(author=user)
    clearing.remove_comment_likes(user=user)
    leaving.take_back_all(user=user)


@receiver(post_published)
def on_post_published(post: Post, **_: Any) -> None:
    reposting.place(post)
    reposting.count(post, 1)


@receiver(post_deleted)
def on_post_deleted(post: Post, **_: Any) -> None:
    reposting.count(post, -1)


@receiver(post_restored)
def on_post_restored(post: Post, **_: Any) -> None:
    reposting.count(post, 1)


@receiver(posts_purging)
def on_posts_purging(post_ids: Collection[int], **_: Any) -> set[int]:
    return removing.remove_of(post_ids)
