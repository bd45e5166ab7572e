"""What changes posts: publish and delete."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import privileges
from accounts.models import User
from core import submissions
from core.refusals import Conflict, Missing, NotAllowed, Refusal, TooMany
from core.submissions import Ticket
from media import actions as media
from media.models import File
from posts import events, ids, pictures, tagging, text
from posts.models import Post, PostTopic
from posts.pictures import Attachment
from topics.actions import count_use
from topics.models import Topic

# How long a deleted post can be brought back (product, 3.7), before its row goes.
UNDO_TIME = timedelta(seconds=10)
# The window of the limit on posts; deleted rows outlive it, so that deleting does not refresh the allowance.
LIMIT_WINDOW = timedelta(hours=1)
PURGE_CHUNK = 500
ID_TRIES = 5


class UnknownVisibility(Refusal):
    code = "visibility"
    message = _("Choose who may see this post.")


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


class NotYours(NotAllowed):
    message = _("Only the author can delete a post.")


def publish(
    *,
    author: User,
    raw: str,
    visibility: str = "public",
    ticket: Ticket | None = None,
    attachments: Sequence[Attachment] = (),
    sensitive: bool = False,
) -> Post:
    """Publish a post of words, of pictures, or of both. `attachments`: pending uploads of the author's, in order.

    Raises text.TextRefused, UnknownVisibility, pictures.TooManyPictures, AltRefused and PictureUnfit (400),
    RepeatedText and pictures.PictureGone (409), PostingTooFast (429), MayNotPost (403), and submissions.Repeated when
    the same form was taken before.
    """
    if visibility != Post.Visibility.PUBLIC:
        raise UnknownVisibility
    with transaction.atomic():
        taken = submissions.take(ticket) if ticket else None
        content = text.normalise(raw)
        text.check(content, may_be_empty=bool(attachments))
        attachments = pictures.checked(attachments)
        _check_author(author, content, alone=not attachments)
        files = pictures.claim(attachments, author=author)
        marks = {"visibility": visibility, "picture_count": len(files), "sensitive": sensitive and bool(files)}
        post = _insert(Post(author=author, text=content, units=text.count_units(content), **marks))
        pictures.attach(post, files, attachments)
        _complete(post)
        if taken:
            submissions.settle(taken, post.get_absolute_url())
        events.post_published.send(sender=Post, post=post)
    return post


def import_post(
    *, author: User, raw: str, at: datetime, attachments: Sequence[Attachment] = (), sensitive: bool = False
) -> Post:
    """Take in a post of an earlier date: an id of that date, no fan-out, no limits.

    Raises text.TextRefused, and what `publish` raises for attachments.
    """
    content = text.normalise(raw)
    text.check(content, may_be_empty=bool(attachments))
    attachments = pictures.checked(attachments)
    with transaction.atomic():
        files = pictures.claim(attachments, author=author)
        marks = {"created_at": at, "picture_count": len(files), "sensitive": sensitive and bool(files)}
        post = _insert(Post(author=author, text=content, units=text.count_units(content), **marks))
        pictures.attach(post, files, attachments)
        _complete(post)
    return post


def delete(*, post_id: int, by: User) -> Post:
    """Hide a post at once; its row goes after the undo time. Raises Missing, NotYours."""
    with transaction.atomic():
        moderates = by.has_perm("posts.delete_post")
        # Whoever moderates also deletes what a suspended author left behind.
        seen = Post.objects.filter(deleted_at=None) if moderates else Post.objects.visible_to(by)
        post = seen.select_for_update().filter(pk=post_id).first()
        if post is None:
            raise Missing
        if post.author_id != by.pk and not moderates:
            raise NotYours
        post.deleted_at = timezone.now()
        post.save(update_fields=["deleted_at"])
        User.objects.filter(pk=post.author_id).update(post_count=F("post_count") - 1)
        count_use(topics=post.topics.all(), by=-1)
        events.post_deleted.send(sender=Post, post=post)
    return post


def redraw(*, file: File) -> None:
    """Have the card of the post that shows this picture drawn anew: the picture is ready, or will never be."""
    Post.objects.filter(pictures__file=file).update(version=F("version") + 1)


@transaction.atomic
def remove_all(*, author: User) -> None:
    """Remove every post of an author whose account is about to go, out of the topics' counts too."""
    uses = PostTopic.objects.filter(content_object__author=author, content_object__deleted_at=None)
    for topic_id, number in uses.values_list("tag").annotate(number=Count("pk")).order_by("tag"):
        count_use(topics=[Topic(pk=topic_id)], by=-number)
    Post.objects.filter(author=author).delete()


def purge_deleted() -> int:
    """Remove the files and rows of posts deleted for good, a chunk at a time; returns how many posts went.

    Files go once nothing can be undone; rows stay for as long as they count against the limit.
    """
    now = timezone.now()
    _purge_files(now - UNDO_TIME)
    gone = Post.objects.filter(deleted_at__lt=now - UNDO_TIME, created_at__lt=now - LIMIT_WINDOW).order_by("deleted_at")
    purged = 0
    while chunk := list(gone.values_list("pk", flat=True)[:PURGE_CHUNK]):
        Post.objects.filter(pk__in=chunk).delete()
        purged += len(chunk)
    return purged


def _purge_files(before: datetime) -> None:
    deleted = File.objects.filter(postpicture__post__deleted_at__lt=before).order_by("pk")
    while chunk := list(deleted.values_list("pk", flat=True)[:PURGE_CHUNK]):
        media.discard(File.objects.filter(pk__in=chunk))


def _check_author(author: User, content: str, *, alone: bool) -> None:
    """The limits of 3.1, counted from rows under the author's lock, so that forty tabs count as one after the other.

    `alone`: words without pictures, which may be the same that were said last.
    """
    author = User.objects.select_for_update().get(pk=author.pk)
    if not author.is_active:
        raise MayNotPost
    last = Post.objects.filter(author=author, deleted_at=None).by_newest().values_list("text", "picture_count").first()
    if alone and last == (content, 0):
        raise RepeatedText
    limit = privileges.of(author).posts_per_hour
    since = ids.floor_id(timezone.now() - LIMIT_WINDOW)
    if limit is not None and Post.objects.filter(author=author, pk__gte=since).count() >= limit:
        words = None if author.email_confirmed else PostingTooFast.unconfirmed
        raise PostingTooFast(words, retry_after=int(LIMIT_WINDOW.total_seconds()))


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
