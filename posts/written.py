"""What somebody wrote, as the composer's form brings it, a draft keeps it, and the session remembers it."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from core import zones
from core.paging import read_id
from media.models import KEY_FORM
from posts import audience, pictures, timing
from posts.audience import PLAIN, Options
from posts.models import Draft, Post
from posts.pictures import Attachment
from posts.text import MAX_CODE_POINTS

# Session key.
UNSENT = "unsent_post"
KEY = re.compile(KEY_FORM)
# Far more than a form of ours has: what is past it was not sent by one.
MOST_READ = 40
# Options as the session remembers them, and how much of what was chosen.
CHOICES, MARKS, MOST_CHOSEN = ("visibility", "comment_policy"), ("sensitive", "spoiler"), 60


@dataclass(frozen=True)
class Opened:
    """A draft, as it was when the composer was opened with it; without a version, whatever it is now."""

    pk: int
    version: int | None = None


@dataclass(frozen=True)
class Written:
    """What somebody wrote: the text, the uploads that wait for it, and files that came with the form itself."""

    text: str = ""
    attachments: Sequence[Attachment] = ()
    options: Options = PLAIN
    # When it is to be published: what a clock shows, and in which zone that stands. Empty: at once.
    publish_at: str = ""
    zone: str = ""
    # The draft that it goes on with.
    draft: Opened | None = None
    images: Sequence[UploadedFile] = ()
    # What is said of the images, in their order.
    image_alts: Sequence[str] = ()


def read(request: HttpRequest) -> Written:
    """What the posted form holds: `uploads` are keys; `alt` is repeated in the order of uploads, then of images."""
    form = request.POST
    keys = form.getlist("uploads")[:MOST_READ]
    alts = form.getlist("alt")[: 2 * MOST_READ]
    padded = [*alts, *[""] * len(keys)]
    return Written(
        form.get("text", ""),
        [Attachment(read_key(key), alt) for key, alt in zip(keys, padded, strict=False) if key],
        Options(
            visibility=form.get("visibility") or Post.Visibility.PUBLIC,
            comment_policy=form.get("comment_policy") or Post.CommentPolicy.EVERYONE,
            sensitive=bool(form.get("sensitive")),
            spoiler=bool(form.get("spoiler")),
        ),
        form.get("publish_at", "").strip()[:MOST_CHOSEN],
        zones.known(form.get("zone", "")),
        _opened(form),
        images=request.FILES.getlist("images"),
        image_alts=alts[len(keys) :],
    )


def _opened(form: QueryDict) -> Opened | None:
    """What is no draft's id is that of a draft which is gone."""
    draft = form.get("draft", "")
    if not draft:
        return None
    try:
        return Opened(read_id(draft), read_id(form.get("draft_version", "")))
    except ValueError:
        return Opened(0)


def read_key(raw: str) -> str:
    """A key as it was sent; what can't be one (NUL, which no database takes, say) is nobody's."""
    return raw if KEY.fullmatch(raw) else "-"


def arranged(written: Written, act: str, key: str) -> Written:
    """The pictures in another order, or without one: what the buttons of a page without a script ask for."""
    order = list(written.attachments)
    place = next((place for place, attachment in enumerate(order) if attachment.key == key), None)
    if place is None or act not in ("earlier", "later", "remove"):
        return written
    moved = order.pop(place)
    if act != "remove":
        order.insert(max(0, place + (1 if act == "later" else -1)), moved)
    return replace(written, attachments=order)


def of_draft(draft: Draft) -> Written:
    """A draft as it was saved. One query for its pictures."""
    shown = draft.pictures.select_related("file").order_by("position")
    return Written(
        draft.text,
        [Attachment(picture.file.key, picture.alt) for picture in shown],
        audience.chosen(draft),
        timing.shown(draft.publish_at) if draft.publish_at else "",
        timezone.get_current_timezone_name(),
        Opened(draft.pk, draft.version),
    )


def keep_unsent(request: HttpRequest, written: Written) -> None:
    """Remember what was written by somebody whose session had ended meanwhile, or who is still choosing pictures."""
    kept = [[attachment.key, attachment.alt[: pictures.MAX_ALT]] for attachment in written.attachments]
    options = asdict(written.options)
    request.session[UNSENT] = {
        "text": written.text[:MAX_CODE_POINTS],
        "pictures": kept[: pictures.MAX_PICTURES],
        **{mark: bool(options[mark]) for mark in MARKS},
        **{choice: str(options[choice])[:MOST_CHOSEN] for choice in CHOICES},
        "publish_at": written.publish_at[:MOST_CHOSEN],
        "zone": written.zone[:MOST_CHOSEN],
        "draft": [written.draft.pk, written.draft.version] if written.draft else None,
    }


def unsent(request: HttpRequest) -> Written:
    kept = request.session.get(UNSENT) or {}
    if isinstance(kept, str):  # What a release before pictures kept.
        return Written(kept)
    return Written(
        kept.get("text", ""),
        [Attachment(key, alt) for key, alt in kept.get("pictures", ())],
        Options(**{name: kept[name] for name in (*CHOICES, *MARKS) if name in kept}),
        publish_at=kept.get("publish_at", ""),
        zone=zones.known(kept.get("zone", "")),
        draft=Opened(*kept["draft"]) if kept.get("draft") else None,
    )


def forget_unsent(request: HttpRequest) -> None:
    request.session.pop(UNSENT, None)
