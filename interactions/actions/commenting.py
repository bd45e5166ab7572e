"""Commenting on a post, replying to a comment, and deleting either."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import privileges
from accounts.models import User
from core import submissions
from core.paging import MAX_ID
from core.refusals import Conflict, Missing, NotAllowed, TooMany
from core.submissions import Ticket
from follows.relations import STRANGER, relation
from interactions import pictures
from interactions.actions.holding import hold
from interactions.actions.reaching import check_active, check_reach
from interactions.commenters import MayNotComment, reason_against
from interactions.events import commented
from interactions.models import MAX_COMMENT_UNITS, Comment, CommentMention
from interactions.seeing import asked_for
from posts import counts, ids, tagging, text
from posts.models import Post
from posts.pictures import Attachment, checked
from posts.text import TextTooLong

# The window of the limit, and of looking back for the same words; deleted rows outlive it, so that deleting gives no
# allowance back.
LIMIT_WINDOW = timedelta(hours=1)
ID_TRIES = 5
# What makes two comments the same.
SAME = ("text", "picture", "parent", "answered")


class CommentTooLong(TextTooLong):
    message = _("Too long by %(over)s: a comment has at most %(most)s characters.")


class RepeatedComment(Conflict):
    code = "repeated"
    message = _("You just said exactly this here. Change a word, or leave it at that.")


class CommentingTooFast(TooMany):
    code = "too_fast"
    message = _("That's the most comments for one hour. Your text is still here — send it a little later.")
    unconfirmed = _(
        "That's the most comments for one hour while your e-mail address is not confirmed. Your text is still here: "
        "open the link in our letter, then send it."
    )


class NotYourComment(NotAllowed):
    message = _("Only its writer and the post's author can delete a comment.")


class CommentGone(Missing):
    code = "comment_gone"
    message = _("The comment that you answer is not there any more.")


@dataclass(frozen=True)
class Place:
    """Where a comment goes: on the post itself, or below a comment of the first level, in answer to somebody there."""

    post: Post
    parent_id: int | None = None
    answered_id: int | None = None


def comment(
    *,
    author: User,
    post_id: int,
    raw: str,
    parent_id: int | None = None,
    attachment: Attachment | None = None,
    ticket: Ticket | None = None,
) -> Comment:
    """Comment on a post, or with `parent_id` reply to a comment of either level. `attachment`: a pending upload.

    Raises text.TextRefused and pictures' refusals (400, 409), RepeatedComment (409), CommentingTooFast (429),
    MayNotComment and reaching.Suspended (403), Missing where the author may not see the post, CommentGone where not the
    comment (404), and submissions.Repeated when the same form was taken before.
    """
    try:
        with transaction.atomic():
            return _comment(author, post_id, raw, parent_id, attachment, ticket)
    except IntegrityError:
        # The post's row went for good between the look and the commit.
        raise Missing from None


@transaction.atomic
def delete_comment(*, comment_id: int, by: User) -> Comment:
    """Delete a comment, and with one of the first level what was replied to it. Raises Missing, NotYourComment."""
    found = deletable(comment_id, by)
    # Whoever replies meanwhile waits for this row, or this for them.
    Comment.objects.select_for_update(no_key=True).filter(pk=found.parent_id or found.pk).first()
    going = Comment.objects.filter(Q(pk=found.pk) | Q(parent=found.pk), deleted_at=None)
    hold(going)
    gone = going.update(deleted_at=timezone.now(), is_pinned=False, reply_count=0)
    if not gone:
        raise Missing
    if found.parent_id:
        Comment.objects.filter(pk=found.parent_id).update(reply_count=F("reply_count") - 1)
    counts.add(found.post_id, "comments", -gone)
    return found


def deletable(comment_id: int, by: User) -> Comment:
    """The comment, which `by` may delete. Raises Missing, NotYourComment."""
    live = Comment.objects.select_related("post__author", "author").filter(deleted_at=None)
    # Whoever moderates also deletes what a suspended writer left behind; and its writer what stands below a post that
    # is out of their sight by now: others may still read it.
    anywhere = live if by.has_perm("posts.delete_post") else live.filter(author=by)
    if comment_id <= MAX_ID and (out_of_sight := anywhere.filter(pk=comment_id).first()):
        return out_of_sight
    found = asked_for(comment_id, by)
    if by.pk != found.post.author_id:
        raise NotYourComment
    return found


def _comment(
    author: User, post_id: int, raw: str, parent_id: int | None, attachment: Attachment | None, ticket: Ticket | None
) -> Comment:
    taken = submissions.take(ticket) if ticket else None
    place = _place(author, post_id, parent_id)
    content = text.normalise(raw)
    _check_text(content, may_be_empty=attachment is not None)
    alts = [each.alt for each in checked([attachment] if attachment else [])]
    _check_author(author, place, content, alone=attachment is None)
    made = Comment(author=author, post=place.post, parent_id=place.parent_id, answered_id=place.answered_id)
    made.text, made.units, made.alt = content, text.count_units(content), "".join(alts)
    made.picture = pictures.claim(attachment, author=author) if attachment else None
    made.selected_at = _selected_at(made)
    _insert(made)
    _keep_mentions(made)
    if taken:
        submissions.settle(taken, made.get_absolute_url())
    commented.send(sender=Comment, comment=made)
    # After the event, against the habit: what others wait for is held as shortly as can be.
    _count(made)
    return made


def _place(author: User, post_id: int, parent_id: int | None) -> Place:
    check_reach(author, post_id)
    post = Post.objects.select_related("author").filter(pk=post_id).first()
    if post is None:
        raise Missing
    everyone = post.comment_policy == Post.CommentPolicy.EVERYONE
    to_author = STRANGER if everyone else relation(author, post.author)
    if reason := reason_against(post, author, to_author):
        raise MayNotComment(reason)
    if parent_id is None:
        return Place(post)
    known = Comment.objects.visible_to(author, post=post)
    above = known.only("author", "parent").filter(pk=parent_id).first() if parent_id <= MAX_ID else None
    if above is None:
        raise CommentGone
    return Place(post, above.parent_id, above.author_id) if above.parent_id else Place(post, above.pk)


def _check_text(content: str, *, may_be_empty: bool) -> None:
    try:
        text.check(content, may_be_empty=may_be_empty, most=MAX_COMMENT_UNITS)
    except TextTooLong as refused:
        raise CommentTooLong(**refused.figures) from None


def _check_author(author: User, place: Place, content: str, *, alone: bool) -> None:
    """Counted from rows under the author's lock, so that forty tabs count as one after the other.

    `alone`: words without a picture, which may be the same that were said last, there and to the same person. (Two
    people may be thanked alike.)
    """
    author = User.objects.locked(author.pk)
    check_active(author)
    lately = Comment.objects.filter(author=author, pk__gte=ids.floor_id(timezone.now() - LIMIT_WINDOW))
    last = lately.filter(post=place.post, deleted_at=None).order_by("-pk").values_list(*SAME).first() if alone else None
    if last == (content, None, place.parent_id, place.answered_id):
        raise RepeatedComment
    limit = privileges.of(author).comments_per_hour
    if limit is not None and lately.count() >= limit:
        words = None if author.email_confirmed else CommentingTooFast.unconfirmed
        raise CommentingTooFast(words, retry_after=int(LIMIT_WINDOW.total_seconds()))


def _insert(made: Comment) -> None:
    """Insert the row under a fresh id of its time; a taken id is tried again."""
    for attempt in range(ID_TRIES):
        made.pk = ids.new_id(made.created_at)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
            return
        except IntegrityError:
            if attempt == ID_TRIES - 1 or not Comment.objects.filter(pk=made.pk).exists():
                raise


def _keep_mentions(made: Comment) -> None:
    words = {token.value for token in text.tokenize(made.text) if token.kind == "mention"}
    people = tagging.meant(words, by=made.author_id)
    CommentMention.objects.bulk_create(
        [CommentMention(comment=made, user=user, word=word) for word, user in people.items()]
    )


def _selected_at(made: Comment) -> datetime | None:
    """An author's own words need no choosing where only chosen ones are shown, and a reply is as its comment, which is
    held from here on. Raises CommentGone where that was deleted since it was looked at."""
    if not made.parent_id:
        return made.created_at if made.author_id == made.post.author_id else None
    above = Comment.objects.select_for_update(no_key=True).filter(pk=made.parent_id, deleted_at=None)
    for held in above.only("selected_at"):
        return held.selected_at
    raise CommentGone


def _count(made: Comment) -> None:
    if made.parent_id:
        Comment.objects.filter(pk=made.parent_id).update(reply_count=F("reply_count") + 1)
    counts.add(made.post_id, "comments", 1)
