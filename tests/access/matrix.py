"""Who may open what: a row for every address that carries an id, a handle, a key or another name of somebody's thing.

A row says what each of six people is answered. To add one: name the URL, make its arguments from the scene, and write
down what you mean to happen before you look at what does.

    visitor    signed out
    owner      whose thing it is (alice)
    other      signed in, a stranger to it (mallory)
    suspended  signed in when the account was suspended
    staff      a moderator
    blocked    signed in, and the owner has blocked them: what is the owner's is missing for them, as if it never was
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import signing

from accounts.models import User
from core.submissions import SALT
from follows.models import FollowGroup
from posts.models import Post

OK, EMPTY, SEE_OTHER, FOUND, FORBIDDEN, MISSING, CONFLICT = 200, 204, 303, 302, 403, 404, 409
# login_required sends there with a 302, Django's own way.
TO_SIGN_IN = FOUND


@dataclass(frozen=True)
class Scene:
    """What the addresses are made from: all of it is the owner's, and public unless its name says otherwise."""

    owner: User
    other: User
    follower: User
    blocked: User
    post: Post
    deleted_post: Post
    picture_key: str
    # Of the owner's: shown by the post; waiting for its post, with a rendition; and failed.
    pictured_post: Post
    waiting_key: str
    waiting_upload: str
    failed_upload: str
    session_id: int
    group: FollowGroup
    word_id: int
    # The owner keeps `post` among their favourites, and has a folder of each kind.
    public_folder: int
    private_folder: int
    # With a time, and a picture of which this is a rendition.
    draft_id: int
    draft_key: str
    # On `post`, the owner's; and the follower's, which the owner hid, with a rendition of its picture.
    comment_id: int
    hidden_comment_id: int
    hidden_comment_key: str


@dataclass(frozen=True)
class Row:
    url: str
    arguments: Callable[[Scene], dict[str, Any]]
    visitor: int
    owner: int
    other: int
    suspended: int
    staff: int
    blocked: int
    method: str = "get"
    posted: Callable[[Scene], dict[str, Any]] = lambda scene: {}
    # Tells rows of one address apart in the test's name.
    case: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method.upper(), self.url, self.case)))


def _owner(scene: Scene) -> dict[str, Any]:
    return {"handle": scene.owner.handle}


def _post(scene: Scene) -> dict[str, Any]:
    return {"post_id": scene.post.pk}


def _group(scene: Scene) -> dict[str, Any]:
    return {"group_id": scene.group.pk}


def _deleted_post(scene: Scene) -> dict[str, Any]:
    return {"post_id": scene.deleted_post.pk}


def _public_folder(scene: Scene) -> dict[str, Any]:
    return {"folder_id": scene.public_folder}


def _private_folder(scene: Scene) -> dict[str, Any]:
    return {"folder_id": scene.private_folder}


def _public(url: str, arguments: Callable[[Scene], dict[str, Any]], case: str = "") -> Row:
    """Anybody may read it, with or without an account; but not whom its owner blocked, while they are signed in."""
    return Row(
        url, arguments, visitor=OK, owner=OK, other=OK, suspended=OK, staff=OK, blocked=MISSING, case=case
    )  # fmt: skip


def _nobody_s(url: str, arguments: Callable[[Scene], dict[str, Any]], case: str = "") -> Row:
    """Anybody may read it, and it belongs to nobody who could block: a topic, the file of a public picture."""
    return Row(url, arguments, visitor=OK, owner=OK, other=OK, suspended=OK, staff=OK, blocked=OK, case=case)


def _missing(url: str, arguments: Callable[[Scene], dict[str, Any]], case: str = "", method: str = "get") -> Row:
    """Nobody learns that it was ever there: not its owner, not staff."""
    return Row(
        url, arguments, visitor=MISSING, owner=MISSING, other=MISSING, suspended=MISSING, staff=MISSING,
        blocked=MISSING, case=case, method=method,
    )  # fmt: skip


def _draft(scene: Scene) -> dict[str, Any]:
    return {"draft_id": scene.draft_id}


def _owners_token(scene: Scene) -> dict[str, Any]:
    """Of a form that the owner opened."""
    return {"token": signing.dumps([f"user:{scene.owner.pk}", "matrix"], salt=SALT)}


