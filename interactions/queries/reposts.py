"""What can be reposted, by whom; and who reposted a post."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.paging import PAGE, Page, by_cursor
from core.refusals import NotAllowed
from follows.relations import unmuted
from posts import muting
from posts import queries as posts
from posts.models import CardRow, Post


class NotPublic(NotAllowed):
    code = "not_public"
    message = _("Only public posts can be reposted.")


class RootUnavailable(NotAllowed):
    """Deleted, private by now, or by somebody apart from the reader: one answer for every reason."""

    code = "root_unavailable"
    message = _("The post that this one passes on is not available, so it can't be reposted either.")


class Source(NamedTuple):
    """What is reposted: the post whose words are quoted, and the one at the root, which is embedded; often the same."""

    parent: Post
    root: Post


def source(post_id: int, *, viewer: Any) -> Source:
    """What a repost of this post passes on, with both authors. One query, or two.

    Raises Missing where the viewer may not see the post, NotPublic where not everybody may (a repost makes nothing more
    public than it is), and RootUnavailable where that is so of its root.
    """
    parent = posts.asked_for(post_id, viewer=viewer)
    if not parent.is_public:
        raise NotPublic
    if parent.root_id is None:
        return Source(parent, parent)
    root = posts.one(parent.root_id, viewer=viewer)
    if root is None or not root.is_public:
        raise RootUnavailable
    return Source(parent, root)


def of(post: Post, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """Who reposted a post, newest first, as far as the viewer may see it and is not tired of them; without the root,
    which was asked for. Of an original all reposts count, of reposts too; of a repost those of itself.

    Nothing says how many are left out. One query, and one for a viewer who muted words.
    """
    where = {"parent": post} if post.is_repost else {"root": post}
    seen = Post.objects.visible_to(viewer).filter(**where)
    if viewer is not None and viewer.is_authenticated:
        seen = seen.filter(Q(author=viewer) | unmuted(viewer.pk))
    page = by_cursor(seen.for_cards(viewer), cursor, size=size)
    rootless = [row._replace(root_id=None, root_seen=False) for row in page.rows]
    return Page(muting.left(rootless, viewer=viewer), page.next_cursor)
