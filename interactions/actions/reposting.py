"""Passing a post on: a post that quotes its parent and embeds its root, and comments that go along with it."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from django.db import IntegrityError, transaction

from accounts.models import User
from core.refusals import Missing, Refusal
from core.submissions import Ticket
from interactions.actions.commenting import comment
from interactions.models import Spread
from interactions.queries.reposts import Source, source
from posts import counts, text
from posts.actions import publish
from posts.audience import PLAIN, Options
from posts.models import REPOST, Post
from posts.text import TextRefused


class Also(StrEnum):
    """Where what one says is left as a comment too (product, 3.5)."""

    PARENT = "parent"
    ROOT = "root"


class CommentRefused(Refusal):
    """Why a comment that should go along was refused. Nothing was posted."""

    code = "comment_refused"

    def __init__(self, reason: TextRefused | Refusal) -> None:
        detail = reason.detail if isinstance(reason, Refusal) else {}
        self.status = getattr(reason, "status", 400)
        super().__init__(str(reason), **detail)


def repost(
    *,
    author: User,
    post_id: int,
    raw: str,
    options: Options = PLAIN,
    also: Collection[Also] = (),
    ticket: Ticket | None = None,
) -> Post:
    """Repost a post with words of one's own, or none, in front of the chain; what of the chain is too long is left out.

    Raises what queries.reposts.source, posts.actions.publish and, as CommentRefused, commenting.comment raise.
    """
    try:
        with transaction.atomic():
            passed_on = source(post_id, viewer=author)
            words = text.fit(raw).text
            post = publish(author=author, raw=words, options=options, ticket=ticket, quoted=passed_on.parent)
            if also:
                _comment(author, post, _targets(passed_on, also))
            return post
    except IntegrityError:
        # What is commented on went for good between the look and the commit.
        raise Missing from None


def place(post: Post) -> None:
    """Give a repost its place in its root's tree, which it keeps when it is deleted."""
    if post.root_id is None or post.parent_id is None:
        return
    above = Spread.objects.filter(pk=post.parent_id).values_list("depth", flat=True).first()
    Spread.objects.create(
        post_id=post.pk,
        root_id=post.root_id,
        parent_id=post.parent_id,
        # A parent without a place is the root.
        depth=(above or 0) + 1,
        reach=User.objects.values_list("follower_count", flat=True).get(pk=post.author_id),
        created_at=post.created_at,
    )


def count(post: Post, by: int) -> None:
    """Count a repost that comes or goes, for its root and for the repost that it passed on."""
    for post_id in dict.fromkeys((post.root_id, post.parent_id)):
        if post_id is not None:
            counts.add(post_id, "reposts", by)


def _comment(author: User, post: Post, targets: Iterable[int]) -> None:
    """The words without the chain; of a repost without words what it shows, as on Weibo."""
    said = text.normalise(text.take_apart(post.text).said) or str(REPOST)
    for target in targets:
        try:
            comment(author=author, post_id=target, raw=said)
        except (TextRefused, Refusal) as refused:
            raise CommentRefused(refused) from refused


def _targets(passed_on: Source, also: Collection[Also]) -> list[int]:
    """The posts to comment on, each once."""
    posts = {Also.PARENT: passed_on.parent.pk, Also.ROOT: passed_on.root.pk}
    return list(dict.fromkeys(posts[place] for place in Also if place in also))
