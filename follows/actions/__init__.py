"""What changes between people, by noun."""

from follows.actions.blocking import BlocksOneself, block, unblock
from follows.actions.counting import bulk_follow, end_all, recount
from follows.actions.following import (
    FollowerSuspended,
    FollowsOneself,
    FollowsSuspended,
    NotFollowed,
    follow,
    follow_many,
    remove_follower,
    set_special,
    unfollow,
)

__all__ = [
    "BlocksOneself",
    "FollowerSuspended",
    "FollowsOneself",
    "FollowsSuspended",
    "NotFollowed",
    "block",
    "bulk_follow",
    "end_all",
    "follow",
    "follow_many",
    "recount",
    "remove_follower",
    "set_special",
    "unblock",
    "unfollow",
]
