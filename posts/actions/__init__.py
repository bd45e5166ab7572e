"""What changes posts."""

from posts.actions.deleting import (
    PURGED_AFTER,
    UNDO_TIME,
    NotDeleted,
    NotYours,
    UndoTimeOver,
    delete,
    purge_deleted,
    remove_all,
    restore,
)
from posts.actions.editing import (
    EDIT_WINDOW,
    MOST_EDITS,
    TooLateToEdit,
    TooManyEdits,
    change_audience,
    edit,
    may_edit,
)
from posts.actions.pictures import redraw
from posts.actions.pinning import pin, unpin
from posts.actions.publishing import (
    LIMIT_WINDOW,
    MayNotPost,
    PostingTooFast,
    RepeatedText,
    import_post,
    publish,
)

__all__ = [
    "EDIT_WINDOW",
    "LIMIT_WINDOW",
    "MOST_EDITS",
    "PURGED_AFTER",
    "UNDO_TIME",
    "MayNotPost",
    "NotDeleted",
    "NotYours",
    "PostingTooFast",
    "RepeatedText",
    "TooLateToEdit",
    "TooManyEdits",
    "UndoTimeOver",
    "change_audience",
    "delete",
    "edit",
    "import_post",
    "may_edit",
    "pin",
    "publish",
    "purge_deleted",
    "redraw",
    "remove_all",
    "restore",
    "unpin",
]
