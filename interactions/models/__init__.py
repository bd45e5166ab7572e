"""What people do with posts: likes, favourites, comments, and how a post spread."""

from interactions.models.comments import MAX_COMMENT_UNITS, Comment, CommentLike, CommentMention
from interactions.models.favourites import MAX_FOLDER_NAME, Favourite, Folder, FolderFollow
from interactions.models.likes import Like
from interactions.models.spread import Spread

__all__ = [
    "MAX_COMMENT_UNITS",
    "MAX_FOLDER_NAME",
    "Comment",
    "CommentLike",
    "CommentMention",
    "Favourite",
    "Folder",
    "FolderFollow",
    "Like",
    "Spread",
]
