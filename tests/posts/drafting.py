"""Drafts for tests: kept through the action, or through the form as a browser sends it."""

from typing import TYPE_CHECKING, Any

from django.test import Client

from posts import actions
from posts.audience import Options
from posts.models import Draft
from posts.pictures import PICTURE, Attachment
from tests.media.renditions import pending
from tests.posts.forms import token_of

if TYPE_CHECKING:
    from accounts.models import User
    from media.models import File


def make_draft(
    author: "User", text: str = "Not yet", *, pictures: int = 0, options: Options | None = None, **fields: Any
) -> Draft:
    """Saved as the composer saves it, with so many pictures."""
    shown = [Attachment(pending(author, PICTURE).key) for _ in range(pictures)]
    return actions.save_draft(author=author, raw=text, options=options or Options(), attachments=shown, **fields)


def files_of(draft: Draft) -> list["File"]:
    return [row.file for row in draft.pictures.select_related("file").order_by("position")]


def save(client: Client, text: object = "Not yet", **fields: Any) -> Any:
    form = {"text": text, "token": fields.pop("token", None) or token_of(client)} | fields
    return client.post("/drafts/save/", form)


def opened(client: Client, draft: Draft) -> dict[str, Any]:
    """The fields of the composer that was opened with the draft."""
    composer = client.get(draft.get_absolute_url()).context["composer"]
    what = composer.written
    return {
        "text": what.text,
        "token": composer.token,
        "draft": what.draft.pk,
        "draft_version": what.draft.version,
        "uploads": [each.file.key for each in composer.pictures],
        "alt": [each.alt for each in composer.pictures],
        "visibility": what.options.visibility,
        "comment_policy": what.options.comment_policy,
        "publish_at": what.publish_at,
        "zone": composer.zone,
    }
