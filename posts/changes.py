"""What somebody changes in a post of theirs, as the form of its page says it; and what that page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from core.paging import read_id
from posts import audience
from posts.audience import Choice, Options
from posts.models import MAX_PICTURES_EVER, Post
from posts.models.post import Visibility
from posts.text import MAX_CODE_POINTS

# Session key: what was written by somebody whose session had ended meanwhile.
UNSAVED = "unsaved_edit"


@dataclass(frozen=True)
class Changes:
    """How the post is to be: what it says, for whom, without which pictures, and what the others are said to show."""

    text: str
    options: Options
    # Ids of PostPictures.
    removed: frozenset[int] = frozenset()
    alts: Mapping[int, str] = field(default_factory=dict)
    # Since when the post said what the form was opened with; None where a form does not tell.
    opened_at: str | None = None


@dataclass(frozen=True)
class Errors:
    """Why it was not saved, each reason beside what it is about."""

    text: str = ""
    pictures: str = ""
    audience: str = ""


@dataclass(frozen=True)
class Shown:
    """One picture of the post, in the form."""

    pk: int
    number: int
    src: str | None
    alt: str
    is_removed: bool


@dataclass(frozen=True)
class Editor:
    """The form: what stands in it, and what can be chosen."""

    post: Post
    changes: Changes
    pictures: Sequence[Shown]
    groups: Sequence[Choice]
    errors: Errors

    @property
    def levels(self) -> list[Visibility]:
        """What everybody may choose; groups are the member's own."""
        return [level for level in Visibility if level != Visibility.GROUP]

    @property
    def lost_audience(self) -> str:
        """The post's own, where it is not offered any more (a group that went): never somebody else instead."""
        offered = {*self.levels, *(group.value for group in self.groups)}
        return "" if self.changes.options.visibility in offered else self.changes.options.visibility


def of(post: Post) -> Changes:
    """The post as it is."""
    return Changes(post.text, audience.chosen(post))


def read(request: HttpRequest) -> Changes:
    """What the posted form holds: `picture` and `alt` are repeated in one order, `remove` for those that go."""
    form = request.POST
    pairs = zip(form.getlist("picture")[:MAX_PICTURES_EVER], form.getlist("alt"), strict=False)
    alts = {pk: alt for raw, alt in pairs for pk in _ids([raw])}
    options = Options(
        form.get("visibility", ""),
        form.get("comment_policy", ""),
        bool(form.get("sensitive")),
        bool(form.get("spoiler")),
    )
    removed = _ids(form.getlist("remove")[:MAX_PICTURES_EVER])
    return Changes(form.get("text", ""), options, removed, alts, form.get("opened_at"))


def keep_unsaved(request: HttpRequest, post_id: int) -> None:
    """Remember the words of somebody whose session had ended meanwhile, until the form is opened again."""
    request.session[UNSAVED] = [post_id, request.POST.get("text", "")[:MAX_CODE_POINTS]]


def unsaved(request: HttpRequest, post: Post) -> Changes:
    """The post as it is, with the words that were kept, once."""
    now = of(post)
    post_id, text = request.session.get(UNSAVED) or (0, "")
    if post_id != post.pk or not text:
        return now
    del request.session[UNSAVED]
    return replace(now, text=text)


def editor(post: Post, changes: Changes, *, groups: Sequence[Choice], errors: Errors | None = None) -> Editor:
    """Three queries for the pictures, where there are any."""
    return Editor(post, changes, _pictures(post, changes) if post.picture_count else (), groups, errors or Errors())


def _pictures(post: Post, changes: Changes) -> list[Shown]:
    rows = post.pictures.select_related("file").prefetch_related("file__renditions").order_by("position")
    return [
        Shown(row.pk, row.number, row.file.preview, changes.alts.get(row.pk, row.alt), row.pk in changes.removed)
        for row in rows
    ]


def _ids(raws: Sequence[str]) -> frozenset[int]:
    """What is no id is that of no picture."""
    found = set()
    for raw in raws:
        try:
            found.add(read_id(raw))
        except ValueError:
            continue
    return frozenset(found)
