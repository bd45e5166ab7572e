"""Who may comment on a post (product, 3.4), and in which words somebody else is told that they may not."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.refusals import NotAllowed
from follows.relations import Relation
from posts.models import Post

Policy = Post.CommentPolicy

REASONS: dict[str, Promise] = {
    Policy.FOLLOWERS: _("Only followers of %(name)s can comment on this post."),
    Policy.FOLLOWING: _("Only people whom %(name)s follows can comment on this post."),
    Policy.NOBODY: _("%(name)s does not take comments on this post."),
}


class MayNotComment(NotAllowed):
    """Raised with one of REASONS."""

    code = "may_not_comment"


def reason_against(post: Post, viewer: Any, to_author: Relation) -> str:
    """Why the viewer, a member who may see the post, may not comment on it; empty when they may.

    `to_author`: what the viewer is to its author.
    """
    if viewer.pk == post.author_id or post.comment_policy == Policy.EVERYONE:
        return ""
    if post.comment_policy == Policy.FOLLOWERS and to_author.following:
        return ""
    if post.comment_policy == Policy.FOLLOWING and to_author.followed_by:
        return ""
    return str(REASONS[post.comment_policy]) % {"name": post.author.nickname}
