"""What a post's author does with the comments on it: one first, some hidden, or only those shown that they chose."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.paging import MAX_ID
from core.refusals import Conflict, Missing, NotAllowed
from interactions.actions.holding import hold
from interactions.models import Comment
from interactions.seeing import asked_for
from posts.models import Post


class NotYourPost(NotAllowed):
    message = _("Only the post's author can do that with a comment.")


class NotAtTheTop(Conflict):
    message = _("Only a comment on the post itself can be chosen or stand first: replies go along with theirs.")


@transaction.atomic
def pin(*, comment_id: int, by: User) -> Comment:
    """Have a comment stand first, instead of the one that did; it is shown then, and chosen.

    Raises Missing, NotYourPost, NotAtTheTop.
    """
    comment = _at_the_top(comment_id, by)
    # Two at once: one after the other.
    Post.objects.select_for_update(no_key=True).filter(pk=comment.post_id).first()
    Comment.objects.filter(post=comment.post_id, is_pinned=True).exclude(pk=comment.pk).update(is_pinned=False)
    return _set(_choose(comment, timezone.now()), is_pinned=True, hidden_at=None)


@transaction.atomic
def unpin(*, comment_id: int, by: User) -> Comment:
    """Raises Missing, NotYourPost."""
    return _set(_own(comment_id, by), is_pinned=False)


@transaction.atomic
def hide(*, comment_id: int, by: User) -> Comment:
    """Leave a comment to its writer and the post's author; what is hidden stands nowhere first.

    Raises Missing, NotYourPost.
    """
    return _set(_own(comment_id, by), hidden_at=timezone.now(), is_pinned=False)


@transaction.atomic
def unhide(*, comment_id: int, by: User) -> Comment:
    """Raises Missing, NotYourPost."""
    return _set(_own(comment_id, by), hidden_at=None)


@transaction.atomic
def select(*, comment_id: int, by: User) -> Comment:
    """Choose a comment with the replies to it, for posts of which only chosen ones show.

    Raises Missing, NotYourPost, NotAtTheTop.
    """
    return _choose(_at_the_top(comment_id, by), timezone.now())


@transaction.atomic
def unselect(*, comment_id: int, by: User) -> Comment:
    """Choose it no longer; then it stands nowhere first. Raises Missing, NotYourPost, NotAtTheTop."""
    return _choose(_set(_at_the_top(comment_id, by), is_pinned=False), None)


@transaction.atomic
def select_comments(*, post_id: int, by: User) -> Post:
    """Show others only the comments that the author chooses, and the author's own. Raises Missing, NotYourPost."""
    post = _post(post_id, by)
    Post.objects.filter(pk=post.pk).update(selected_comments=True)
    own, now = Comment.objects.filter(post=post, author=by, parent=None, deleted_at=None), timezone.now()
    # These first, as in _choose.
    for unchosen in (own.filter(selected_at=None), Comment.objects.filter(parent__in=own, selected_at=None)):
        hold(unchosen)
        unchosen.update(selected_at=now)
    return post


@transaction.atomic
def show_comments(*, post_id: int, by: User) -> Post:
    """Show them all again. Raises Missing, NotYourPost."""
    post = _post(post_id, by)
    Post.objects.filter(pk=post.pk).update(selected_comments=False)
    return post


def _own(comment_id: int, by: User) -> Comment:
    comment = asked_for(comment_id, by)
    if comment.post.author_id != by.pk:
        raise NotYourPost
    return comment


def _at_the_top(comment_id: int, by: User) -> Comment:
    comment = _own(comment_id, by)
    if comment.parent_id:
        raise NotAtTheTop
    return comment


def _post(post_id: int, by: User) -> Post:
    post = Post.objects.visible_to(by).filter(pk=post_id).first() if post_id <= MAX_ID else None
    if post is None:
        raise Missing
    if post.author_id != by.pk:
        raise NotYourPost
    return post


def _choose(comment: Comment, at: datetime | None) -> Comment:
    """The comment first: whoever replies meanwhile holds it, or waits for it and does as it says."""
    _set(comment, selected_at=at)
    replies = Comment.objects.filter(parent=comment.pk)
    hold(replies)
    replies.update(selected_at=at)
    return comment


def _set(comment: Comment, **changes: datetime | bool | None) -> Comment:
    """Change the row, unless it was deleted meanwhile."""
    if not Comment.objects.filter(pk=comment.pk, deleted_at=None).update(**changes):
        raise Missing
    for name, value in changes.items():
        setattr(comment, name, value)
    return comment
