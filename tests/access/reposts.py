"""The rows of reposting, and of what tells how a post spread: the post is the owner's."""

from tests.access.matrix import MISSING, OK, SEE_OTHER, TO_SIGN_IN, Row
from tests.access.matrix import _deleted_post as deleted_post
from tests.access.matrix import _missing as missing
from tests.access.matrix import _post as post
from tests.access.matrix import _public as public

BAD = 400

ROWS = [
    public("interactions:reposts", post),
    missing("interactions:reposts", deleted_post, "deleted"),
    missing("interactions:reposts", lambda scene: {"post_id": 2**64}, "beyond 64 bits"),
    public("interactions:spread", post),
    missing("interactions:spread", deleted_post, "deleted"),
    missing("interactions:spread", lambda scene: {"post_id": 2**64}, "beyond 64 bits"),
    Row("interactions:repost", post,
        visitor=TO_SIGN_IN, owner=OK, other=OK, suspended=TO_SIGN_IN, staff=OK, blocked=MISSING),
    # Without a token of one's own.
    Row("interactions:repost", post, method="post", posted=lambda scene: {"text": "hello"},
        visitor=SEE_OTHER, owner=BAD, other=BAD, suspended=SEE_OTHER, staff=BAD, blocked=MISSING),
    Row("interactions:repost", deleted_post, method="post", case="deleted",
        visitor=SEE_OTHER, owner=MISSING, other=MISSING, suspended=SEE_OTHER, staff=MISSING, blocked=MISSING),
]  # fmt: skip
