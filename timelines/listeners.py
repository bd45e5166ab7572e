"""What posts and follows mean for timelines."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from accounts.events import account_deleted
from accounts.models import User
from follows.events import followed, unfollowed
from posts.events import post_audience_changed, post_published, post_restored
from posts.models import Post
from timelines import fanout, listing


@receiver(post_published)
def on_post_published(post: Post, **_: Any) -> None:
    fanout.enqueue(post)
    transaction.on_commit(lambda: listing.show_own(post))


@receiver(post_audience_changed)
def on_post_audience_changed(post: Post, **_: Any) -> None:
    fanout.enqueue(post)


@receiver(post_restored)
def on_post_restored(post: Post, **_: Any) -> None:
    fanout.enqueue_again(post)
    transaction.on_commit(lambda: listing.show_own(post))


@receiver([followed, unfollowed])
def on_follow_changed(follower: User, **_: Any) -> None:
    # Twice: now, so that it is done even if this process dies; and after, for a rebuild that read before the commit.
    listing.forget(follower)
    transaction.on_commit(lambda: listing.forget(follower))


@receiver(account_deleted)
def on_account_deleted(user: User, **_: Any) -> None:
    listing.forget(user)