ROWS = [
    _public("accounts:profile", _owner),
    _missing("accounts:profile", lambda scene: {"handle": "nobody-of-that-name"}, "unknown"),
    Row("accounts:by_nickname", lambda scene: {"nickname": scene.owner.nickname},
        visitor=FOUND, owner=FOUND, other=FOUND, suspended=FOUND, staff=FOUND, blocked=MISSING),
    _missing("accounts:by_nickname", lambda scene: {"nickname": "nobody"}, "unknown"),
    _public("follows:following", _owner),
    _public("follows:followers", _owner),
    Row("follows:follow", _owner, method="post",
        visitor=SEE_OTHER, owner=CONFLICT, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    Row("follows:unfollow", _owner, method="post",
        visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    Row("follows:remove", lambda scene: {"handle": scene.follower.handle}, method="post",
        visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=SEE_OTHER),
    # Questions, asked of who may; for oneself there is nothing to ask or to do.
    Row("follows:block", _owner,
        visitor=SEE_OTHER, owner=FOUND, other=OK, suspended=SEE_OTHER, staff=OK, blocked=MISSING),
    Row("follows:block", _owner, method="post",
        visitor=SEE_OTHER, owner=CONFLICT, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    Row("follows:unblock", _owner, method="post",
        visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    Row("follows:mute", _owner,
        visitor=SEE_OTHER, owner=FOUND, other=OK, suspended=SEE_OTHER, staff=OK, blocked=MISSING),
    Row("follows:mute", _owner, method="post",
        visitor=SEE_OTHER, owner=CONFLICT, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    Row("follows:unmute", _owner, method="post",
        visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    # Of those five, nobody follows the owner.
    Row("follows:special", _owner, method="post",
        visitor=SEE_OTHER, owner=CONFLICT, other=CONFLICT, suspended=SEE_OTHER, staff=CONFLICT, blocked=MISSING),
    Row("follows:unspecial", _owner, method="post",
        visitor=SEE_OTHER, owner=CONFLICT, other=CONFLICT, suspended=SEE_OTHER, staff=CONFLICT, blocked=MISSING),
    Row("follows:groups_of_person", _owner,
        visitor=SEE_OTHER, owner=FOUND, other=FOUND, suspended=SEE_OTHER, staff=FOUND, blocked=MISSING),
    *(Row(f"follows:{name}", _group,
          visitor=TO_SIGN_IN, owner=OK, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING)
      for name in ("group", "delete_group", "add_to_group")),
    *(Row(f"follows:{name}", _group, method="post", posted=lambda scene: {"name": "Family"},
          visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING)
      for name in ("rename_group", "delete_group", "add_to_group")),
    Row("timelines:group", _group,
        visitor=TO_SIGN_IN, owner=OK, other=MISSING, blocked=MISSING, suspended=TO_SIGN_IN, staff=MISSING),
    Row("follows:remove_from_group", lambda scene: {"group_id": scene.group.pk, "handle": scene.follower.handle},
        method="post", visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING,
        blocked=MISSING),
    Row("follows:remove_word", lambda scene: {"word_id": scene.word_id}, method="post",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    _public("posts:show", _post),
    _missing("posts:show", _deleted_post, "deleted"),
    _missing("posts:show", lambda scene: {"post_id": 2**64}, "beyond 64 bits"),
    Row("posts:delete", _post,
        visitor=TO_SIGN_IN, owner=OK, other=FORBIDDEN, suspended=TO_SIGN_IN, staff=FORBIDDEN, blocked=MISSING),
    Row("posts:delete", _post, method="post",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=FORBIDDEN, suspended=TO_SIGN_IN, staff=FORBIDDEN, blocked=MISSING),
    Row("posts:delete", _deleted_post, method="post", case="deleted",
        visitor=TO_SIGN_IN, owner=MISSING, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    Row("posts:restore", _deleted_post, method="post",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    Row("posts:restore", _post, method="post", case="not deleted",
        visitor=TO_SIGN_IN, owner=CONFLICT, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    _public("posts:edits", _post),
    _missing("posts:edits", _deleted_post, "deleted"),
    *(Row(f"posts:{name}", _post,
          visitor=TO_SIGN_IN, owner=OK, other=FORBIDDEN, suspended=TO_SIGN_IN, staff=FORBIDDEN, blocked=MISSING)
      for name in ("edit", "change_audience")),
    *(Row(f"posts:{name}", _post, method="post",
          posted=lambda scene: {"text": "Said better", "visibility": "public", "comment_policy": "everyone"},
          visitor=SEE_OTHER, owner=SEE_OTHER, other=FORBIDDEN, suspended=SEE_OTHER, staff=FORBIDDEN, blocked=MISSING)
      for name in ("edit", "change_audience")),
    *(Row(f"posts:{name}", _post, method="post",
          visitor=TO_SIGN_IN, owner=SEE_OTHER, other=FORBIDDEN, suspended=TO_SIGN_IN, staff=FORBIDDEN, blocked=MISSING)
      for name in ("pin", "unpin")),
    *(Row(f"posts:{name}", _deleted_post, method="post", case="deleted",
          visitor=TO_SIGN_IN, owner=MISSING, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING)
      for name in ("pin", "unpin")),
    _nobody_s("topics:topic", lambda scene: {"name": "matrix"}),
    _missing("topics:topic", lambda scene: {"name": "nobody-wrote-of-it"}, "unknown"),
    _nobody_s("media:serve", lambda scene: {"key": scene.picture_key}),
    _missing("media:serve", lambda scene: {"key": "0" * len(scene.picture_key)}, "unknown"),
    _public("posts:photo", lambda scene: {"post_id": scene.pictured_post.pk, "number": 1}),
    _missing("posts:photo", lambda scene: {"post_id": scene.pictured_post.pk, "number": 2}, "beyond the last"),
    _missing("posts:photo", lambda scene: {"post_id": scene.deleted_post.pk, "number": 1}, "deleted"),
    Row("media:serve", lambda scene: {"key": scene.waiting_key}, case="waits for its post",
        visitor=MISSING, owner=OK, other=MISSING, suspended=MISSING, staff=MISSING, blocked=MISSING),
    # Nobody learns from the answer whether it is there.
    Row("media:discard", lambda scene: {"key": scene.waiting_upload}, method="post",
        visitor=FORBIDDEN, owner=EMPTY, other=EMPTY, suspended=FORBIDDEN, staff=EMPTY, blocked=EMPTY),
    Row("media:retry", lambda scene: {"key": scene.failed_upload}, method="post",
        visitor=FORBIDDEN, owner=SEE_OTHER, other=MISSING, suspended=FORBIDDEN, staff=MISSING, blocked=MISSING),
    Row("accounts:end_session", lambda scene: {"session_id": scene.session_id}, method="post",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    _public("interactions:likes", _post),
    _missing("interactions:likes", _deleted_post, "deleted"),
    # Opened by hand, a verb leads to its post, whether or not that is there.
    *(Row(f"interactions:{verb}", _post,
          visitor=FOUND, owner=FOUND, other=FOUND, suspended=FOUND, staff=FOUND, blocked=FOUND)
      for verb in ("like", "unlike", "favourite", "unfavourite")),
    *(Row(f"interactions:{verb}", _post, method="post",
          visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING)
      for verb in ("like", "unlike", "favourite", "unfavourite")),
    *(Row(f"interactions:{verb}", _deleted_post, method="post", case="deleted",
          visitor=SEE_OTHER, owner=MISSING, other=MISSING, suspended=SEE_OTHER, staff=MISSING, blocked=MISSING)
      for verb in ("like", "unlike", "favourite", "unfavourite")),
    Row("interactions:move_favourite", _post,
        visitor=TO_SIGN_IN, owner=OK, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    Row("interactions:move_favourite", _post, method="post", case="into another's folder",
        posted=lambda scene: {"folder": scene.public_folder},
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    _public("interactions:folder", _public_folder),
    Row("interactions:folder", _private_folder,
        visitor=MISSING, owner=OK, other=MISSING, suspended=MISSING, staff=MISSING, blocked=MISSING),
    *(Row(f"interactions:{page}", folder, case=case,
          visitor=TO_SIGN_IN, owner=OK, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING)
      for page in ("edit_folder", "delete_folder")
      for folder, case in ((_public_folder, "public"), (_private_folder, "private"))),
    Row("interactions:edit_folder", _public_folder, method="post", posted=lambda scene: {"name": "Renamed"},
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    Row("interactions:delete_folder", _public_folder, method="post",
        visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING),
    Row("interactions:follow_folder", _public_folder, method="post",
        visitor=SEE_OTHER, owner=CONFLICT, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    Row("interactions:follow_folder", _private_folder, method="post", case="private",
        visitor=SEE_OTHER, owner=CONFLICT, other=MISSING, suspended=SEE_OTHER, staff=MISSING, blocked=MISSING),
    # Also of what was not followed, where one may know of it.
    Row("interactions:unfollow_folder", _public_folder, method="post",
        visitor=SEE_OTHER, owner=SEE_OTHER, other=SEE_OTHER, suspended=SEE_OTHER, staff=SEE_OTHER, blocked=MISSING),
    *(Row(f"posts:{page}", _draft,
          visitor=TO_SIGN_IN, owner=OK, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING)
      for page in ("draft", "delete_draft")),
    *(Row(f"posts:{verb}", _draft, method="post", posted=_owners_token,
          visitor=TO_SIGN_IN, owner=SEE_OTHER, other=MISSING, suspended=TO_SIGN_IN, staff=MISSING, blocked=MISSING)
      for verb in ("publish_draft", "unschedule", "delete_draft")),
    Row("media:serve", lambda scene: {"key": scene.draft_key}, case="of a draft",
        visitor=MISSING, owner=OK, other=MISSING, suspended=MISSING, staff=MISSING, blocked=MISSING),
]  # fmt: skip
