"""Later: fan-out, and keeping lists short and few."""

from contextlib import suppress

from celery import shared_task

from core import outbox, redis
from timelines import fanout, large, listing
from timelines.store import store

fan_out = shared_task(name="timelines.tasks.fan_out")(outbox.handler(fanout.fan_out))
forget_lists = shared_task(name="timelines.tasks.forget_lists")(outbox.handler(listing.forget_lists))
forget_followers_lists = shared_task(name="timelines.tasks.forget_followers_lists")(
    outbox.handler(large.forget_followers_lists)
)


@shared_task
def tidy_timelines() -> None:
    with suppress(redis.Away):
        store.tidy()


@shared_task
def review_large_accounts() -> None:
    large.review()
