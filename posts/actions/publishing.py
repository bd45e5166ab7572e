"""Publishing a post: the limits, the row, and what its text names."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import privileges
from accounts.models import User
from core import submissions
from core.refusals import Conflict, NotAllowed, TooMany
from core.submissions import Ticket
from posts import audience, events, ids, pictures, tagging, text
from posts.audience import PLAIN, Options
from posts.models import Post, PurgedPost
from posts.pictures import Attachment

# The window of the limit on posts; of deleted ones a mark outlives it, so that deleting gives no allowance back.
LIMIT_WINDOW = timedelta(hours=1)
ID_TRIES = 5


class RepeatedText(Conflict):
    code = "repeated"
    message = _("You just posted exactly this. Change a word, or leave it at that.")


class PostingTooFast(TooMany):
    code = "too_fast"
    message = _("That's the most posts for one hour. Your text is still here — send it a little later.")
    unconfirmed = _(
        "That's the most posts for one hour while your e-mail address is not confirmed. Your text is still here: "
        "open the link in our letter, then send it."
    )


class MayNotPost(NotAllowed):
    code = "may_not_post"
    message = _("This account can't post at the moment.")


def publish(
    *,
    author: User,
    raw: str,
    options: Options = PLAIN,
    ticket: Ticket | None = None,
    attachments: Sequence[Attachment] = (),
    quoted: Post | None = None,
) -> Post:
    """Publish a post of words, of pictures, or of both. `attachments`: pending uploads of the author's, in order.

    `quoted`: what it reposts, which the caller found to be public and visible to the author; then it may say nothing.

    Raises text.TextRefused, audience.UnknownVisibility and UnknownPolicy, pictures.TooManyPictures, AltRefused and
    PictureUnfit (400), RepeatedText and pictures.PictureGone (409), PostingTooFast (429), MayNotPost (403), and
    submissions.Repeated when the same form was taken before.
    """
    with transaction.atomic():
        taken = submissions.take(ticket) if ticket else None
        content = text.normalise(raw)
        text.check(content, may_be_empty=bool(attachments) or quoted is not None)
        attachments = pictures.checked(attachments)
        _check_author(author, content, alone=not attachments, quoted=quoted)
        files = pictures.claim(attachments, author=author)
        post = _insert(_made(author, content, options, len(files), quoted))
        pictures.attach(post, files, attachments)
        _complete(post)
        if taken:
            submissions.settle(taken, post.get_absolute_url())
        events.post_published.send(sender=Post, post=post)
    return post


def import_post(
    *,
    author: User,
    raw: str,
    at: datetime,
    options: Options = PLAIN,
    attachments: Sequence[Attachment] = (),
    quoted: Post | None = None,
) -> Post:
    """Take in a post of an earlier date: an id of that date, no fan-out, no limits; nobody counts a repost.

    Raises text.TextRefused, and what `publish` raises for options and attachments.
    """
    content = text.normalise(raw)
    text.check(content, may_be_empty=bool(attachments) or quoted is not None)
    attachments = pictures.checked(attachments)
    with transaction.atomic():
        files = pictures.claim(attachments, author=author)
        post = _made(author, content, options, len(files), quoted)
        post.created_at = at
        _insert(post)
        pictures.attach(post, files, attachments)
        _complete(post)
    return post


def _check_author(author: User, content: str, *, alone: bool, quoted: Post | None) -> None:
    """The limits of 3.1, counted from rows under the author's lock, so that forty tabs count as one after the other.

    `alone`: words without pictures, which may be the same that were said last, about the same post if any.
    """
    author = User.objects.locked(author.pk)
    if not author.is_active:
        raise MayNotPost
    last = (
        Post.objects.filter(author=author, deleted_at=None)
        .by_newest()
        .values_list("text", "picture_count", "parent")
        .first()
    )
    if alone and last == (content, 0, quoted and quoted.pk):
        raise RepeatedText
    limit = privileges.of(author).posts_per_hour
    if limit is not None and _posted_lately(author) >= limit:
        words = None if author.email_confirmed else PostingTooFast.unconfirmed
        raise PostingTooFast(words, retry_after=int(LIMIT_WINDOW.total_seconds()))


def _posted_lately(author: User) -> int:
    """Deleted ones too, of which a mark stays for as long."""
    since = timezone.now() - LIMIT_WINDOW
    there = Post.objects.filter(author=author, pk__gte=ids.floor_id(since)).count()
    return there + PurgedPost.objects.filter(author=author, posted_at__gte=since).count()


def _made(author: User, content: str, options: Options, pictured: int, quoted: Post | None) -> Post:
    """The row as it will be, without its id. Raises what audience.read raises."""
    meant = audience.read(options, owner=author)
    post = Post(author=author, text=content, units=text.count_units(content), picture_count=pictured)
    post.visibility, post.group, post.comment_policy = meant.visibility, meant.group, meant.comment_policy
    post.sensitive, post.spoiler = options.sensitive and bool(pictured), options.spoiler
    if quoted is not None:
        post.root_id, post.parent_id = quoted.root_id or quoted.pk, quoted.pk
    return post


def _insert(post: Post) -> Post:
    """Insert the row under a fresh id of its time, read inside the transaction; a taken id is tried again."""
    for attempt in range(ID_TRIES):
        post.pk = ids.new_id(post.created_at)
        try:
            with transaction.atomic():
                post.save(force_insert=True)
            return post
        except IntegrityError:
            if attempt == ID_TRIES - 1 or not Post.objects.filter(pk=post.pk).exists():
                raise
    raise AssertionError("unreachable")


def _complete(post: Post) -> None:
    tokens = text.tokenize(post.text)
    tagging.keep_mentions(post, tokens)
    tagging.keep_topics(post, tokens)
    User.objects.filter(pk=post.author_id).update(post_count=F("post_count") + 1)
