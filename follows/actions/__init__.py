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
from follows.actions.groups import (
    GroupNameRefused,
    GroupNameTaken,
    TooManyGroups,
    add_to_group,
    create_group,
    delete_group,
    remove_from_group,
    rename_group,
    sort_into_groups,
)
from follows.actions.muting import (
    MutesOneself,
    TooManyWords,
    WordRefused,
    mute,
    mute_word,
    unmute,
    unmute_word,
)

__all__ = [
    "BlocksOneself",
    "FollowerSuspended",
    "FollowsOneself",
    "FollowsSuspended",
    "GroupNameRefused",
    "GroupNameTaken",
    "MutesOneself",
    "NotFollowed",
    "TooManyGroups",
    "TooManyWords",
    "WordRefused",
    "add_to_group",
    "block",
    "bulk_follow",
    "create_group",
    "delete_group",
    "end_all",
    "follow",
    "follow_many",
    "mute",
    "mute_word",
    "recount",
    "remove_follower",
    "remove_from_group",
    "rename_group",
    "set_special",
    "sort_into_groups",
    "unblock",
    "unfollow",
    "unmute",
    "unmute_word",
]
