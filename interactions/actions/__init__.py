"""What people do with posts: each noun is a module; their names are here."""

from interactions.actions.clearing import purge_comments, remove_comment_likes, remove_comments
from interactions.actions.commenting import (
    CommentGone,
    CommentingTooFast,
    CommentTooLong,
    NotYourComment,
    RepeatedComment,
    comment,
    deletable,
    delete_comment,
)
from interactions.actions.curating import (
    NotAtTheTop,
    NotYourPost,
    hide,
    pin,
    select,
    select_comments,
    show_comments,
    unhide,
    unpin,
    unselect,
)
from interactions.actions.favouriting import favourite, move_favourite, unfavourite
from interactions.actions.folders import (
    MAX_FOLDERS,
    FolderNameTaken,
    OwnFolder,
    TooManyFolders,
    create_folder,
    delete_folder,
    edit_folder,
    follow_folder,
    unfollow_folder,
)
from interactions.actions.liking import like, unlike
from interactions.actions.liking_comments import like_comment, unlike_comment
from interactions.actions.reaching import Suspended
from interactions.actions.reposting import Also, CommentRefused, repost

__all__ = [
    "Also",
    "CommentGone",
    "CommentRefused",
    "CommentTooLong",
    "CommentingTooFast",
    "FolderNameTaken",
    "MAX_FOLDERS",
    "NotAtTheTop",
    "NotYourComment",
    "NotYourPost",
    "OwnFolder",
    "RepeatedComment",
    "Suspended",
    "TooManyFolders",
    "comment",
    "create_folder",
    "deletable",
    "delete_comment",
    "delete_folder",
    "edit_folder",
    "favourite",
    "follow_folder",
    "hide",
    "like",
    "like_comment",
    "move_favourite",
    "pin",
    "purge_comments",
    "remove_comment_likes",
    "remove_comments",
    "repost",
    "select",
    "select_comments",
    "show_comments",
    "unfavourite",
    "unfollow_folder",
    "unhide",
    "unlike",
    "unlike_comment",
    "unpin",
    "unselect",
]
