"""Every periodic job of the site, and nothing else. Each runs on `periodic`, and expires before its next turn."""

from typing import Any


def every(seconds: float, task: str) -> dict[str, Any]:
    """A job that runs every `seconds`; a turn that could not start in time is dropped, never piled up."""
    return {"task": task, "schedule": seconds, "options": {"queue": "periodic", "expires": max(seconds, 2)}}


MINUTE, HOUR = 60, 3600

SCHEDULE = {
    "relay the outbox": every(2, "core.tasks.relay_outbox"),
    "clean the outbox": every(10 * MINUTE, "core.tasks.clean_outbox"),
    "cull the cache": every(10 * MINUTE, "core.tasks.cull_cache"),
    "forget old counters and tokens": every(HOUR, "core.tasks.forget_expired"),
    "forget replaced uploads": every(5 * MINUTE, "media.tasks.forget_passed"),
    "sweep stored media": every(24 * HOUR, "media.tasks.sweep"),
    "forget ended sessions": every(HOUR, "accounts.tasks.forget_ended_sessions"),
    "purge deleted posts": every(15, "posts.tasks.purge_deleted"),
    "purge deleted comments": every(5 * MINUTE, "interactions.tasks.purge_comments"),
    # A time is chosen by the minute: that much later it is not noticed.
    "publish what is due": every(10, "posts.tasks.publish_due"),
    "tidy timelines": every(5 * MINUTE, "timelines.tasks.tidy_timelines"),
    "review large accounts": every(MINUTE, "timelines.tasks.review_large_accounts"),
}
