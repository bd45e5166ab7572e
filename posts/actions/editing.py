"""Editing a post within a day, and changing whom it is for at any time."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Conflict, Missing, NotAllowed, TooMany
from follows.models import FollowGroup
from media import actions as media
from media.models import File
from posts import audience, events, pictures, tagging, text
from posts.actions.deleting import NotYours
from posts.actions.publishing import MayNotPost
from posts.audience import Options
from posts.models import EDIT_WINDOW, Draft, Post, PostPicture, Revision
from posts.pictures import Attachment

# Of one post: each leaves a text that is kept and shown.
MOST_EDITS = 50


class TooLateToEdit(NotAllowed):
    code = "too_late"
    message = _("A post can be edited for 24 hours. Who may see it can be changed at any time.")


class TooManyEdits(TooMany):
    code = "too_many_edits"
    message = _("A post can be edited fifty times, and this one was.")


class EditedMeanwhile(Conflict):
    code = "edited_meanwhile"
    message = _("This post was changed in another window. To have it as you see it here, save once more.")


def may_edit(post: Post) -> bool:
    """Whether its words and pictures may still change."""
    return timezone.now() - post.created_at < EDIT_WINDOW


@transaction.atomic
def edit(
    *,
    post_id: int,
    by: User,
    raw: str,
    options: Options,
    removed: Collection[int] = (),
    alts: Mapping[int, str] | None = None,
    opened_at: str | None = None,
) -> Post:
    """Let a post say something else; what it said before is kept. What did not change leaves no trace.

    `removed`: ids of its PostPictures that go for good; `alts`: what the others say to those who can't see them;
    `opened_at`: since when it said what its author saw (Post.written_at, in ISO), if that is to be looked at.

    Raises text.TextRefused, audience.UnknownVisibility and UnknownPolicy, pictures.AltRefused (400), NotYours,
    MayNotPost and TooLateToEdit (403), Missing (404), EditedMeanwhile (409), TooManyEdits (429).
    """
    if removed:
        _lock_files(post_id)
    post = _own(post_id, by, opened_at)
    was_public = post.is_public
    staying, going = _parted(post, removed)
    is_addressed = _address(post, options, by)
    is_said = _say(post, text.normalise(raw), len(staying))
    is_marked = _mark(post, options, has_pictures=bool(staying))
    is_described = _describe(staying, alts or {})
    if (is_said or is_marked or is_described) and not may_edit(post):
        raise TooLateToEdit
    if not (is_said or is_marked or is_described or is_addressed):
        return post
    media.discard(File.objects.filter(postpicture__in=going))
    _close_gaps(staying)
    named = _save(post, was_public=was_public, is_said=is_said)
    if is_said or is_marked or is_described:
        events.post_edited.send(sender=Post, post=post, newly_mentioned=named)
    if is_addressed:
        events.post_audience_changed.send(sender=Post, post=post)
    return post


@transaction.atomic
def change_audience(*, post_id: int, by: User, options: Options) -> Post:
    """Have other people see a post, or comment on it: of `options` these two alone are read. At any time.

    Raises audience.UnknownVisibility and UnknownPolicy (400), NotYours and MayNotPost (403), Missing (404).
    """
    post = _own(post_id, by)
    was_public = post.is_public
    if _address(post, options, by):
        _save(post, was_public=was_public)
        events.post_audience_changed.send(sender=Post, post=post)
    return post


@transaction.atomic
def leave_to_author(*, group: FollowGroup) -> None:
    """Have posts and drafts meant for a group that goes be for it no more: nobody but their author sees those.

    Drafts, then their author, then posts: as by publishing a draft, and by deleting a post.
    """
    Draft.objects.filter(group=group).update(group=None)
    User.objects.locked(group.owner_id)
    Post.objects.filter(group=group).update(group=None, visibility=Post.Visibility.SELF, version=F("version") + 1)


def _lock_files(post_id: int) -> None:
    """Ahead of the post, as the worker that finishes one does: it holds the file, and asks for its post then."""
    list(File.objects.filter(postpicture__post=post_id).select_for_update(of=("self",)).order_by("pk"))


def _own(post_id: int, by: User, opened_at: str | None = None) -> Post:
    """The post, locked, as it is by now; which is as its author saw it, if that was told."""
    if not by.is_active:
        raise MayNotPost
    seen = Post.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    post = seen.filter(pk=post_id).first()
    if post is None:
        raise Missing
    if post.author_id != by.pk:
        raise NotYours
    if opened_at not in (None, post.written_at.isoformat()):
        raise EditedMeanwhile
    return post


def _parted(post: Post, removed: Collection[int]) -> tuple[list[PostPicture], list[PostPicture]]:
    """Its pictures in order: those that stay, and those that go. What is gone already does no harm."""
    rows = list(post.pictures.order_by("position"))
    return [row for row in rows if row.pk not in removed], [row for row in rows if row.pk in removed]


def _address(post: Post, options: Options, by: User) -> bool:
    """For whom it is now; whether that is new."""
    before = (post.visibility, post.group_id, post.comment_policy)
    meant = audience.read(options, owner=by)
    post.visibility, post.group, post.comment_policy = meant.visibility, meant.group, meant.comment_policy
    return before != (post.visibility, post.group_id, post.comment_policy)


def _say(post: Post, content: str, picture_count: int) -> bool:
    """What it says and how much it shows; whether that is new. Then what it was is kept."""
    text.check(content, may_be_empty=bool(picture_count) or post.is_repost)
    if (content, picture_count) == (post.text, post.picture_count):
        return False
    if post.revisions.count() >= MOST_EDITS:
        raise TooManyEdits
    kept = {"text": post.text, "picture_count": post.picture_count, "written_at": post.written_at}
    Revision.objects.create(post=post, **kept)
    post.text, post.units, post.picture_count = content, text.count_units(content), picture_count
    post.edited_at = timezone.now()
    return True


def _mark(post: Post, options: Options, *, has_pictures: bool) -> bool:
    before = (post.sensitive, post.spoiler)
    post.sensitive, post.spoiler = options.sensitive and has_pictures, options.spoiler
    return before != (post.sensitive, post.spoiler)


def _describe(staying: Sequence[PostPicture], alts: Mapping[int, str]) -> bool:
    """What is said of the pictures; whether that is new."""
    before = [row.alt for row in staying]
    given = pictures.checked([Attachment("", alts.get(row.pk, row.alt)) for row in staying])
    for row, each in zip(staying, given, strict=True):
        row.alt = each.alt
    return before != [row.alt for row in staying]


def _close_gaps(staying: Sequence[PostPicture]) -> None:
    """One after the other from the first, so that no place is taken twice on the way."""
    for place, row in enumerate(staying):
        row.position = place
        row.save(update_fields=["position", "alt"])


def _save(post: Post, *, was_public: bool, is_said: bool = False) -> list[int]:
    """Write it, and what its text names; returns the ids of people who are named for the first time."""
    post.version += 1
    post.save()
    tokens = text.tokenize(post.text)
    if is_said or was_public != post.is_public:
        tagging.change_topics(post, tokens, was_public=was_public)
    return _told_first(post, tagging.change_mentions(post, tokens)) if is_said else []


def _told_first(post: Post, people: set[int]) -> list[int]:
    """Without those whom an earlier text of the post named: they were told then."""
    former = post.revisions.values_list("text", flat=True) if people else ()
    words = {token.value for each in former for token in text.tokenize(each) if token.kind == "mention"}
    return sorted(people - {user.pk for user in tagging.meant(words, by=post.author_id).values()})
