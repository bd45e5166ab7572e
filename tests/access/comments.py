"""The rows of comments: the post and one comment are the owner's; another, which the owner hid, is the follower's."""

from typing import Any

from tests.access.matrix import (
    FORBIDDEN,
    FOUND,
    MISSING,
    OK,
    SEE_OTHER,
    TO_SIGN_IN,
    Row,
    Scene,
)
from tests.access.matrix import _deleted_post as deleted_post
from tests.access.matrix import _missing as missing
from tests.access.matrix import _post as post
from tests.access.matrix import _public as public


def comment(scene: Scene) -> dict[str, Any]:
    return {"comment_id": scene.comment_id}


def hidden(scene: Scene) -> dict[str, Any]:
    return {"comment_id": scene.hidden_comment_id}


def thread(scene: Scene) -> dict[str, Any]:
    return {"post_id": scene.post.pk, "comment_id": scene.comment_id}


FOR_EVERYBODY, FOR_THE_AUTHOR = ("like", "unlike"), ("pin", "unpin", "hide", "unhide", "select", "unselect")
BAD = 400

ROWS = [
    public("interactions:thread", thread),
    missing("interactions:thread", lambda scene: thread(scene) | {"comment_id": 2**64}, "beyond 64 bits"),
    missing("interactions:thread", lambda scene: thread(scene) | {"post_id": scene.pictured_post.pk}, "of another's"),
    Row("interactions:thread", lambda scene: thread(scene) | hidden(scene), case="hidden",
        visitor=MISSING, owner=OK, other=MISSING, suspended=MISSING, staff=MISSING, blocked=MISSING),
    Row("interactions:comment", post,
        visitor=TO_SIGN_IN, owner=OK, other=OK, suspended=TO_SIGN_IN, staff=OK, blocked=MISSING),
    # Without a token of one's own.
    Row("interactions:comment", post, method="post", posted=lambda scene: {"text": "hello"},
        visitor=SEE_OTHER, owner=BAD, other=BAD, suspended=SEE_OTHER, staff=BAD, blocked=MISSING),
    Row("interactions:comment", deleted_post, method="post", case="deleted",
        visitor=SEE_OTHER, owner=MISSING, other=MISSING, suspended=SEE_OTHER, staff=MISSING, blocked=MISSING),
    # Opened by hand, a verb leads to its comment.
    *(Row(f"interactions:{verb}_comment", comment,
          visitor=FOUND, owner=FOUND, other=FOUND, suspended=FOUND, staff=FOUND, blocked=MISSING)
      for verb in (*FOR_EVERYBODY, *FOR_THE_AUTHOR)),
    *(Row(f"interactions:{verb}_comment", comment, method="post",
          visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING)
      for verb in FOR_EVERYBODY),
    *(Row(f"interactions:{verb}_comment", comment, method="post",
          visitor=SEE_OTHER, owner=SEE_OTHER, other=FORBIDDEN, suspended=SEE_OTHER, staff=FORBIDDEN, blocked=MISSING)
      for verb in FOR_THE_AUTHOR),
    *(Row(f"interactions:{verb}_comment", hidden, method="post", case="hidden",
          visitor=MISSING, owner=SEE_OTHER, other=MISSING, suspended=MISSING, staff=MISSING, blocked=MISSING)
      for verb in (*FOR_EVERYBODY, *FOR_THE_AUTHOR)),
    Row("interactions:delete_comment", comment,
        visitor=TO_SIGN_IN, owner=OK, other=FORBIDDEN, suspended=TO_SIGN_IN, staff=FORBIDDEN, blocked=MISSING),
    Row("interactions:delete_comment", comment, method="post",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=FORBIDDEN, suspended=TO_SIGN_IN, staff=FORBIDDEN, blocked=MISSING),
    Row("interactions:delete_comment", hidden, method="post", case="hidden",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    *(Row(f"interactions:{verb}", post, method="post",
          visitor=SEE_OTHER, owner=SEE_OTHER, other=FORBIDDEN, suspended=SEE_OTHER, staff=FORBIDDEN, blocked=MISSING)
      for verb in ("select_comments", "show_comments")),
    *(Row(f"interactions:{verb}", post,
          visitor=FOUND, owner=FOUND, other=FOUND, suspended=FOUND, staff=FOUND, blocked=MISSING)
      for verb in ("select_comments", "show_comments")),
    Row("media:serve", lambda scene: {"key": scene.hidden_comment_key}, case="of a hidden comment",
        visitor=MISSING, owner=OK, other=MISSING, suspended=MISSING, staff=MISSING, blocked=MISSING),
]  # fmt: skip
