"""What changes posts."""

from posts.actions.deleting import UNDO_TIME, NotYours, delete, purge_deleted, remove_all
from posts.actions.pictures import redraw
from posts.actions.publishing import (
    LIMIT_WINDOW,
    MayNotPost,
    PostingTooFast,
    RepeatedText,
    import_post,
    publish,
)

__all__ = [
    "LIMIT_WINDOW",
    "UNDO_TIME",
    "MayNotPost",
    "NotYours",
    "PostingTooFast",
    "RepeatedText",
    "delete",
    "import_post",
    "publish",
    "purge_deleted",
    "redraw",
    "remove_all",
]
