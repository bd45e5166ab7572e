"""Posts and what belongs to them."""

from posts.models.counts import PostCounts
from posts.models.drafts import Draft, DraftPicture
from posts.models.parts import MAX_ALT, Mention, PostPicture, PostTopic
from posts.models.past import Pin, PurgedPost, Revision
from posts.models.post import EDIT_WINDOW, MAX_PICTURES, MAX_PICTURES_EVER, REPOST, CardRow, Post, PostQuerySet

__all__ = [
    "EDIT_WINDOW",
    "MAX_ALT",
    "MAX_PICTURES",
    "MAX_PICTURES_EVER",
    "REPOST",
    "CardRow",
    "Draft",
    "DraftPicture",
    "Mention",
    "Pin",
    "Post",
    "PostCounts",
    "PostPicture",
    "PostQuerySet",
    "PostTopic",
    "PurgedPost",
    "Revision",
]
