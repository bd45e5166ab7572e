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
from posts.actions.drafts import (
    MOST_DRAFTS,
    DraftChanged,
    DraftGone,
    TooManyDrafts,
    discard_draft,
    publish_draft,
    save_draft,
    saved_by,
    unschedule,
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
from posts.actions.scheduling import publish_due, reason_of

__all__ = [
    "EDIT_WINDOW",
    "LIMIT_WINDOW",
    "MOST_DRAFTS",
    "MOST_EDITS",
    "PURGED_AFTER",
    "UNDO_TIME",
    "DraftChanged",
    "DraftGone",
    "MayNotPost",
    "NotDeleted",
    "NotYours",
    "PostingTooFast",
    "RepeatedText",
    "TooLateToEdit",
    "TooManyDrafts",
    "TooManyEdits",
    "UndoTimeOver",
    "change_audience",
    "delete",
    "discard_draft",
    "edit",
    "import_post",
    "may_edit",
    "pin",
    "publish",
    "publish_draft",
    "publish_due",
    "purge_deleted",
    "reason_of",
    "redraw",
    "remove_all",
    "restore",
    "save_draft",
    "saved_by",
    "unpin",
    "unschedule",
]
